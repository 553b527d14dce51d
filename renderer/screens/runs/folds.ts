/** Runs as the folds of one cross-validation. Pure. */
import type { MetricName } from '../../../compute/spec/evaluation.ts'
import { methodOf } from '../../../compute/spec/split.ts'
import type { AnyRunRecord } from '../../../main/ipc/contract/records.ts'

export interface Folds {
  readonly metric: MetricName
  /** Of the folds that are finished. */
  readonly scores: readonly number[]
}

/** The scores of runs that differ in their folds alone; null where they are no such runs. */
export function foldsOf(runs: readonly AnyRunRecord[]): Folds | null {
  const alike = new Set(runs.map(withoutFold))
  const folds = new Set(runs.map(foldOf))
  const [only] = alike
  if (alike.size !== 1 || only === null || folds.size !== runs.length || runs.length < 2) return null
  const finished = runs.filter(({ status }) => status === 'completed')
  const scores = finished.flatMap(({ score }) => (score === null ? [] : [score]))
  const metric = scores[0]?.metric ?? (runs[0]?.task === 'regression' ? 'rmse' : 'accuracy')
  return { metric, scores: scores.map(({ value }) => value) }
}

/** How a run's rows are divided. */
const foldOf = ({ spec }: AnyRunRecord) =>
  spec.task === 'generation' ? null : JSON.stringify(methodOf(spec.training.split))

/** A run's spec but for which fold judges; null where none does. */
function withoutFold({ spec }: AnyRunRecord): string | null {
  if (spec.task === 'generation') return null
  const { split, ...training } = spec.training
  const method = methodOf(split)
  if (!('fold' in method)) return null
  return JSON.stringify({
    ...spec,
    training: { ...training, split: { ...split, method: { ...method, fold: 0, repeat: 0 } } },
  })
}

/** The mean, and the standard deviation as that of a sample; null for one value. */
export function meanAndDeviation(values: readonly number[]): { mean: number; deviation: number | null } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, deviation: values.length < 2 ? null : Math.sqrt(squares / (values.length - 1)) }
}
