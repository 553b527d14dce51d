/** What came out, in words and beside the baseline: the first thing a person wants to know. */
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ClassificationReport, EvaluationReport, RegressionReport } from '../../../compute/spec/evaluation.ts'
import { betterNaive, type ForecastEvaluation } from '../../../compute/spec/sequence-evaluation.ts'
import { CompareBar } from '../../charts/static/compare-bar.tsx'
import { useWords } from '../../i18n/words.ts'
import './headline.css'
import { baselineRightRows, honestShare, rightRows } from './scores.ts'

export interface HeadlineProps {
  readonly report: EvaluationReport
  readonly target: string
}

export function Headline({ report, target }: HeadlineProps) {
  switch (report.task) {
    case 'classification':
      return <ClassificationHeadline report={report} />
    case 'regression':
      return <RegressionHeadline report={report} target={target} />
    case 'forecast':
      return <ForecastHeadline report={report} target={target} />
  }
}

function ClassificationHeadline({ report }: { readonly report: ClassificationReport }) {
  const { text, format } = useWords()
  const right = rightRows(report)
  const baselineRight = baselineRightRows(report)
  const guess = report.baseline.predicts
  return (
    <HeadlineFrame
      figure={format.percent(honestShare(report.model.accuracy))}
      caption={text('result.accuracyCaption')}
      sentence={text('result.rightFor', { right, count: report.rows, guess, baseline: baselineRight })}
      warning={right > baselineRight ? null : text('result.notBetterClass', { guess })}
      bar={
        <CompareBar
          model={report.model.accuracy}
          baseline={report.baseline.accuracy}
          modelName={text('result.model')}
          baselineName={text('result.alwaysGuess', { guess })}
          end={1}
          format={(value) => format.percent(honestShare(value))}
          label={text('result.compareLabel')}
        />
      }
    />
  )
}

function RegressionHeadline({ report, target }: { readonly report: RegressionReport; readonly target: string }) {
  const { text, format } = useWords()
  const { model, baseline } = report
  return (
    <HeadlineFrame
      figure={format.number(model.mae)}
      caption={text('result.maeCaption', { target })}
      sentence={text('result.offBy', {
        mae: model.mae,
        target,
        count: report.rows,
        mean: baseline.predicts,
        baseline: baseline.mae,
      })}
      warning={model.mae < baseline.mae ? null : text('result.notBetterValue')}
      bar={
        <CompareBar
          model={model.mae}
          baseline={baseline.mae}
          modelName={text('result.model')}
          baselineName={text('result.alwaysMean')}
          format={format.number}
          label={text('result.compareLabel')}
        />
      }
    />
  )
}

function ForecastHeadline({ report, target }: { readonly report: ForecastEvaluation; readonly target: string }) {
  const { text, format } = useWords()
  const { model, ahead, rows } = report
  const { kind, errors } = betterNaive(report)
  const name = text(`result.forecast.always.${kind}`, { season: report.season ?? 0 })
  return (
    <HeadlineFrame
      figure={format.number(model.mae)}
      caption={text('result.forecast.caption', { target, count: ahead.length })}
      sentence={text('result.forecast.offBy', {
        count: rows,
        mae: model.mae,
        steps: ahead.length,
        baseline: errors.mae,
        name,
      })}
      warning={model.mae < errors.mae ? null : text('result.forecast.notBetter')}
      bar={
        <CompareBar
          model={model.mae}
          baseline={errors.mae}
          modelName={text('result.model')}
          baselineName={name}
          format={format.number}
          label={text('result.compareLabel')}
        />
      }
    />
  )
}

export interface HeadlineFrameProps {
  readonly figure: string
  readonly caption: string
  readonly sentence: string
  readonly warning: string | null
  readonly bar: ReactNode
}

/** A figure, a sentence on it, and a bar beside the baseline. */
export function HeadlineFrame({ figure, caption, sentence, warning, bar }: HeadlineFrameProps) {
  return (
    <div className="headline">
      <div className="headline-figure">
        <span className="headline-number">{figure}</span>
        <span className="caption muted">{caption}</span>
      </div>
      <div className="headline-words">
        <p className="headline-sentence">{sentence}</p>
        {bar}
        {warning !== null && (
          <p className="headline-warning">
            <TriangleAlert className="icon" aria-hidden />
            {warning}
          </p>
        )}
      </div>
    </div>
  )
}
