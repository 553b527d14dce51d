/** Sequences as rows of a table hold them, and one vector for a whole sequence. */
import * as op from '../graph/ops.ts'
import { type Dim, dimAt, GraphError } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'
import type { NumericSequence, TokenSequence } from '../spec/sequence-model.ts'

/** A batch of sequences. */
export interface Sequences {
  /** Numbers (batch × steps × features), or tokens (batch × steps, int64). */
  readonly values: Value
  /** 1 at steps that are there, 0 at padding (batch × steps × 1); null where all are there. */
  readonly mask: Value | null
}

/** What a model of sequences says of its rows. */
interface SequenceForm {
  readonly sequence: NumericSequence | null
  readonly tokens: TokenSequence | null
}

/** Throws GraphError where rows of that many numbers are not the sequences. */
export function checkRowWidth({ sequence, tokens }: SequenceForm, inputs: number): void {
  const width = sequence === null ? tokens?.length : sequence.steps * sequence.features
  if (width !== inputs) throw new GraphError(`a row has ${inputs} numbers, the sequence ${width}`)
}

/** Sequences of whichever kind the model reads. Throws GraphError where it names none. */
export function readSequences(rows: Value, { sequence, tokens }: SequenceForm): Sequences {
  if (sequence !== null) return readNumbers(rows, sequence)
  if (tokens === null) throw new GraphError('a model of sequences needs to know what they are')
  return readTokens(rows, tokens)
}

const batchOf = (x: Value): Dim => dimAt(x.shape, 0)

/** Numbers in time, of rows with step after step. Steps that are NaN are padding; their numbers are taken as 0. */
function readNumbers(rows: Value, { steps, features, lengths }: NumericSequence): Sequences {
  const values = op.reshape(rows, [batchOf(rows), steps, features])
  if (lengths === 'fixed') return { values, mask: null }
  const missing = op.isNaN(values)
  const firstMissing = op.slice(missing, { axis: 2, start: 0, end: 1 })
  return { values: op.where(missing, 0, values), mask: op.cast(op.not(firstMissing), 'float32') }
}

/** Tokens, of rows with one number each; 0 is padding. */
function readTokens(rows: Value, { length }: TokenSequence): Sequences {
  const there = op.cast(op.greater(rows, 0), 'float32')
  return { values: op.cast(rows, 'int64'), mask: op.reshape(there, [batchOf(rows), length, 1]) }
}

/** Mean over the steps that are there: batch × width, of batch × steps × width. */
export function meanOverSteps({ values, mask }: Sequences): Value {
  if (mask === null) return op.reduceMean(values, { axes: [1] })
  const sum = op.reduceSum(op.mul(values, mask), { axes: [1] })
  return op.div(sum, op.max(op.reduceSum(mask, { axes: [1] }), 1))
}

/** What stands at the last step that is there: batch × width, of batch × steps × width. */
export function lastStep({ values, mask }: Sequences): Value {
  const steps = Number(dimAt(values.shape, 1))
  if (mask === null)
    return op.reshape(op.slice(values, { axis: 1, start: steps - 1, end: steps }), [
      batchOf(values),
      dimAt(values.shape, 2),
    ])
  // Padding comes last, so that the mask falls from 1 to 0 right after the last step.
  const next = op.pad(op.slice(mask, { axis: 1, start: 1, end: steps }), 1, 0, 1)
  return op.reduceSum(op.mul(values, op.sub(mask, next)), { axes: [1] })
}
