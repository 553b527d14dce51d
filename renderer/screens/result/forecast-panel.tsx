/** What comes next: the forecast from the end of the data, as a curve and as a table to copy or save. */
import { Download } from 'lucide-react'
import { useMemo, useState } from 'react'
import { message } from '../../../compute/spec/message.ts'
import type { Forecast } from '../../../compute/spec/sequence-evaluation.ts'
import type { RunRecord } from '../../../main/ipc/contract/records.ts'
import { useRequest } from '../../bridge/hooks.ts'
import { useRested } from '../../bridge/use-rested.ts'
import { csvOf, fileNameOf, saveCsv } from '../../charts/chart-files.ts'
import { seriesCurve } from '../../charts/data/series-curves.ts'
import { useChartLink } from '../../charts/lines/chart-link.ts'
import { LineChart } from '../../charts/lines/line-chart.tsx'
import { plainView } from '../../charts/lines/plain-view.ts'
import type { Moments } from '../../charts/lines/moment-axis.ts'
import { useMoments } from '../../charts/lines/use-moments.ts'
import { Button } from '../../components/button.tsx'
import { CopyButton, ErrorNotice } from '../../components/error-notice.tsx'
import { EmptyState, Section } from '../../components/page.tsx'
import { Waiting } from '../../components/progress.tsx'
import { Findings } from '../../components/status-mark.tsx'
import { useWords } from '../../i18n/words.ts'
import { aheadTexts, type AheadTexts, readAhead, readDrafts } from './known-ahead.ts'
import { KnownAheadTable } from './known-ahead-table.tsx'
import { SeriesSelect } from './series-select.tsx'
import './forecast.css'
import './tables.css'

type Next = Forecast['series'][number]

/** So long what is typed must rest before it is foretold from, in milliseconds. */
const rest = 250

/** See the file's head. What is typed for the steps ahead is foretold from as soon as all of a series' is there. */
export function ForecastPanel({ run }: { readonly run: RunRecord }) {
  const usual = useRequest('runs.forecast', { id: run.id })
  const [drafts, setDrafts] = useState<Readonly<Record<string, AheadTexts>>>({})
  const read = useMemo(() => (usual.data === undefined ? {} : readDrafts(usual.data, drafts)), [usual.data, drafts])
  const given = useRested(read, rest)
  const own = useRequest(
    'runs.forecast',
    { id: run.id, given },
    { enabled: Object.keys(given).length > 0, keepPrevious: true },
  )
  const error = usual.error ?? own.error
  if (error !== null) return <ErrorNotice error={error} />
  if (usual.data === undefined) return <Waiting />
  const forecast = Object.keys(given).length > 0 ? (own.data ?? usual.data) : usual.data
  return (
    <NextValues
      {...{ run, forecast, drafts }}
      usual={usual.data}
      onDraft={(series, texts) => {
        const others = Object.entries(drafts).filter(([name]) => name !== series)
        setDrafts(Object.fromEntries(texts === null ? others : [...others, [series, texts]]))
      }}
    />
  )
}

interface NextValuesProps {
  readonly run: RunRecord
  readonly forecast: Forecast
  /** The forecast from what is taken to be known until someone says. */
  readonly usual: Forecast
  /** What was typed for the steps ahead, by series. */
  readonly drafts: Readonly<Record<string, AheadTexts>>
  readonly onDraft: (series: string, texts: AheadTexts | null) => void
}

function NextValues({ run, forecast, usual, drafts, onDraft }: NextValuesProps) {
  const { text, format } = useWords()
  const moments = useMoments(forecast.dated, run.spec.window?.time ?? '')
  const [chosen, setChosen] = useState('0')
  const next = forecast.series[Number(chosen)] ?? forecast.series[0]
  const first = usual.series[Number(chosen)] ?? usual.series[0]
  const csv = () => nextCsv(run, forecast, moments)
  if (next === undefined || first === undefined) {
    return <EmptyState title={text('result.forecast.noneTitle')} text={text('result.forecast.none')} />
  }
  const { asks } = forecast
  const draft = drafts[next.series]
  const texts = draft ?? aheadTexts(first.ahead)
  const read = readAhead(asks, texts, next.times.length)
  const problem = 'problem' in read ? read.problem : null
  return (
    <>
      <Section
        title={text('result.forecast.next')}
        lead={text('result.forecast.nextLead', { count: next.values.length, last: moments.write(lastTime(next)) })}
        actions={
          <>
            <SeriesSelect all={forecast.series} value={chosen} onChange={setChosen} />
            {problem === null && <CopyButton value={csv()} />}
            {problem === null && (
              <Button
                size="small"
                icon={Download}
                onPress={() => saveCsv(csv(), fileNameOf(run.name, text('result.forecast.next')))}
              >
                {text('result.forecast.saveCsv')}
              </Button>
            )}
          </>
        }
      >
        {problem !== null ? (
          <Findings
            label={text('result.ahead.title')}
            notices={[
              {
                level: 'needs-you',
                column: null,
                text: message(`result.ahead.problems.${problem.kind}`, {
                  column: problem.column,
                  moment: moments.write(next.times[problem.step] ?? NaN),
                }),
              },
            ]}
          />
        ) : asks.length > 0 ? (
          <NextChart key={chosen} run={run} next={next} moments={moments} csv={csv} />
        ) : (
          <div className="forecast-next">
            <NextChart key={chosen} run={run} next={next} moments={moments} csv={csv} />
            <NextTable target={run.target} next={next} moments={moments} />
          </div>
        )}
        {forecast.without.length > 0 && (
          <p className="caption muted">
            {text('result.forecast.without', {
              count: forecast.without.length,
              series: format.list(forecast.without.slice(0, 10)),
              history: run.spec.window?.history ?? 0,
            })}
          </p>
        )}
      </Section>
      {asks.length > 0 && (
        <KnownAheadTable
          {...{ asks, next, moments, texts, problem }}
          usual={first}
          target={run.target}
          changed={draft !== undefined}
          onChange={(own) => onDraft(next.series, own)}
        />
      )}
    </>
  )
}

interface NextTableProps {
  readonly target: string
  readonly next: Next
  readonly moments: Moments
}

/** The values that are foretold, by their moments. */
function NextTable({ target, next, moments }: NextTableProps) {
  const { text, format } = useWords()
  return (
    <div className="forecast-table">
      <table className="figures-table" aria-label={text('result.forecast.next')}>
        <thead>
          <tr>
            <th scope="col">{moments.axis.name}</th>
            <th scope="col" className="number">
              {target}
            </th>
          </tr>
        </thead>
        <tbody>
          {next.times.map((time, at) => (
            <tr key={time}>
              <th scope="row">{moments.write(time)}</th>
              <td className="number figures-strong">{format.number(next.values[at] ?? NaN, 5)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const lastTime = ({ known }: Next): number => known.times.at(-1) ?? NaN

interface NextChartProps {
  readonly run: RunRecord
  readonly next: Next
  readonly moments: Moments
  readonly csv: () => string
}

/** The newest known values and, from the last of them on, what is foretold. */
function NextChart({ run, next, moments, csv }: NextChartProps) {
  const { text, format } = useWords()
  const link = useChartLink()
  const curves = useMemo(
    () => [
      seriesCurve(
        { id: 'known', label: text('result.forecast.known'), tone: 1, dash: 'solid' },
        next.known.times,
        next.known.values,
      ),
      seriesCurve(
        { id: 'next', label: text('result.forecast.said'), tone: 2, dash: 'dashed' },
        [lastTime(next), ...next.times],
        [next.known.values.at(-1) ?? null, ...next.values],
      ),
    ],
    [next, text],
  )
  return (
    <LineChart
      title={text('result.forecast.nextChart', { target: run.target })}
      curves={curves}
      xAxis={moments.axis}
      link={link}
      view={plainView}
      formatY={format.number}
      height={320}
      subject={run.name}
      csv={csv}
    />
  )
}

/** All series, a row for each step. */
function nextCsv(run: RunRecord, { series }: Forecast, moments: Moments): string {
  const rows = series.flatMap((each) =>
    each.times.map((time, at) => ({ series: each.series, time: moments.plain(time), value: each.values[at] ?? null })),
  )
  const name = run.spec.window?.series ?? null
  return csvOf(
    [
      ...(name === null ? [] : [{ name, values: rows.map((row) => row.series) }]),
      { name: moments.axis.name, values: rows.map((row) => row.time) },
      { name: run.target, values: rows.map((row) => row.value) },
    ],
    rows.length,
  )
}
