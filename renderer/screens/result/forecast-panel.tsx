/** What comes next: the forecast from the end of the data, as a curve and as a table to copy or save. */
import { Download } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Forecast } from '../../../compute/spec/sequence-evaluation.ts'
import type { RunRecord } from '../../../main/ipc/contract/records.ts'
import { useRequest } from '../../bridge/hooks.ts'
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
import { useWords } from '../../i18n/words.ts'
import { SeriesSelect } from './series-select.tsx'
import './forecast.css'
import './tables.css'

type Next = Forecast['series'][number]

/** See the file's head. */
export function ForecastPanel({ run }: { readonly run: RunRecord }) {
  const { data, error } = useRequest('runs.forecast', { id: run.id })
  if (error !== null) return <ErrorNotice error={error} />
  if (data === undefined) return <Waiting />
  return <NextValues run={run} forecast={data} />
}

interface NextValuesProps {
  readonly run: RunRecord
  readonly forecast: Forecast
}

function NextValues({ run, forecast }: NextValuesProps) {
  const { text, format } = useWords()
  const moments = useMoments(forecast.dated, run.spec.window?.time ?? '')
  const [chosen, setChosen] = useState('0')
  const next = forecast.series[Number(chosen)] ?? forecast.series[0]
  const csv = () => nextCsv(run, forecast, moments)
  if (next === undefined) {
    return <EmptyState title={text('result.forecast.noneTitle')} text={text('result.forecast.none')} />
  }
  return (
    <Section
      title={text('result.forecast.next')}
      lead={text('result.forecast.nextLead', { count: next.values.length, last: moments.write(lastTime(next)) })}
      actions={
        <>
          <SeriesSelect all={forecast.series} value={chosen} onChange={setChosen} />
          <CopyButton value={csv()} />
          <Button
            size="small"
            icon={Download}
            onPress={() => saveCsv(csv(), fileNameOf(run.name, text('result.forecast.next')))}
          >
            {text('result.forecast.saveCsv')}
          </Button>
        </>
      }
    >
      <div className="forecast-next">
        <NextChart key={chosen} run={run} next={next} moments={moments} csv={csv} />
        <div className="forecast-table">
          <table className="figures-table" aria-label={text('result.forecast.next')}>
            <thead>
              <tr>
                <th scope="col">{moments.axis.name}</th>
                <th scope="col" className="number">
                  {run.target}
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
      </div>
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
