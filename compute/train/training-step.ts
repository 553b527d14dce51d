/** One optimiser step as a graph: batch, forward pass, loss, backward pass, clipping, update. */
import { pullback } from '../autodiff/walk.ts'
import * as op from '../graph/ops.ts'
import { int64s, sizeOf } from '../graph/tensor.ts'
import { constant, inputValue, type Value } from '../graph/value.ts'
import { lookup } from '../models/weights.ts'
import type { ForwardContext, Layer, TrainingContext } from '../nn/layer.ts'
import type { LossFunction } from '../nn/losses/loss.ts'
import { losses } from '../nn/losses/losses.ts'
import type { Optimizer } from '../optim/optimizer.ts'
import type { Task } from '../spec/dataset.ts'
import type { GradientClip } from '../spec/training.ts'
import type { ParameterGroup } from './state-layout.ts'
import { updateGroups } from './update-groups.ts'

export interface StepOptions {
  readonly model: Layer
  readonly task: Task
  /** The task's usual one where none is given. */
  readonly loss?: LossFunction
  /** Model inputs a row. */
  readonly inputs: number
  readonly batchSize: number
  readonly optimizer: Optimizer
  /** Whether weight decay is used at all. */
  readonly decays: boolean
  readonly gradientClip: GradientClip | null
}

/** What a loop takes besides what it carries. */
export function stepInputs({ task, inputs, optimizer }: StepOptions) {
  return {
    steps: inputValue('steps', 'int64', []),
    features: inputValue('features', 'float32', ['table_rows', inputs]),
    targets: inputValue('targets', task === 'classification' ? 'int64' : 'float32', ['table_rows']),
    /** Row numbers of all batches of a call, one batch after the other. */
    order: inputValue('order', 'int64', ['chunk_rows']),
    /** The optimiser's scalars, a row a step. */
    coefficients: inputValue('coefficients', 'float32', ['steps', optimizer.coefficients(0, 1).length]),
    /** Random keys, a row a step. */
    keys: inputValue('keys', 'uint32', ['steps', 'keys']),
  }
}
export type StepInputs = ReturnType<typeof stepInputs>

/** What a step takes from the one before. */
export interface Carried {
  /** One value a group. */
  readonly parameters: readonly Value[]
  /** One list a group. */
  readonly slots: readonly (readonly Value[])[]
  readonly buffers: readonly Value[]
}

export interface StepResult {
  readonly next: Carried
  readonly loss: Value
  readonly gradientNorm: Value
  /** Random keys that the forward pass has used. */
  readonly keys: number
}

/** Features and targets of the round's batch; the last batch of an epoch may be smaller than the others. */
function batchOf({ order, features, targets }: StepInputs, round: Value, batchSize: number): { x: Value; y: Value } {
  const start = op.mul(round, constant(int64s([batchSize])))
  const rows = op.slice(order, { axis: 0, start, end: op.add(start, batchSize), length: 'batch' })
  return { x: op.gather(features, rows), y: op.gather(targets, rows) }
}

/** The round's row of a table with a row a step, as vectors of one number. */
function stepScalars(table: Value, round: Value): readonly Value[] {
  return op.split(op.gather(table, round), 0, new Array<number>(Number(table.shape[1])).fill(1))
}

/** The parameters of a group, out of the tensor that is carried for it. */
function parametersOf({ parameters }: ParameterGroup, carried: Value): readonly Value[] {
  const sizes = parameters.map(({ shape }) => sizeOf(shape))
  const parts = parameters.length === 1 ? [carried] : op.split(carried, 0, sizes)
  return parameters.map(({ shape }, index) => op.reshape(parts[index] as Value, shape))
}

/** The values of parameters and running statistics by name. */
function namedTensors(
  model: Layer,
  groups: readonly ParameterGroup[],
  parameters: readonly (readonly Value[])[],
  buffers: readonly Value[],
) {
  const tensors = new Map<string, Value>()
  groups.forEach((group, index) => {
    group.parameters.forEach(({ name }, at) => tensors.set(name, parameters[index]?.[at] as Value))
  })
  model.buffers.forEach(({ name }, index) => tensors.set(name, buffers[index] as Value))
  return tensors
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

/** The step of a round. */
export function trainingStep(
  options: StepOptions,
  groups: readonly ParameterGroup[],
  inputs: StepInputs,
  round: Value,
  carried: Carried,
): StepResult {
  const { model, task, batchSize } = options
  const parameters = groups.map((group, index) => parametersOf(group, carried.parameters[index] as Value))
  const tensor = lookup(namedTensors(model, groups, parameters, carried.buffers))
  const training = new StepContext(batchSize, op.gather(inputs.keys, round))
  const context: ForwardContext = { tensor, training }

  const { x, y } = batchOf(inputs, round, batchSize)
  const outputs = model.forward(x, context)
  const loss = (options.loss ?? losses[task])(outputs, y)
  const found = pullback(outputs, loss.gradient, parameters.flat())
  const gradientOf = new Map(parameters.flat().map((parameter, index) => [parameter, found[index] as Value]))
  const { updated, gradientNorm } = updateGroups({
    optimizer: options.optimizer,
    gradientClip: options.gradientClip,
    coefficients: stepScalars(inputs.coefficients, round),
    groups: groups.map((group, index) => ({
      group,
      state: { parameter: carried.parameters[index] as Value, slots: carried.slots[index] ?? [] },
      gradients: (parameters[index] ?? []).map(lookup(gradientOf)),
    })),
  })
  const next = {
    parameters: updated.map(({ parameter }) => parameter),
    slots: updated.map(({ slots }) => slots),
    buffers: model.buffers.map(({ name }) => lookup(training.nextBuffers)(name)),
  }
  return { next, loss: loss.mean, gradientNorm, keys: training.keys }
}
