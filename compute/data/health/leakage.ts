/**
 * Columns that alone predict the target almost perfectly: mostly they hold the answer, and will not be known when a
 * prediction is needed.
 *
 * Measured by a model of the one column: its values in bins (numbers by quantiles, categories as they are), for each bin
 * the most frequent class or the mean among the training rows; for classes also a decision stump, one threshold between
 * two answers, for amounts a straight line. It is judged on the rows that are held out.
 */
import type { Finding } from '../../spec/health.ts'
import type { ColumnValues, TableColumns } from '../column-values.ts'
import type { RowTarget } from '../preprocess/target.ts'
import type { SplitRows } from '../split/split-rows.ts'
import { finding, type HealthQuestion } from './question.ts'

/** Bins of a number column. */
const mostBins = 64
/** A column that takes away this share of the error that always answering the same makes. */
export const tellingShare = 0.98
/** Fewer held-out rows can be right by chance. */
export const leastHeldOut = 20

/** See the file's head. */
export function leakage({ target, split, features, columns }: HealthQuestion): Finding[] {
  const heldOut = Uint32Array.from([...split.validation, ...split.test])
  if (heldOut.length < leastHeldOut) return []
  return features.flatMap(({ column }) => {
    const values = columns.columns.get(column)
    if (values === undefined) return []
    const share = explainedShare(values, target, split, heldOut)
    const params = { share, rows: heldOut.length }
    const remedies = [{ kind: 'leave-out' as const, column }]
    return share < tellingShare ? [] : [finding(`leakage.${target.kind}`, params, { column, remedies })]
  })
}

/** Measures of files, such as their size, that alone tell the class: a model may learn these, and nothing of what is in them. */
export function shortcuts({ target, split }: HealthQuestion, measures: TableColumns): Finding[] {
  const heldOut = Uint32Array.from([...split.validation, ...split.test])
  if (target.kind !== 'classes' || heldOut.length < leastHeldOut) return []
  return Array.from(measures.columns).flatMap(([column, values]) => {
    const share = explainedShare(values, target, split, heldOut)
    return share < tellingShare ? [] : [finding('leakage.measure', { share, rows: heldOut.length }, { column })]
  })
}

/** How much of the error of always answering the same the column takes away: 1 for all of it. */
export function explainedShare(
  values: ColumnValues,
  target: RowTarget,
  { train }: Pick<SplitRows, 'train'>,
  heldOut: Uint32Array,
): number {
  const { bins, binOf } = binned(values, train)
  if (target.kind === 'classes') {
    const { values: classes, labels } = target
    const ofBins = classShare(classes, labels.length, train, heldOut, binOf)
    if (values.kind !== 'number') return ofBins
    const threshold = bestThreshold(values.values, classes, labels.length, train)
    const side = (row: number) => (values.values[row]! > threshold ? 1 : 0)
    return Math.max(ofBins, classShare(classes, labels.length, train, heldOut, side))
  }
  const byBins = amountShare(target.values, train, heldOut, meansOfBins(target.values, train, bins, binOf))
  if (values.kind !== 'number') return byBins
  return Math.max(byBins, amountShare(target.values, train, heldOut, line(values.values, target.values, train)))
}

/** The last bin is that of missing and unknown values. */
function binned(values: ColumnValues, train: Uint32Array): { bins: number; binOf: (row: number) => number } {
  if (values.kind !== 'number') {
    const bins = values.dictionary.length + 1
    return { bins, binOf: (row) => (values.codes[row]! < 0 ? bins - 1 : values.codes[row]!) }
  }
  const sorted = Float64Array.from(train, (row) => values.values[row]!)
    .filter((value) => !Number.isNaN(value))
    .sort()
  const edges = [
    ...new Set(
      Array.from({ length: mostBins - 1 }, (_, at) => sorted[Math.floor(((at + 1) * sorted.length) / mostBins)]),
    ),
  ].filter((edge) => edge !== undefined)
  const bins = edges.length + 2
  return {
    bins,
    binOf(row) {
      const value = values.values[row]!
      if (Number.isNaN(value)) return bins - 1
      let [low, high] = [0, edges.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if (edges[middle]! <= value) low = middle + 1
        else high = middle
      }
      return low
    },
  }
}

function classShare(
  classes: Int32Array,
  count: number,
  train: Uint32Array,
  heldOut: Uint32Array,
  binOf: (row: number) => number,
): number {
  const counts = new Map<number, Uint32Array>()
  const all = new Uint32Array(count)
  for (const row of train) {
    const bin = binOf(row)
    if (!counts.has(bin)) counts.set(bin, new Uint32Array(count))
    counts.get(bin)![classes[row]!]!++
    all[classes[row]!]!++
  }
  const largest = (of: Uint32Array) => of.indexOf(of.reduce((most, each) => Math.max(most, each), 0))
  const usual = largest(all)
  const answers = new Map(Array.from(counts, ([bin, own]) => [bin, largest(own)]))
  let [wrong, usuallyWrong] = [0, 0]
  for (const row of heldOut) {
    if ((answers.get(binOf(row)) ?? usual) !== classes[row]) wrong++
    if (usual !== classes[row]) usuallyWrong++
  }
  return usuallyWrong === 0 ? 0 : 1 - wrong / usuallyWrong
}

/** The threshold that divides the training rows best, each side answered with its most frequent class. */
function bestThreshold(inputs: Float64Array, classes: Int32Array, count: number, train: Uint32Array): number {
  const sorted = train.filter((row) => !Number.isNaN(inputs[row]!)).sort((a, b) => inputs[a]! - inputs[b]!)
  const [below, above] = [new Uint32Array(count), new Uint32Array(count)]
  for (const row of sorted) above[classes[row]!]!++
  let [best, threshold] = [-1, NaN]
  for (let at = 0; at + 1 < sorted.length; at++) {
    const [row, next] = [sorted[at]!, sorted[at + 1]!]
    below[classes[row]!]!++
    above[classes[row]!]!--
    if (inputs[row] === inputs[next]) continue
    const right = Math.max(...below) + Math.max(...above)
    if (right > best) [best, threshold] = [right, (inputs[row]! + inputs[next]!) / 2]
  }
  return threshold
}

function meansOfBins(amounts: Float64Array, train: Uint32Array, bins: number, binOf: (row: number) => number) {
  const [sums, counts] = [new Float64Array(bins), new Float64Array(bins)]
  for (const row of train) {
    sums[binOf(row)]! += amounts[row]!
    counts[binOf(row)]!++
  }
  const mean = meanOf(amounts, train)
  return (row: number) => (counts[binOf(row)]! > 0 ? sums[binOf(row)]! / counts[binOf(row)]! : mean)
}

/** The straight line of least squares through the training rows. */
function line(inputs: Float64Array, amounts: Float64Array, train: Uint32Array): (row: number) => number {
  const known = train.filter((row) => !Number.isNaN(inputs[row]!))
  const [meanIn, meanOut] = [meanOf(inputs, known), meanOf(amounts, known)]
  let [covariance, variance] = [0, 0]
  for (const row of known) {
    covariance += (inputs[row]! - meanIn) * (amounts[row]! - meanOut)
    variance += (inputs[row]! - meanIn) ** 2
  }
  const slope = variance === 0 ? 0 : covariance / variance
  return (row) => (Number.isNaN(inputs[row]!) ? meanOut : meanOut + slope * (inputs[row]! - meanIn))
}

function amountShare(
  amounts: Float64Array,
  train: Uint32Array,
  heldOut: Uint32Array,
  answer: (row: number) => number,
): number {
  const mean = meanOf(amounts, train)
  let [error, usual] = [0, 0]
  for (const row of heldOut) {
    error += (amounts[row]! - answer(row)) ** 2
    usual += (amounts[row]! - mean) ** 2
  }
  return usual === 0 ? 0 : 1 - error / usual
}

function meanOf(values: Float64Array, rows: Uint32Array): number {
  return rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length
}
