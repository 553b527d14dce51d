/** The shares of the parts, as a scale with two marks. */
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { methodOf, parts, type SplitSpec } from '../../../../compute/spec/split.ts'
import { useWords } from '../../../i18n/words.ts'

/** Each part keeps at least this share of the rows, in per cent. */
const leastShare = 1

/** Shares in whole per cent from the two marks on the scale; each part keeps something. All else stays. */
export function splitAt(first: number, second: number, split: SplitSpec): SplitSpec {
  const trainEnd = Math.min(100 - 2 * leastShare, Math.max(leastShare, first))
  const validationEnd = Math.min(100 - leastShare, Math.max(trainEnd + leastShare, second))
  return {
    ...split,
    train: trainEnd / 100,
    validation: (validationEnd - trainEnd) / 100,
    test: (100 - validationEnd) / 100,
  }
}

/** See the file's head. Nothing where the data itself, or the number of folds, says how many rows are in which part. */
export function SplitShares({ split, onChange }: { split: SplitSpec; onChange: (split: SplitSpec) => void }) {
  const { text, format } = useWords()
  const method = methodOf(split)
  if ('fold' in method || (method.kind === 'given' && method.values.validation.length > 0)) return null
  const marks = [Math.round(split.train * 100), Math.round((split.train + split.validation) * 100)]
  return (
    <>
      <Slider
        className="split"
        aria-label={text('wizard.parts.shares')}
        value={marks}
        minValue={0}
        maxValue={100}
        onChange={([first = 0, second = 0]) => onChange(splitAt(first, second, split))}
      >
        <SliderTrack className="split-track">
          <span className="split-train" style={{ width: `${marks[0] ?? 0}%` }} />
          <SliderThumb index={0} className="split-thumb" aria-label={text('wizard.parts.trainEnd')} />
          <SliderThumb index={1} className="split-thumb" aria-label={text('wizard.parts.validationEnd')} />
        </SliderTrack>
      </Slider>
      <ul className="split-shares">
        {parts.map((part) => (
          <li key={part}>
            {text(`wizard.splitParts.${part}`)} {format.percent(split[part], 0)}
          </li>
        ))}
      </ul>
    </>
  )
}
