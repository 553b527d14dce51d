/** How the weights, activations or gradients of a layer are spread around 0, and how far they reach. */
import type { NumberSpread } from '../../../compute/spec/number-spread.ts'
import { Distribution } from '../../components/distribution.tsx'
import { useWords } from '../../i18n/words.ts'

export interface SpreadProps {
  readonly layer: string
  readonly of: 'weights' | 'activations' | 'gradients'
  readonly spread: NumberSpread
}

export function Spread({ layer, of, spread: { mean, deviation, largest, bins } }: SpreadProps) {
  const { text, format } = useWords()
  const figures = {
    mean: format.number(mean, 2),
    deviation: format.number(deviation, 2),
    largest: format.number(largest, 2),
  }
  return (
    <span className="layer-spread" title={text('result.layers.spreadFigures', figures)}>
      <Distribution
        label={text(`result.layers.spreadOf.${of}`, { layer })}
        kind="number"
        bars={bins.map((count) => ({ label: String(count), from: null, to: null, count }))}
      />
      <span className="muted">± {figures.largest}</span>
    </span>
  )
}
