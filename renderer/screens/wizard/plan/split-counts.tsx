/** What comes of a split: rows, class shares, times and groups of each part, worked out on the data itself. */
import { type ReactNode, useMemo } from 'react'
import { methodOf, type Part, parts, splitColumns, type SplitSummary } from '../../../../compute/spec/split.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { useRested } from '../../../bridge/use-rested.ts'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { useWords } from '../../../i18n/words.ts'
import { asked } from '../state/plan.ts'
import { useEditor } from './editor-context.ts'

/** So long the plan must rest before its rows are divided, in milliseconds. */
const rest = 250

/** See the file's head. */
export function SplitCounts() {
  const { text } = useWords()
  const { dataset, state } = useEditor()
  const { task, target } = state.answers
  const { training, window, labelling, answering } = state.plan
  const { split, seed } = training
  const division = useRested(
    useMemo(
      () => ({ task, target, training: { split, seed }, ...asked({ window, labelling, answering }) }),
      [task, target, split, seed, window, labelling, answering],
    ),
    rest,
  )
  const { data, error } = useRequest('advice.split', { datasetId: dataset.id, division }, { keepPrevious: true })
  if (error !== null) return <ErrorNotice error={error} />
  if (data === undefined) return <p className="quiet">{text('wizard.splitCounts.counting')}</p>
  const grouped = splitColumns[methodOf(split).kind] === 'groups'
  return <Counts summary={data} grouped={grouped} counted={window === undefined ? 'rows' : 'windows'} />
}

interface CountsProps {
  readonly summary: SplitSummary
  readonly grouped: boolean
  readonly counted: 'rows' | 'windows'
}

function Counts({ summary, grouped, counted }: CountsProps) {
  const { text, format } = useWords()
  const { labels, dated } = summary
  const total = parts.reduce((sum, part) => sum + summary.parts[part].rows, 0)
  const moment = (time: number | null) => (time === null ? '—' : dated ? format.date(time) : format.number(time))
  const line = (name: string, write: (part: SplitSummary['parts'][Part]) => ReactNode) => (
    <tr key={name}>
      <th scope="row">{name}</th>
      {parts.map((part) => (
        <td key={part} className="number">
          {write(summary.parts[part])}
        </td>
      ))}
    </tr>
  )
  const share = (count: number, of: number) => format.percent(of === 0 ? 0 : count / of)
  const { train } = summary.parts
  return (
    <>
      <table className="figures-table split-counts" aria-label={text('wizard.splitCounts.label')}>
        <thead>
          <tr>
            <td />
            {parts.map((part) => (
              <th key={part} scope="col" className="number">
                {text(`wizard.splitParts.${part}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {line(text(`wizard.splitCounts.${counted}`), ({ rows }) => `${format.integer(rows)} (${share(rows, total)})`)}
          {grouped && line(text('wizard.splitCounts.groups'), ({ groups }) => format.integer(groups ?? 0))}
          {train.from !== null && line(text('wizard.splitCounts.from'), ({ from }) => moment(from))}
          {train.to !== null && line(text('wizard.splitCounts.to'), ({ to }) => moment(to))}
          {train.mean !== null && line(text('wizard.splitCounts.mean'), ({ mean }) => format.number(mean ?? NaN))}
          {labels.map((label, at) =>
            line(
              label,
              ({ classes, rows }) => `${format.integer(classes[at] ?? 0)} (${share(classes[at] ?? 0, rows)})`,
            ),
          )}
        </tbody>
      </table>
      <NotCounted summary={summary} counted={counted} />
    </>
  )
}

/** What the table leaves unsaid. */
function NotCounted({ summary, counted }: Pick<CountsProps, 'summary' | 'counted'>) {
  const { moreLabels, withoutTarget, inNoPart } = summary
  const { text } = useWords()
  const said = [
    ...(moreLabels > 0 ? [text('wizard.splitCounts.moreLabels', { count: moreLabels })] : []),
    ...(withoutTarget > 0 ? [text('wizard.splitCounts.withoutTarget', { count: withoutTarget })] : []),
    ...(inNoPart > 0
      ? [
          text(counted === 'rows' ? 'wizard.splitCounts.inNoPart' : 'wizard.splitCounts.windowsBetween', {
            count: inNoPart,
          }),
        ]
      : []),
  ]
  return said.length === 0 ? null : <p className="quiet">{said.join(' ')}</p>
}
