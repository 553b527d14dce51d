/** What came out, in words and beside the baseline: the first thing a person wants to know. */
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ClassificationReport, EvaluationReport, RegressionReport } from '../../../compute/spec/evaluation.ts'
import {
  betterNaive,
  type AnsweringEvaluation,
  type ForecastEvaluation,
  type LabellingEvaluation,
} from '../../../compute/spec/sequence-evaluation.ts'
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
    case 'labelling':
      return <LabellingHeadline report={report} />
    case 'answering':
      return <AnsweringHeadline report={report} />
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

/** The F1 of entities or, where labels are no tags of some, the words that are right. */
function LabellingHeadline({ report }: { readonly report: LabellingEvaluation }) {
  const { text, format } = useWords()
  const { model, baseline, rows } = report
  const guess = baseline.predicts
  const share = (value: number) => format.percent(honestShare(value))
  const entities = model.entities === null || baseline.entities === null ? null : [model.entities, baseline.entities]
  const [found, always] = entities ?? []
  const own = found?.f1 ?? model.stepAccuracy
  const theirs = always?.f1 ?? baseline.stepAccuracy
  const sentence =
    found === undefined || always === undefined
      ? text('result.labelling.right', { share: share(own), baseline: share(theirs), count: rows, guess })
      : text('result.labelling.found', {
          recall: share(found.recall),
          precision: share(found.precision),
          baseline: share(always.recall),
          count: rows,
          guess,
        })
  return (
    <HeadlineFrame
      figure={share(own)}
      caption={text(found === undefined ? 'result.labelling.accuracyCaption' : 'result.labelling.f1Caption')}
      sentence={sentence}
      warning={own > theirs ? null : text('result.labelling.notBetter', { guess })}
      bar={
        <CompareBar
          model={own}
          baseline={theirs}
          modelName={text('result.model')}
          baselineName={text('result.alwaysGuess', { guess })}
          end={1}
          format={share}
          label={text('result.compareLabel')}
        />
      }
    />
  )
}

/** The F1 of answers, beside always answering from the same place (or not at all). */
function AnsweringHeadline({ report }: { readonly report: AnsweringEvaluation }) {
  const { text, format } = useWords()
  const { model, baseline, rows } = report
  const share = (value: number) => format.percent(honestShare(value))
  const guess = text(baseline.place === null ? 'result.answering.alwaysNone' : 'result.answering.alwaysPlace')
  return (
    <HeadlineFrame
      figure={share(model.f1)}
      caption={text('result.answering.caption')}
      sentence={text('result.answering.sentence', {
        count: rows,
        exact: share(model.exactMatch),
        guess,
        baseline: share(baseline.f1),
      })}
      warning={model.f1 > baseline.f1 ? null : text('result.answering.notBetter')}
      bar={
        <CompareBar
          model={model.f1}
          baseline={baseline.f1}
          modelName={text('result.model')}
          baselineName={guess}
          end={1}
          format={share}
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
