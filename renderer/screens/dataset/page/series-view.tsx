/** The series of a dataset: which there are, what they look like, where values are missing, after how long they come round. */
import { useMemo, useState } from 'react'
import { message } from '../../../../compute/spec/message.ts'
import type { Finding } from '../../../../compute/spec/health.ts'
import { saysWhen, type SeriesCurve, type SeriesFacts } from '../../../../compute/spec/series-facts.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { useRequest } from '../../../bridge/hooks.ts'
import { csvOf } from '../../../charts/chart-files.ts'
import { seriesCurve } from '../../../charts/data/series-curves.ts'
import { useChartLink } from '../../../charts/lines/chart-link.ts'
import { LineChart } from '../../../charts/lines/line-chart.tsx'
import { plainView } from '../../../charts/lines/plain-view.ts'
import { useMoments } from '../../../charts/lines/use-moments.ts'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { EmptyState, Facts, Section } from '../../../components/page.tsx'
import { Waiting } from '../../../components/progress.tsx'
import { Select } from '../../../components/select.tsx'
import { Findings } from '../../../components/status-mark.tsx'
import { useWords } from '../../../i18n/words.ts'
import { writeInterval } from '../../wizard/plan/interval-words.ts'
import './series-view.css'

/** Gaps that are listed. */
const listedGaps = 6

/** Columns that may be values in time. */
const valuesOf = ({ table: { profile } }: DatasetRecord) =>
  profile.columns.filter((column) => column.kind === 'number' && column.distinct > 2 && !saysWhen(column, profile.rows))

/** Whether a dataset may hold series: numbers beside what says when. */
export const mayHaveSeries = (dataset: DatasetRecord): boolean =>
  dataset.table.profile.columns.some((column) => saysWhen(column, dataset.table.profile.rows)) &&
  valuesOf(dataset).length > 0

/** See the file's head. */
export function SeriesView({ dataset }: { readonly dataset: DatasetRecord }) {
  const { text } = useWords()
  const { targetCandidates } = dataset.table.profile
  const numbers = valuesOf(dataset)
  const best = targetCandidates.find(({ column }) => numbers.some(({ name }) => name === column))?.column
  const [target, setTarget] = useState(best ?? numbers[0]?.name ?? '')
  const { data, error } = useRequest('datasets.series', { id: dataset.id, target }, { keepPrevious: true })
  if (error !== null) return <ErrorNotice error={error} />
  if (data === undefined) return <Waiting />
  const choice = numbers.length > 1 && (
    <Select
      label={text('dataset.series.column')}
      labelHidden
      size="small"
      value={target}
      onChange={setTarget}
      options={numbers.map(({ name }) => ({ value: name, label: name }))}
    />
  )
  if (data.facts === null) {
    return (
      <>
        {choice}
        <EmptyState title={text('dataset.series.noneTitle', { column: target })} text={text('dataset.series.none')} />
      </>
    )
  }
  return (
    <>
      <Section title={target} actions={choice}>
        <SeriesFactsList facts={data.facts} />
        <div className="series-found">
          <Findings label={text('dataset.series.found')} notices={noticesOf(data.facts)} />
        </div>
      </Section>
      <div className="series-curves">
        {data.curves.map((curve) => (
          <SeriesPlot
            key={`${target} ${curve.series}`}
            curve={curve}
            facts={data.facts ?? undefined}
            target={target}
            subject={dataset.table.name}
          />
        ))}
      </div>
      {data.facts.series > data.curves.length && (
        <p className="caption muted">
          {text('dataset.series.more', { count: data.facts.series - data.curves.length })}
        </p>
      )}
    </>
  )
}

function SeriesFactsList({ facts }: { readonly facts: SeriesFacts }) {
  const words = useWords()
  const { text, format } = words
  const { window, dated } = facts
  const moments = useMoments(dated, window.time)
  return (
    <Facts
      layout="row"
      facts={[
        [text('dataset.series.span'), `${moments.write(facts.from)} – ${moments.write(facts.to)}`],
        [text('dataset.series.interval'), writeInterval(window.interval, words, dated)],
        [text('dataset.series.values'), format.integer(facts.steps)],
        [text('dataset.series.count'), window.series === null ? null : format.integer(facts.series)],
        [
          text('dataset.series.season'),
          window.season === null
            ? text('dataset.series.noSeason')
            : text('dataset.series.seasonOf', { count: window.season, strength: facts.seasonStrength }),
        ],
      ]}
    />
  )
}

function noticesOf({ missing, breaks, shared, window, regular }: SeriesFacts): Finding[] {
  const notice = (level: Finding['level'], key: string, params: Record<string, number>): Finding => ({
    level,
    column: null,
    text: message(`advice.series.${key}`, params),
  })
  const { bridge } = window
  return [
    ...(window.interval.kind === 'rows' ? [notice('needs-you', 'uneven', { share: regular })] : []),
    missing === 0
      ? notice('fine', 'complete', {})
      : breaks === 0
        ? notice('mended', 'bridged', { count: missing, bridge })
        : notice('mended', 'broken', { count: breaks, missing, bridge }),
    ...(shared === 0 ? [] : [notice('mended', 'shared', { count: shared })]),
  ]
}

interface SeriesPlotProps {
  readonly curve: SeriesCurve
  readonly facts: SeriesFacts | undefined
  readonly target: string
  readonly subject: string
}

function SeriesPlot({ curve, facts, target, subject }: SeriesPlotProps) {
  const { text, format } = useWords()
  const link = useChartLink()
  const moments = useMoments(facts?.dated ?? true, facts?.window.time ?? '')
  const curves = useMemo(
    () => [seriesCurve({ id: 'values', label: target, tone: 1, dash: 'solid' }, curve.times, curve.values)],
    [curve, target],
  )
  const csv = () =>
    csvOf(
      [
        { name: moments.axis.name, values: curve.times.map(moments.plain) },
        { name: target, values: curve.values },
      ],
      curve.times.length,
    )
  return (
    <div>
      <LineChart
        title={curve.series === '' ? target : curve.series}
        curves={curves}
        xAxis={moments.axis}
        link={link}
        view={plainView}
        formatY={format.number}
        endLabels={false}
        height={curve.series === '' ? 320 : 200}
        subject={subject}
        csv={csv}
      />
      {curve.gaps.length > 0 && (
        <p className="caption muted">
          {text('dataset.series.gaps', {
            gaps: format.list(
              curve.gaps
                .slice(0, listedGaps)
                .map(({ from, steps }) => text('dataset.series.gap', { after: moments.write(from), count: steps })),
            ),
          })}
          {curve.gaps.length + curve.moreGaps > listedGaps &&
            ` ${text('dataset.series.moreGaps', { count: curve.gaps.length + curve.moreGaps - listedGaps })}`}
        </p>
      )}
    </div>
  )
}
