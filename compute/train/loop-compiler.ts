/**
 * Compiles a whole training run into one ONNX graph: a Loop whose round is an optimiser step.
 *
 * The dataset, the order of its rows, and the numbers that depend on the step (optimiser coefficients, keys of random
 * masks) are inputs; weights, optimiser slots and running statistics are carried from step to step; loss and gradient norm
 * of each step are recorded. So one native call makes any number of steps, and how many doesn't touch the numbers.
 */
import { gradients } from '../autodiff/walk.ts'
import * as op from '../graph/ops.ts'
import { int64s, sizeOf } from '../graph/tensor.ts'
import { constant, inputValue, type Value } from '../graph/value.ts'
import { writeModel } from '../graph/write.ts'
import { lookup } from '../models/weights.ts'
import type { Layer, TrainingContext } from '../nn/layer.ts'
import { losses } from '../nn/loss.ts'
import { clipByNorm, globalNorm } from '../optim/gradient-norm.ts'
import type { Optimizer } from '../optim/optimizer.ts'
import type { Task } from '../spec/dataset.ts'
import { type CarriedTensor, carriedTensor, groupParameters, type ParameterGroup } from './state-layout.ts'

export interface LoopOptions {
  readonly model: Layer
  readonly task: Task
  /** Model inputs a row. */
  readonly inputs: number
  readonly batchSize: number
  readonly optimizer: Optimizer
  /** Whether weight decay is used at all. */
  readonly decays: boolean
  /** Largest global gradient norm, or null. */
  readonly gradientClip: number | null
}

/** A compiled loop: the file, and what it carries. */
export interface TrainingLoop {
  readonly file: Uint8Array
  readonly parameters: readonly CarriedTensor[]
  /** The optimiser's slots of all parameters. */
  readonly slots: readonly CarriedTensor[]
  /** The model's running statistics. */
  readonly buffers: readonly CarriedTensor[]
  /** Random keys that a step needs: columns of the input `keys`, which is there if there are any. */
  readonly keysPerStep: number
}

/** The output that gives the last value of what is carried under that name. */
export const lastName = (carried: string) => `last.${carried}`

/** Names and types of what every loop takes, besides what it carries. */
function loopInputs(task: Task, inputs: number, coefficients: number) {
  return {
    steps: inputValue('steps', 'int64', []),
    features: inputValue('features', 'float32', ['table_rows', inputs]),
    targets: inputValue('targets', task === 'classification' ? 'int64' : 'float32', ['table_rows']),
    /** Row numbers of all batches of this call, one batch after the other. */
    order: inputValue('order', 'int64', ['chunk_rows']),
    coefficients: inputValue('coefficients', 'float32', ['steps', coefficients]),
    keys: inputValue('keys', 'uint32', ['steps', 'keys']),
  }
}
type LoopInputs = ReturnType<typeof loopInputs>

/** The round's row of a table with a row a step, as vectors of one number. */
function stepScalars(table: Value, round: Value): readonly Value[] {
  const row = op.gather(table, round)
  const count = Number(table.shape[1])
  return count === 1 ? [row] : op.split(row, 0, new Array<number>(count).fill(1))
}

/** Features and targets of the round's batch; the last batch of an epoch may be smaller than the others. */
function batchOf({ order, features, targets }: LoopInputs, round: Value, batchSize: number): { x: Value; y: Value } {
  const start = op.mul(round, constant(int64s([batchSize])))
  const rows = op.slice(order, { axis: 0, start, end: op.add(start, batchSize), length: 'batch' })
  return { x: op.gather(features, rows), y: op.gather(targets, rows) }
}

/** The members of a group, out of the tensor that is carried for it. */
function memberValues({ members }: ParameterGroup, carried: Value): readonly Value[] {
  if (members.length === 1) return [carried]
  const parts = op.split(
    carried,
    0,
    members.map(({ shape }) => sizeOf(shape)),
  )
  return members.map(({ shape }, index) => op.reshape(parts[index] as Value, shape))
}

/** The members' gradients in the shape of what is carried for them. */
function groupGradient(members: readonly Value[], found: ReadonlyMap<Value, Value>): Value {
  const each = members.map((member) => found.get(member) as Value)
  if (each.length === 1) return each[0] as Value
  return op.concat(
    each.map((gradient) => op.reshape(gradient, [sizeOf(gradient.shape.map(Number))])),
    0,
  )
}

/** Collects what a forward pass asks for beside its weights. */
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

interface Carried {
  readonly parameters: readonly Value[]
  /** One list a group. */
  readonly slots: readonly (readonly Value[])[]
  readonly buffers: readonly Value[]
}

interface StepResult {
  readonly next: Carried
  readonly loss: Value
  readonly norm: Value
  readonly keys: number
}

/** One optimiser step: batch, forward, backward, clipping, update. */
function trainingStep(
  options: LoopOptions,
  groups: readonly ParameterGroup[],
  inputs: LoopInputs,
  round: Value,
  carried: Carried,
): StepResult {
  const { model, optimizer, gradientClip } = options
  const members = groups.map((group, index) => memberValues(group, carried.parameters[index] as Value))
  const tensors = new Map<string, Value>()
  groups.forEach((group, index) =>
    group.members.forEach(({ name }, at) => tensors.set(name, members[index]?.[at] as Value)),
  )
  model.buffers.forEach(({ name }, index) => tensors.set(name, carried.buffers[index] as Value))

  const { x, y } = batchOf(inputs, round, options.batchSize)
  const training = new StepContext(options.batchSize, op.gather(inputs.keys, round))
  const loss = losses[options.task](model.forward(x, { tensor: lookup(tensors), training }), y)

  const flat = members.flat()
  const found = gradients(loss, flat)
  const byMember = new Map(flat.map((member, index) => [member, found[index] as Value]))
  const raw = members.map((each) => groupGradient(each, byMember))
  const norm = globalNorm(raw)
  const clipped = gradientClip === null ? raw : clipByNorm(raw, norm, gradientClip)

  const coefficients = stepScalars(inputs.coefficients, round)
  const updated = groups.map(({ decays }, index) => {
    const state = { parameter: carried.parameters[index] as Value, slots: carried.slots[index] ?? [] }
    return optimizer.update(state, clipped[index] as Value, coefficients, decays)
  })
  const next = {
    parameters: updated.map(({ parameter }) => parameter),
    slots: updated.map(({ slots }) => slots),
    buffers: model.buffers.map(({ name }) => lookup(training.nextBuffers)(name)),
  }
  return { next, loss, norm, keys: training.keys }
}

const flatten = ({ parameters, slots, buffers }: Carried) => [...parameters, ...slots.flat(), ...buffers]

/** Compiles the training of a model. */
export function compileLoop(options: LoopOptions): TrainingLoop {
  const groups = groupParameters(options.model.parameters, options.decays)
  const slotsOf = (group: ParameterGroup) => options.optimizer.slots.map((slot) => carriedTensor(group, slot))
  const parameters = groups.map((group) => carriedTensor(group, null))
  const slots = groups.flatMap(slotsOf)
  const buffers = options.model.buffers.map(({ name, shape }) => ({
    name,
    shape,
    places: [{ name, shape, offset: 0 }],
  }))
  const layout = [...parameters, ...slots, ...buffers]
  const carriedIn = layout.map(({ name, shape }) => inputValue(name, 'float32', shape))
  const inputs = loopInputs(options.task, options.inputs, options.optimizer.coefficients(0, 1).length)

  const unflatten = (values: readonly Value[]): Carried => {
    const perGroup = options.optimizer.slots.length
    const slotValues = values.slice(groups.length, groups.length + slots.length)
    return {
      parameters: values.slice(0, groups.length),
      slots: groups.map((_, index) => slotValues.slice(index * perGroup, (index + 1) * perGroup)),
      buffers: values.slice(groups.length + slots.length),
    }
  }
  let keysPerStep = 0
  const { carried, scans } = op.loop({
    rounds: inputs.steps,
    roundsDim: 'steps',
    carried: carriedIn,
    body: (round, values) => {
      const { next, loss, norm, keys } = trainingStep(options, groups, inputs, round, unflatten(values))
      keysPerStep = keys
      return { carried: flatten(next), scans: [loss, norm] }
    },
  })
  const { keys, ...others } = inputs
  const file = writeModel({
    name: 'training',
    inputs: [...Object.values(others), ...(keysPerStep > 0 ? [keys] : []), ...carriedIn],
    outputs: {
      losses: scans[0] as Value,
      gradient_norms: scans[1] as Value,
      ...Object.fromEntries(layout.map(({ name }, index) => [lastName(name), carried[index] as Value])),
    },
  })
  return { file, parameters, slots, buffers, keysPerStep }
}
