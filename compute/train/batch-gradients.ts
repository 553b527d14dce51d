/**
 * Loss and gradients of a batch: forward pass, loss, backward pass.
 *
 * A batch that is too large for the memory goes through the model in parts, one after the other, whose gradients are added
 * up: without normalisation over the batch that is the same as all at once, and takes the memory of one part.
 */
import { pullback } from '../autodiff/walk.ts'
import * as op from '../graph/ops.ts'
import { scalarTensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'
import { lookup } from '../models/weights.ts'
import type { Layer, TrainingContext } from '../nn/layer.ts'
import type { LossFunction } from '../nn/losses/loss.ts'

/** Features and targets of some rows. */
export interface Pairs {
  readonly x: Value
  readonly y: Value
}

export interface BatchWork {
  readonly model: Layer
  readonly loss: LossFunction
  /** Rows that a batch has at most. */
  readonly batchSize: number
  /** Row numbers of the batch. */
  readonly rows: Value
  /** Features and targets of some rows. */
  readonly take: (rows: Value) => Pairs
  /** Changes the features of a batch at random, as pictures are augmented. */
  readonly augment?: ((x: Value, training: TrainingContext) => Value) | undefined
  /** Changes features and targets of a batch together after that, as pictures are mixed. */
  readonly augmentPairs?: ((x: Value, y: Value, training: TrainingContext) => Pairs) | undefined
  /** The step's random keys. */
  readonly keys: Value
  /** What the gradients are wanted of. */
  readonly sources: readonly Value[]
  /** The model's parameters by name. */
  readonly parameters: ReadonlyMap<string, Value>
  /** The model's running statistics, in its order. */
  readonly buffers: readonly Value[]
}

export interface BatchGradients {
  /** Mean of the batch: a scalar. */
  readonly loss: Value
  /** Of the mean, by each source. */
  readonly gradients: readonly Value[]
  readonly buffers: readonly Value[]
  /** Random keys that the forward pass has used. */
  readonly keys: number
}

/** Collects what a forward pass asks for beside its tensors. */
class StepContext implements TrainingContext {
  readonly batchSize: number
  readonly nextBuffers = new Map<string, Value>()
  keys = 0
  private readonly keyRow: Value

  constructor(batchSize: number, keyRow: Value) {
    this.batchSize = batchSize
    this.keyRow = keyRow
  }

  randomKey(): Value {
    const start = this.keys++
    return op.slice(this.keyRow, { axis: 0, start, end: start + 1, length: 1 })
  }

  updateBuffer(name: string, value: Value): void {
    this.nextBuffers.set(name, value)
  }
}

/** The model and its loss on some rows, and the way back. */
function passThrough(
  { model, loss, batchSize, take, augment, augmentPairs, keys, sources, parameters, buffers }: BatchWork,
  rows: Value,
) {
  const named = new Map([...parameters, ...model.buffers.map(({ name }, index) => [name, buffers[index]!] as const)])
  const training = new StepContext(batchSize, keys)
  const { x, y } = take(rows)
  const seen = augment === undefined ? x : augment(x, training)
  const both = augmentPairs === undefined ? { x: seen, y } : augmentPairs(seen, y, training)
  const outputs = model.forward(both.x, { tensor: lookup(named), training })
  const result = loss(outputs, both.y)
  return {
    result,
    gradientsFrom: (gradient: Value) => pullback(outputs, gradient, sources),
    buffers: model.buffers.map(({ name }) => lookup(training.nextBuffers)(name)),
    keys: training.keys,
  }
}

/** The gradients of a batch that goes through the model at once. */
export function gradientsAtOnce(work: BatchWork): BatchGradients {
  const { result, gradientsFrom, buffers, keys } = passThrough(work, work.rows)
  return { loss: result.mean, gradients: gradientsFrom(result.gradient), buffers, keys }
}

/**
 * The gradients of a batch that goes through the model in up to that many parts, as even as they can be. Running statistics
 * move on with each part, and each has random keys of its own.
 */
export function gradientsInParts(work: BatchWork, parts: number): BatchGradients {
  const { rows, sources, buffers } = work
  const batchRows = op.lengthOf(rows, 0, 'int64')
  const size = op.div(op.add(batchRows, parts - 1), parts)
  const count = op.reshape(op.div(op.add(batchRows, op.sub(size, 1)), size), [])
  const zero = constant(scalarTensor('float32', 0))
  let keysUsed = 0
  const { carried } = op.loop({
    rounds: count,
    roundsDim: 'parts',
    carried: [zero, zero, ...sources.map(op.zerosLike), ...buffers],
    body: (part, [loss, weight, ...rest]) => {
      const start = op.mul(part, size)
      const own = op.slice(rows, { axis: 0, start, end: op.add(start, size), length: 'part' })
      const keys = op.add(work.keys, op.mul(op.cast(part, 'uint32'), 0x9e3779b9))
      const sums = rest.slice(0, sources.length)
      const passed = passThrough({ ...work, keys, buffers: rest.slice(sources.length) }, own)
      const { result } = passed
      keysUsed = passed.keys
      // Of the sum over the rows: only at the end is it known what all of them weigh.
      const gradients = passed.gradientsFrom(op.mul(result.gradient, result.weight))
      const added = gradients.map((gradient, index) => op.add(sums[index]!, gradient))
      const next = [op.add(loss!, result.sum), op.add(weight!, result.weight), ...added, ...passed.buffers]
      return { carried: next, scans: [] }
    },
  })
  const [loss, total, ...rest] = carried as [Value, Value, ...Value[]]
  // A batch in which no label counts gives no gradient; its sums are zeros.
  const weight = op.where(op.greater(total, 0), total, 1)
  return {
    loss: op.div(loss, weight),
    gradients: rest.slice(0, sources.length).map((sum) => op.div(sum, weight)),
    buffers: rest.slice(sources.length),
    keys: keysUsed,
  }
}
