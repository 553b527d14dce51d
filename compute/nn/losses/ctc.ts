/**
 * Connectionist temporal classification (Graves et al. 2006), as torch.nn.CTCLoss with blank 0 and zero_infinity: minus the
 * logarithm of the probability that the steps' classes, repeated ones taken as one and blanks left out, read as a row's labels.
 *
 * All ways to read them are summed up by one Scan over the steps forward, and for the gradient by one backward, in
 * logarithms. Places are the labels with a blank before, between and after them: 2 · labels + 1.
 */
import * as op from '../../graph/ops.ts'
import { dimAt, GraphError } from '../../graph/shape.ts'
import { int64s } from '../../graph/tensor.ts'
import { constant, type Value } from '../../graph/value.ts'
import { ignoredLabel } from '../../spec/target-form.ts'
import { type LossFunction, rowCount } from './loss.ts'

/** The logarithm of what can't be. Finite, so that differences of two such are numbers. */
const never = -1e30
/** Logarithms below it are of what can't be. */
const impossible = -1e29

interface Alignment {
  /** The class of each place: rows × places × classes, one of them 1. */
  readonly classes: Value
  /** 0 where a place may be come to from two places before, past a blank, else `never`: rows × places. */
  readonly skips: Value
  /** 0 at the places that a reading may end with, else `never`: rows × places. */
  readonly ends: Value
  /** 1 at steps that are there: steps × rows × 1. */
  readonly there: Value
  /** Labels of each row: rows. */
  readonly labels: Value
}

const logOf = (isPossible: Value) => op.where(isPossible, 0, never)
const numbers = (count: number, shape: readonly number[]) =>
  op.reshape(constant(int64s(Array.from({ length: count }, (_, at) => at))), shape)

/** How rows of targets are laid out over the places; see `ctc` for what they hold. */
function alignmentOf(targets: Value, steps: number, classes: number): Alignment {
  const [rows, width] = [dimAt(targets.shape, 0), Number(dimAt(targets.shape, 1))]
  const most = width - 1
  const given = op.slice(targets, { axis: 1, start: 1, end: width })
  const isLabel = op.not(op.equal(given, ignoredLabel))
  const labels = op.reshape(op.where(isLabel, given, 0), [rows, most, 1])
  const blanks = op.mul(labels, 0)
  const first = op.slice(op.reshape(blanks, [rows, most]), { axis: 1, start: 0, end: 1 })
  const own = op.concat([first, op.reshape(op.concat([labels, blanks], 2), [rows, 2 * most])], 1)
  const before = op.concat([first, first, op.slice(own, { axis: 1, start: 0, end: 2 * most - 1 })], 1)
  const count = op.reduceSum(op.cast(isLabel, 'int64'), { axes: [1], keepDims: true })
  const place = numbers(2 * most + 1, [1, 2 * most + 1])
  const last = op.mul(count, 2)
  const length = op.reshape(op.slice(targets, { axis: 1, start: 0, end: 1 }), [1, rows, 1])
  return {
    classes: op.oneHot(own, classes),
    skips: logOf(op.and(op.greater(own, 0), op.not(op.equal(own, before)))),
    ends: logOf(op.or(op.equal(place, last), op.and(op.equal(place, op.sub(last, 1)), op.greater(count, 0)))),
    there: op.cast(op.less(numbers(steps, [steps, 1, 1]), length), 'float32'),
    labels: op.cast(op.reshape(count, [rows]), 'float32'),
  }
}

/** log(exp a + exp b + exp c). */
function logSum(a: Value, b: Value, c: Value): Value {
  const largest = op.max(op.max(a, b), c)
  const share = (each: Value) => op.exp(op.sub(each, largest))
  return op.add(op.log(op.add(op.add(share(a), share(b)), share(c))), largest)
}

/** Each place's value moved by that many places, back (negative) or forth; `never` comes in at the end. */
function moved(values: Value, by: number, filler: Value): Value {
  const places = Number(dimAt(values.shape, 1))
  const fill = Array.from({ length: Math.abs(by) }, () => filler)
  return by > 0
    ? op.concat([...fill, op.slice(values, { axis: 1, start: 0, end: places - by })], 1)
    : op.concat([op.slice(values, { axis: 1, start: -by, end: places }), ...fill], 1)
}

/** What a step that isn't there leaves as it was. */
const kept = (next: Value, before: Value, there: Value) => op.where(op.greater(there, 0), next, before)

/** The way through the places, one direction after the other: logarithms, steps × rows × places, and after the last step rows × places. */
function passes(emissions: Value, { skips, ends, there }: Alignment) {
  const filler = op.add(op.mul(op.slice(skips, { axis: 1, start: 0, end: 1 }), 0), never)
  const places = Number(dimAt(skips.shape, 1))
  const start = op.concat([op.mul(filler, 0), ...Array.from({ length: places - 1 }, () => filler)], 1)
  // How probable what has been read up to each step is, if it has come to that place.
  const forward = op.scan({
    states: [start],
    sequences: [emissions, there],
    reverse: false,
    body: ([state], [emission, own]) => {
      const before = state as Value
      const skipping = op.max(op.add(moved(before, 2, filler), skips), never)
      const arrived = logSum(before, moved(before, 1, filler), skipping)
      const next = kept(op.max(op.add(arrived, emission as Value), never), before, own as Value)
      return { states: [next], records: [next] }
    },
  })
  // How probable it is that what is left will be read from there.
  const backward = op.scan({
    states: [ends],
    sequences: [emissions, there],
    reverse: true,
    body: ([state], [emission, own]) => {
      const after = state as Value
      const read = op.max(op.add(after, emission as Value), never)
      const skipping = moved(op.max(op.add(read, skips), never), -2, filler)
      const next = kept(op.max(logSum(read, moved(read, -1, filler), skipping), never), after, own as Value)
      return { states: [next], records: [after] }
    },
  })
  return {
    forward: forward.records[0] as Value,
    last: forward.states[0] as Value,
    backward: backward.records[0] as Value,
  }
}

/** What is known of rows of logits and targets: how probable their labels are, in logarithms (rows × 1), and where each step is in them. */
function readings(logits: Value, targets: Value) {
  const [, steps, classes] = logits.shape
  if (typeof steps !== 'number' || typeof classes !== 'number') throw new GraphError('steps and classes must be known')
  const alignment = alignmentOf(targets, steps, classes)
  const logProbabilities = op.logSoftmax(logits)
  // Of each step what each place's class has: picked by products with ones and zeros.
  const emissions = op.fusedMatMul(logProbabilities, alignment.classes, { transB: 1 })
  const { forward, last, backward } = passes(op.transpose(emissions, [1, 0, 2]), alignment)
  const ended = op.max(op.add(last, alignment.ends), never)
  const largest = op.reduceMax(ended, { axes: [1], keepDims: true })
  const shares = op.reduceSum(op.exp(op.sub(ended, largest)), { axes: [1], keepDims: true })
  return { alignment, logProbabilities, forward, backward, likelihood: op.add(op.log(shares), largest) }
}

/** How probable it is that each row's labels are read from its logits: rows × 1. */
export const ctcLikelihoods = (logits: Value, targets: Value): Value => op.exp(readings(logits, targets).likelihood)

/**
 * The loss of logits (rows × steps × classes, of which 0 is the blank) and targets (rows × 1 + labels, int64): how many steps a
 * row has, then its labels from 1 on, then `ignoredLabel`. Each row's loss is divided by its labels, as PyTorch's mean has it;
 * a row that has too few steps for its labels counts 0. Throws GraphError where steps or classes aren't known.
 */
export const ctc: LossFunction = (logits, targets) => {
  const { alignment, logProbabilities, forward, backward, likelihood } = readings(logits, targets)
  const { labels, classes, there } = alignment
  const rows = dimAt(logits.shape, 0)
  const isPossible = op.greater(likelihood, impossible)
  const share = op.div(op.cast(isPossible, 'float32'), op.reshape(op.max(labels, 1), [rows, 1]))
  const sum = op.neg(op.reduceSum(op.mul(op.where(isPossible, likelihood, 0), share)))
  const weight = rowCount(logits)

  // How probable it is that a step is at a place, given that the labels are read.
  const together = op.sub(op.add(forward, backward), op.reshape(likelihood, [1, rows, 1]))
  const places = op.mul(op.exp(op.min(together, 0)), there)
  const wanted = op.matMul(op.transpose(places, [1, 0, 2]), classes)
  const found = op.mul(op.exp(logProbabilities), op.transpose(there, [1, 0, 2]))
  const scale = op.reshape(op.div(share, weight), [rows, 1, 1])
  return { mean: op.div(sum, weight), sum, weight, gradient: op.mul(op.sub(found, wanted), scale) }
}
