/** What the figures of a report say in comparison with the baseline. Pure. */
import { type ClassificationReport, type MetricName, metrics } from '../../../compute/spec/evaluation.ts'
import type { AnsweringEvaluation, LabellingEvaluation } from '../../../compute/spec/sequence-evaluation.ts'

/** How a metric's gain is told: in percentage points, as a share of the baseline's, or as the plain difference. */
export type Gain =
  | { readonly kind: 'points' | 'difference'; readonly change: number; readonly better: boolean }
  | { readonly kind: 'share'; readonly change: number; readonly better: boolean }

export interface ScoreRow {
  readonly metric: MetricName
  readonly model: number
  readonly baseline: number
  readonly gain: Gain
}

/** The change from baseline to model, signed as it is seen: an error that fell has a negative change and is better. */
export function gainOf(metric: MetricName, model: number, baseline: number): Gain {
  const { better: direction, percent } = metrics[metric]
  const change = model - baseline
  const better = direction === 'higher' ? change > 0 : change < 0
  if (percent) return { kind: 'points', change: change * 100, better }
  if (direction === 'lower' && baseline > 0) return { kind: 'share', change: change / baseline, better }
  return { kind: 'difference', change, better }
}

/** Figures of a model and of a baseline, by metric. */
export interface Scores {
  readonly model: Partial<Record<MetricName, number>>
  readonly baseline: object
}

/** The figures of labels of words: of entities, where labels are tags, and of words. */
export function labellingScores({ model, baseline }: LabellingEvaluation): Scores {
  const named = ({ entities, stepAccuracy }: LabellingEvaluation['model']) => ({
    ...(entities === null
      ? {}
      : { entityF1: entities.f1, entityPrecision: entities.precision, entityRecall: entities.recall }),
    wordAccuracy: stepAccuracy,
  })
  return { model: named(model), baseline: named(baseline) }
}

/** The figures of answers. */
export function answeringScores({ model, baseline }: AnsweringEvaluation): Scores {
  const named = ({ f1, exactMatch }: AnsweringEvaluation['model']) => ({ answerF1: f1, answerExact: exactMatch })
  return { model: named(model), baseline: named(baseline) }
}

/** The metrics of a report, in the order of their table. */
export function scoreRows({ model, baseline: other }: Scores): ScoreRow[] {
  const baseline = other as Partial<Record<MetricName, number>>
  return (Object.keys(metrics) as MetricName[]).flatMap((metric) => {
    const [ours, theirs] = [model[metric], baseline[metric]]
    if (ours === undefined || theirs === undefined) return []
    return [{ metric, model: ours, baseline: theirs, gain: gainOf(metric, ours, theirs) }]
  })
}

/** How many test rows the model labels right. */
export function rightRows(report: ClassificationReport): number {
  return report.confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0)
}

/** How many test rows are right when always guessing the baseline's class. */
export function baselineRightRows(report: ClassificationReport): number {
  return report.perClass.find(({ label }) => label === report.baseline.predicts)?.support ?? 0
}

/** A kind of mistake: rows of one class taken for another. */
export interface Mistake {
  readonly actual: number
  readonly predicted: number
  readonly count: number
}

/** The mistakes that were made, most frequent first. */
export function mistakes(report: ClassificationReport): Mistake[] {
  const all = report.confusion.flatMap((row, actual) => row.map((count, predicted) => ({ actual, predicted, count })))
  return all
    .filter(({ actual, predicted, count }) => actual !== predicted && count > 0)
    .sort((a, b) => b.count - a.count)
}

/** A share that is rounded down where rounding up would make it all: 0.9997 is not 100%. */
export function honestShare(share: number): number {
  return share < 1 && share > 0.9995 ? 0.999 : share
}
