/** The probabilities of the classes as bars on one scale from 0 to 1, most likely first. */
import { useWords } from '../../i18n/words.ts'
import './probability-bars.css'

export interface ProbabilityBarsProps {
  readonly probabilities: readonly { readonly label: string; readonly probability: number }[]
  readonly label: string
  /** Classes shown one by one; what is left is summed up in a last row. */
  readonly most?: number
}

export function ProbabilityBars({ probabilities, label, most = 8 }: ProbabilityBarsProps) {
  const { text, format } = useWords()
  const sorted = [...probabilities].sort((a, b) => b.probability - a.probability)
  const shown = sorted.length <= most + 1 ? sorted : sorted.slice(0, most)
  const rest = sorted.slice(shown.length)
  const restShare = rest.reduce((sum, { probability }) => sum + probability, 0)
  const rows = [
    ...shown.map((each, index) => ({ ...each, first: index === 0 })),
    ...(rest.length === 0
      ? []
      : [{ label: text('charts.otherClasses', { count: rest.length }), probability: restShare, first: false }]),
  ]
  return (
    <ol className="probabilities" aria-label={label}>
      {rows.map((row) => (
        <li key={row.label} className={row.first ? 'probability probability-first' : 'probability'}>
          <span className="probability-label ellipsis" title={row.label}>
            {row.label}
          </span>
          <span className="probability-track" aria-hidden>
            <span className="probability-bar" style={{ width: `${row.probability * 100}%` }} />
          </span>
          <span className="number">{shareText(row.probability, format.percent)}</span>
        </li>
      ))}
    </ol>
  )
}

/** Never 0% or 100% for what is only nearly so. */
function shareText(share: number, percent: (share: number, decimals?: number) => string): string {
  if (share > 0 && share < 0.0005) return `< ${percent(0.001)}`
  if (share < 1 && share > 0.9995) return `> ${percent(0.999)}`
  return percent(share)
}
