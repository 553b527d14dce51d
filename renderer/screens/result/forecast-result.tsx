/** The figures of a forecast: what was foretold against what came, and the errors by how far ahead, beside the naive ones. */
import { useMemo, useState } from 'react'
import type { ForecastCurve, ForecastEvaluation } from '../../../compute/spec/sequence-evaluation.ts'
import type { RunRecord } from '../../../main/ipc/contract/records.ts'
import { csvOf } from '../../charts/chart-files.ts'
import { seriesCurve } from '../../charts/data/series-curves.ts'
import { useChartLink } from '../../charts/lines/chart-link.ts'
import { LineChart } from '../../charts/lines/line-chart.tsx'
import { plainView } from '../../charts/lines/plain-view.ts'
import { useMoments } from '../../charts/lines/use-moments.ts'
import { Section } from '../../components/page.tsx'
import { Segments } from '../../components/select.tsx'
import { useWords } from '../../i18n/words.ts'
import { ForecastErrorsTable } from './forecast-errors.tsx'
import { SeriesSelect } from './series-select.tsx'
import './forecast.css'

export interface ForecastResultProps {
  readonly run: RunRecord
  readonly report: ForecastEvaluation
}

/** See the file's head. */
export function ForecastResult({ run, report }: ForecastResultProps) {
  const { text } = useWords()
  const [chosen, setChosen] = useState('0')
  const curve = report.curves[Number(chosen)] ?? report.curves[0]
  return (
    <>
      {curve !== undefined && (
        <Section
          title={text('result.forecast.against')}
          lead={text('result.forecast.againstLead', { count: curve.windows })}
          actions={<SeriesSelect all={report.curves} value={chosen} onChange={setChosen} />}
        >
          <AgainstTruth key={chosen} run={run} report={report} curve={curve} />
          {report.moreSeries > 0 && (
            <p className="caption muted">{text('result.forecast.moreSeries', { count: report.moreSeries })}</p>
          )}
        </Section>
      )}
      <ForecastErrorsTable report={report} target={run.target} />
    </>
  )
}

function AgainstTruth({ run, report, curve }: ForecastResultProps & { readonly curve: ForecastCurve }) {
  const { text, format } = useWords()
  const link = useChartLink()
  const moments = useMoments(report.dated, run.spec.window?.time ?? '')
  const [steps, setSteps] = useState(String(curve.said[0]?.steps ?? 1))
  const said = curve.said.find((each) => String(each.steps) === steps) ?? curve.said[0]
  const curves = useMemo(
    () => [
      seriesCurve(
        { id: 'actual', label: text('result.forecast.actual'), tone: 1, dash: 'solid' },
        curve.times,
        curve.actual,
      ),
      seriesCurve(
        { id: `said ${said?.steps ?? 0}`, label: text('result.forecast.said'), tone: 2, dash: 'dashed' },
        curve.times,
        said?.values ?? [],
      ),
    ],
    [curve, said, text],
  )
  const csv = () =>
    csvOf(
      [
        { name: moments.axis.name, values: curve.times.map(moments.plain) },
        { name: run.target, values: curve.actual },
        ...curve.said.map((each) => ({ name: `${run.target} +${each.steps}`, values: each.values })),
      ],
      curve.times.length,
    )
  return (
    <>
      {curve.said.length > 1 && (
        <div className="forecast-ahead">
          <Segments
            label={text('result.forecast.madeBefore')}
            value={steps}
            onChange={setSteps}
            options={curve.said.map((each) => ({
              value: String(each.steps),
              label: text('result.forecast.steps', { count: each.steps }),
            }))}
          />
        </div>
      )}
      <LineChart
        title={text('result.forecast.chart', { target: run.target, count: said?.steps ?? 1 })}
        curves={curves}
        xAxis={moments.axis}
        link={link}
        view={plainView}
        formatY={format.number}
        height={300}
        subject={run.name}
        csv={csv}
      />
    </>
  )
}
