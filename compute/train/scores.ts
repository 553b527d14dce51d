/** The score that stands beside the loss at each epoch's end, for each form of targets. */
import { targetFormOf } from '../data/training-table.ts'
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'
import { ctcLikelihoods } from '../nn/losses/ctc.ts'
import { squaredError } from '../nn/losses/regression.ts'
import { ignoredLabel, type TargetKind } from '../spec/target-form.ts'
import type { TrainingData } from './training-table.ts'

const count = (isRight: Value) => op.reduceSum(op.cast(isRight, 'float32'))
const squares = (predictions: Value, targets: Value) => squaredError(predictions, targets).sum

/** What the score is made of, summed over rows: right answers, or squared differences. */
export const scoreSums = {
  classes: (logits, labels) => count(op.equal(op.argMax(logits, 1), labels)),
  values: squares,
  // No class is the label that is ignored.
  'step-classes': (logits, labels) => count(op.equal(op.argMax(logits, 2), labels)),
  // Both ends are right where the smaller of two ones is one.
  spans: (scores, ends) =>
    op.reduceSum(op.reduceMin(op.cast(op.equal(op.argMax(scores, 1), ends), 'float32'), { axes: [1] })),
  // Not only the best reading counts: how probable it is that the right one is read.
  'label-sequences': (logits, targets) => op.reduceSum(ctcLikelihoods(logits, targets)),
  series: squares,
} satisfies Record<TargetKind, (outputs: Value, targets: Value) => Value>

type Scorer = (table: TrainingData, rows: Uint32Array) => (sum: number) => number

/** Share of right answers among all that are asked for. */
const share =
  (askedIn: (targets: Int32Array | Float32Array) => number): Scorer =>
  (table, rows) => {
    const { width } = targetFormOf(table)
    const asked = rows.reduce(
      (sum, row) => sum + askedIn(table.targets.values.subarray(row * width, (row + 1) * width)),
      0,
    )
    return (right) => right / Math.max(asked, 1)
  }

/**
 * R²: 1 − squared differences / squared differences from each place's mean over the rows, both summed over all places
 * (scikit-learn's r2_score with variance_weighted); 0 where all values are the same.
 */
const explained: Scorer = (table, rows) => {
  const { width } = targetFormOf(table)
  const places = Array.from({ length: width }, (_, place) => place)
  const total = places.reduce((sum, place) => sum + totalSquares(table, rows, place, width), 0)
  return (squares) => (total > 0 ? 1 - squares / total : 0)
}

/** Sum of squared differences of the rows' values at a place from their mean. */
function totalSquares({ targets }: TrainingData, rows: Uint32Array, place: number, width: number): number {
  const values = Array.from(rows, (row) => targets.values[row * width + place] ?? 0)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
}

/** What turns the sum over the rows into the score: the share of right classes, steps or spans, how probable the right labels are, or R². */
export const scorers = {
  classes: share(() => 1),
  values: explained,
  'step-classes': share((labels) => Array.from(labels).filter((label) => label !== ignoredLabel).length),
  spans: share(() => 1),
  'label-sequences': share(() => 1),
  series: explained,
} satisfies Record<TargetKind, Scorer>
