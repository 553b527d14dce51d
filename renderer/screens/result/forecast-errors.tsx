/** Errors of a forecast by how far ahead, the model's beside the naive ones: as curves, and as a table. */
import { useMemo } from 'react'
import type { ForecastErrors, ForecastEvaluation } from '../../../compute/spec/sequence-evaluation.ts'
import { csvOf } from '../../charts/chart-files.ts'
import { seriesCurve } from '../../charts/data/series-curves.ts'
import { useChartLink } from '../../charts/lines/chart-link.ts'
import { LineChart } from '../../charts/lines/line-chart.tsx'
import { plainView } from '../../charts/lines/plain-view.ts'
import { wholeTicks } from '../../charts/maths/ticks.ts'
import { Section } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import './tables.css'

export interface ForecastErrorsProps {
  readonly report: ForecastEvaluation
  readonly target: string
}

/** Rows of the table, at most: of more steps, those between are in the chart. */
const mostRows = 14

/** See the file's head. */
export function ForecastErrorsTable({ report, target }: ForecastErrorsProps) {
  const { text } = useWords()
  return (
    <Section
      title={text('result.forecast.errors')}
      lead={
        report.season === null
          ? text('result.forecast.errorsLead', { target })
          : text('result.forecast.errorsLeadSeason', { target, season: report.season })
      }
    >
      <div className="result-pair">
        <Table report={report} />
        {report.ahead.length > 1 && <ErrorCurves report={report} target={target} />}
      </div>
    </Section>
  )
}

function Table({ report }: { readonly report: ForecastEvaluation }) {
  const { text, format } = useWords()
  const { ahead, seasonal } = report
  const every = Math.ceil(ahead.length / mostRows)
  const shown = ahead.filter(({ steps }) => steps === 1 || steps % every === 0 || steps === ahead.length)
  const figure = (errors: ForecastErrors | null) => (errors === null ? '' : format.number(errors.mae))
  const line = (name: string, own: Pick<ForecastEvaluation, 'model' | 'naive' | 'seasonal'>) => (
    <tr key={name}>
      <th scope="row">{name}</th>
      <td className="number figures-strong">{figure(own.model)}</td>
      <td className="number quiet">{figure(own.naive)}</td>
      {seasonal !== null && <td className="number quiet">{figure(own.seasonal)}</td>}
      <td className="number muted">{format.number(own.model.rmse)}</td>
    </tr>
  )
  return (
    <table className="figures-table">
      <thead>
        <tr>
          <th scope="col">{text('result.forecast.ahead')}</th>
          <th scope="col" className="number">
            {text('result.model')}
          </th>
          <th scope="col" className="number">
            {text('result.forecast.naive')}
          </th>
          {seasonal !== null && (
            <th scope="col" className="number">
              {text('result.forecast.seasonal')}
            </th>
          )}
          <th scope="col" className="number">
            {text('result.forecast.rmse')}
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map((each) => line(text('result.forecast.steps', { count: each.steps }), each))}
        {ahead.length > 1 && line(text('result.forecast.all'), report)}
      </tbody>
    </table>
  )
}

function ErrorCurves({ report, target }: ForecastErrorsProps) {
  const { text, format } = useWords()
  const link = useChartLink()
  const { ahead, seasonal } = report
  const curves = useMemo(() => {
    const steps = ahead.map((each) => each.steps)
    const look = (id: string, label: string) => ({ id, label, tone: 'baseline', dash: 'dotted' }) as const
    return [
      seriesCurve(
        { id: 'model', label: text('result.model'), tone: 1, dash: 'solid' },
        steps,
        ahead.map(({ model }) => model.mae),
      ),
      seriesCurve(
        look('naive', text('result.forecast.naive')),
        steps,
        ahead.map(({ naive }) => naive.mae),
      ),
      ...(seasonal === null
        ? []
        : [
            seriesCurve(
              { ...look('seasonal', text('result.forecast.seasonal')), dash: 'dashed' },
              steps,
              ahead.map((each) => each.seasonal?.mae ?? null),
            ),
          ]),
    ]
  }, [ahead, seasonal, text])
  const axis = useMemo(
    () => ({
      name: text('result.forecast.ahead'),
      ticks: wholeTicks,
      format: format.integer,
      describe: (steps: number) => text('result.forecast.steps', { count: steps }),
    }),
    [text, format],
  )
  const csv = () =>
    csvOf(
      [
        { name: 'ahead', values: ahead.map(({ steps }) => steps) },
        { name: 'model', values: ahead.map(({ model }) => model.mae) },
        { name: 'naive', values: ahead.map(({ naive }) => naive.mae) },
        { name: 'seasonal', values: ahead.map((each) => each.seasonal?.mae ?? null) },
      ],
      ahead.length,
    )
  return (
    <LineChart
      title={text('result.forecast.errorChart')}
      curves={curves}
      xAxis={axis}
      link={link}
      view={plainView}
      formatY={format.number}
      bounds={[0, Infinity]}
      height={260}
      subject={target}
      csv={csv}
    />
  )
}
