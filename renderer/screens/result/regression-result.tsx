/** The figures of a regression: metrics, predicted against actual, how the errors are spread, and the rows. */
import { useMemo, useState } from 'react'
import type { RegressionReport } from '../../../compute/spec/evaluation.ts'
import { histogram } from '../../charts/maths/histogram.ts'
import { HistogramBars } from '../../charts/static/histogram-bars.tsx'
import { Scatter } from '../../charts/static/scatter.tsx'
import { Button } from '../../components/button.tsx'
import { Section } from '../../components/page.tsx'
import { useWords } from '../../i18n/words.ts'
import './result-screen.css'
import { ScoreTable } from './score-table.tsx'
import { TestRows } from './test-rows.tsx'

export interface RegressionResultProps {
  readonly id: string
  readonly target: string
  readonly report: RegressionReport
}

export function RegressionResult({ id, target, report }: RegressionResultProps) {
  const { text, format } = useWords()
  const [open, setOpen] = useState(false)
  const bins = useMemo(
    () => histogram(report.points.map(({ actual, predicted }) => predicted - actual)),
    [report.points],
  )
  const some =
    report.points.length < report.rows
      ? text('result.somePoints', {
          shown: format.integer(report.points.length),
          total: format.integer(report.rows),
        })
      : null
  return (
    <>
      <div className="result-pair">
        <Section title={text('result.predictedAgainstActual')} lead={some ?? text('result.scatterLead')}>
          <Scatter
            points={report.points}
            actualName={text('result.actualTarget', { target })}
            predictedName={text('result.predictedTarget', { target })}
            label={text('result.scatterLabel', { target, r2: report.model.r2 })}
          />
        </Section>
        <div className="result-stack">
          <Section title={text('result.scores')} lead={text('result.unitOf', { target })}>
            <ScoreTable scores={report} />
          </Section>
          <Section title={text('result.residuals')}>
            <HistogramBars
              bins={bins}
              name={text('result.residualAxis')}
              label={text('result.residualLabel', { mae: report.model.mae })}
            />
          </Section>
        </div>
      </div>
      <Section
        title={text(open ? 'result.allTestRows' : 'result.testRows', { count: report.rows })}
        actions={
          <Button size="small" onPress={() => setOpen(!open)}>
            {open ? text('common.close') : text('result.showAllRows', { count: report.rows })}
          </Button>
        }
      >
        {open && (
          <TestRows
            id={id}
            task="regression"
            filter={{ actual: null, predicted: null }}
            label={text('result.allTestRows', { count: report.rows })}
          />
        )}
      </Section>
    </>
  )
}
