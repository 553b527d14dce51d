/**
 * Judges a run by its held-out test rows.
 */
import type { PreparedRun } from '../data/preprocess/prepare-run.ts'
import type { EvaluationReport } from '../spec/evaluation.ts'
import { answeringEvaluation } from './answering-evaluation.ts'
import { classificationReport } from './classification-report.ts'
import { forecastEvaluation } from './forecast-evaluation.ts'
import { labellingEvaluation } from './labelling-evaluation.ts'
import { regressionReport } from './regression-report.ts'

/** What a report needs of a prepared run. */
export type JudgedRun = Pick<PreparedRun, 'target' | 'series' | 'labelling' | 'answering'> & {
  readonly table: Pick<PreparedRun['table'], 'split'>
}

/**
 * Makes the report of a run.
 *
 * @param predictions what the model says of the test rows, in their order: probabilities (rows × classes), or values in
 *   the target's own units; of windows, those of each step ahead (rows × horizon); of labelled words, probabilities of each
 *   step (rows × steps × labels); of windows of passages, the scores of each step (windows × steps × 2)
 */
export function evaluateRun(
  { target, table, series, labelling, answering }: JudgedRun,
  predictions: Float32Array,
): EvaluationReport {
  const { train, test } = table.split
  if (series !== undefined) return forecastEvaluation(series, test, predictions)
  if (target.kind === 'step-classes') {
    if (labelling === undefined) throw new Error('labels of words without words')
    return labellingEvaluation({ labelling, labels: target.labels, split: table.split }, predictions)
  }
  if (target.kind === 'spans') {
    if (answering === undefined) throw new Error('answers without passages')
    return answeringEvaluation({ answering, windows: test }, predictions)
  }
  if (target.kind === 'classes') {
    const { labels, values } = target
    const actual = Int32Array.from(test, (row) => values[row]!)
    return classificationReport(
      { labels, actual, probabilities: predictions },
      classShares(values, train, labels.length),
    )
  }
  const { values } = target
  const actual = Float64Array.from(test, (row) => values[row]!)
  const trainMean = train.reduce((sum, row) => sum + values[row]!, 0) / train.length
  return regressionReport({ rows: test, actual, predicted: predictions }, trainMean)
}

function classShares(values: Int32Array, rows: Uint32Array, classes: number): number[] {
  const counts = Array<number>(classes).fill(0)
  for (const row of rows) counts[values[row]!]!++
  return counts.map((count) => count / rows.length)
}
