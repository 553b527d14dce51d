/** One optimiser step as a graph: batch, forward pass, loss, backward pass, clipping, update. */
import * as op from '../graph/ops.ts'
import { int64s, sizeOf } from '../graph/tensor.ts'
import { constant, inputValue, type Value } from '../graph/value.ts'
import { lookup } from '../models/weights.ts'
import type { Layer, ParameterSpec } from '../nn/layer.ts'
import type { LossFunction } from '../nn/losses/loss.ts'
import { losses } from '../nn/losses/losses.ts'
import type { Optimizer } from '../optim/optimizer.ts'
import type { Task } from '../spec/dataset.ts'
import { type TargetForm, targetForms, usualForms } from '../spec/target-form.ts'
import type { GradientClip } from '../spec/training.ts'
import { type BatchGradients, type BatchWork, gradientsAtOnce, gradientsInParts } from './batch-gradients.ts'
import type { ParameterChoice } from './parameter-choice.ts'
import type { ParameterGroup } from './state-layout.ts'
import { type FeatureForm, featureInput, gatherFeatures } from './table-features.ts'
import { updateGroups } from './update-groups.ts'

export interface StepOptions extends FeatureForm {
  readonly model: Layer
  readonly task: Task
  /** What is told of a row; one class or one number where it isn't said. */
  readonly target?: TargetForm
  /** The form's usual one where none is given. */
  readonly loss?: LossFunction
  /** Changes the features of a batch at random; not where it isn't given. */
  readonly augment?: BatchWork['augment']
  /** Changes features and targets of a batch together, for a loss of such targets; not where it isn't given. */
  readonly augmentPairs?: BatchWork['augmentPairs']
  readonly batchSize: number
  readonly optimizer: Optimizer
  /** Whether weight decay is used at all. */
  readonly decays: boolean
  readonly gradientClip: GradientClip | null
  /** Parts in which a batch goes through the model, its gradients added up; 1 where it isn't said. */
  readonly accumulation?: number
  /** Frozen parameters and learning rates of their own; none where it isn't said. */
  readonly parameterChoice?: ParameterChoice
  /** Native threads that the loop is for; 1 where it isn't said. */
  readonly threads?: number
}

/** What of the model is trained, and how. */
export interface TrainedParts {
  readonly groups: readonly ParameterGroup[]
  /** The different factors of the learning rate, in the order of the coefficients. */
  readonly rates: readonly number[]
  readonly frozen: readonly ParameterSpec[]
  readonly frozenValues: readonly Value[]
}

export const targetOf = ({ task, target = usualForms[task] }: Pick<StepOptions, 'task' | 'target'>): TargetForm =>
  target

/** The targets of all rows as a graph input: rows, or rows × numbers a row. Classes are int64. */
export function targetsInput({ kind, width }: TargetForm): Value {
  const { task, perRow } = targetForms[kind]
  const dtype = task === 'classification' ? 'int64' : 'float32'
  return inputValue('targets', dtype, perRow === 'one' ? ['table_rows'] : ['table_rows', width])
}

/** What a loop takes besides what it carries. */
export function stepInputs(options: StepOptions, rates: readonly number[]) {
  const { optimizer } = options
  const scalars = optimizer.coefficients(0, 1).length * rates.length
  return {
    steps: inputValue('steps', 'int64', []),
    features: featureInput(options),
    targets: targetsInput(targetOf(options)),
    /** Row numbers of all batches of a call, one batch after the other. */
    order: inputValue('order', 'int64', ['chunk_rows']),
    /** The optimiser's scalars for each learning rate, a row a step. */
    coefficients: inputValue('coefficients', 'float32', ['steps', scalars]),
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

/** Row numbers of the round's batch; the last batch of an epoch may be smaller than the others. */
function batchRows({ order }: Pick<StepInputs, 'order'>, round: Value, batchSize: number): Value {
  const start = op.mul(round, constant(int64s([batchSize])))
  return op.slice(order, { axis: 0, start, end: op.add(start, batchSize), length: 'batch' })
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

/** Trained and frozen parameters by name. */
function namedParameters(
  groups: readonly ParameterGroup[],
  parameters: readonly (readonly Value[])[],
  frozen: readonly Value[],
  frozenSpecs: readonly ParameterSpec[],
): ReadonlyMap<string, Value> {
  const trained = groups.flatMap((group, index) =>
    group.parameters.map(({ name }, at) => [name, parameters[index]?.[at] as Value] as const),
  )
  return new Map([...trained, ...frozenSpecs.map(({ name }, index) => [name, frozen[index] as Value] as const)])
}

/** The optimiser's scalars of a round for each learning rate. */
function coefficientsOf({ optimizer }: StepOptions, table: Value, round: Value): (place: number) => readonly Value[] {
  const all = stepScalars(table, round)
  const width = optimizer.coefficients(0, 1).length
  return (place) => all.slice(place * width, (place + 1) * width)
}

/** The work of a round's batch, on parameters that stand in the graph as values by themselves. */
export function batchWork(
  options: StepOptions,
  inputs: Pick<StepInputs, 'features' | 'targets' | 'order' | 'keys'>,
  round: Value,
  model: Pick<BatchWork, 'sources' | 'parameters' | 'buffers'>,
): BatchWork {
  return {
    ...model,
    model: options.model,
    loss: options.loss ?? losses[targetOf(options).kind],
    batchSize: options.batchSize,
    rows: batchRows(inputs, round, options.batchSize),
    take: (rows: Value) => ({ x: gatherFeatures(inputs.features, rows, options), y: op.gather(inputs.targets, rows) }),
    augment: options.augment,
    augmentPairs: options.augmentPairs,
    keys: op.gather(inputs.keys, round),
  }
}

/** Loss and gradients of a batch, in as many parts as the training asks for. */
export const gradientsOf = (work: BatchWork, { accumulation = 1 }: StepOptions): BatchGradients =>
  accumulation === 1 ? gradientsAtOnce(work) : gradientsInParts(work, accumulation)

/** The step of a round. */
export function trainingStep(
  options: StepOptions,
  parts: TrainedParts,
  inputs: StepInputs,
  round: Value,
  carried: Carried,
): StepResult {
  const { groups, rates } = parts
  const parameters = groups.map((group, index) => parametersOf(group, carried.parameters[index] as Value))
  const batch = batchWork(options, inputs, round, {
    sources: parameters.flat(),
    parameters: namedParameters(groups, parameters, parts.frozenValues, parts.frozen),
    buffers: carried.buffers,
  })
  const found = gradientsOf(batch, options)
  const gradientOf = new Map(batch.sources.map((parameter, index) => [parameter, found.gradients[index] as Value]))
  const coefficients = coefficientsOf(options, inputs.coefficients, round)
  const { updated, gradientNorm } = updateGroups({
    optimizer: options.optimizer,
    gradientClip: options.gradientClip,
    groups: groups.map((group, index) => ({
      group,
      state: { parameter: carried.parameters[index] as Value, slots: carried.slots[index] ?? [] },
      coefficients: coefficients(rates.indexOf(group.rate)),
      gradients: (parameters[index] ?? []).map(lookup(gradientOf)),
    })),
  })
  const next = {
    parameters: updated.map(({ parameter }) => parameter),
    slots: updated.map(({ slots }) => slots),
    buffers: found.buffers,
  }
  return { next, loss: found.loss, gradientNorm, keys: found.keys }
}
