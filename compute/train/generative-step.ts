/** One step of a generative model as a graph: its turns, each of which moves one network by that network's optimiser. */
import * as op from '../graph/ops.ts'
import { int64s, sizeOf } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'
import type { Batch, GenerativeModel, Network, Turn } from '../models/generative-model.ts'
import { lookup } from '../models/weights.ts'
import type { ParameterSpec } from '../nn/layer.ts'
import { standardNormal, standardUniform } from '../nn/noise.ts'
import type { Optimizer } from '../optim/optimizer.ts'
import type { GradientClip } from '../spec/training.ts'
import type { ParameterChoice } from './parameter-choice.ts'
import type { ParameterGroup } from './state-layout.ts'
import { type FeatureForm, gatherFeatures } from './table-features.ts'
import { turnGradients, turnGradientsInParts } from './turn-gradients.ts'
import { updateGroups } from './update-groups.ts'

/** How a network's parameters are moved. */
export interface NetworkOptimizer {
  readonly optimizer: Optimizer
  /** Whether weight decay is used at all. */
  readonly decays: boolean
  readonly gradientClip: GradientClip | null
  /** Frozen parameters, and learning rates of their own. */
  readonly parameterChoice: ParameterChoice
}

/** A network, and how its parameters are carried. */
export interface CarriedNetwork extends NetworkOptimizer {
  readonly network: Network
  readonly groups: readonly ParameterGroup[]
  /** The different factors of the learning rate, in the order of the coefficients. */
  readonly rates: readonly number[]
  readonly frozen: readonly ParameterSpec[]
  /** One value for each frozen parameter. */
  readonly frozenValues: readonly Value[]
}

/** What a network takes from step to step. */
export interface NetworkState {
  /** One value a group. */
  readonly parameters: readonly Value[]
  /** One list a group. */
  readonly slots: readonly (readonly Value[])[]
  readonly buffers: readonly Value[]
}

export interface GenerativeStep {
  readonly model: GenerativeModel
  /** In the order of the model's. */
  readonly networks: readonly CarriedNetwork[]
  readonly batchSize: number
  /** Parts in which a batch goes through the networks, its gradients added up. */
  readonly accumulation: number
  /** Of the whole dataset. */
  readonly features: Value
  readonly form: FeatureForm
  /** Their classes; null where the model doesn't ask for them. */
  readonly labels: Value | null
  /** Row numbers of all steps of a call. */
  readonly order: Value
  /** The scalars of each turn's optimiser, one turn after the other. */
  readonly coefficients: readonly Value[]
  /** The step's random keys, from its number of the next one. */
  readonly keyAt: (index: number) => Value
  /** The step's number within the call. */
  readonly round: Value
}

export interface GenerativeStepResult {
  readonly next: readonly NetworkState[]
  /** Means over the rows, and over the turns that report them. */
  readonly losses: Readonly<Record<string, Value>>
  /** The largest of the turns' gradient norms. */
  readonly gradientNorm: Value
  /** Random keys that were used. */
  readonly keys: number
}

/**
 * The parameters of a group, out of the tensor that is carried for it, as values of their own in each turn. What an earlier
 * turn has made of another network depends on the carried tensors; a turn that differentiated by those would go back
 * through that network's optimiser, while it is to take the network as it is.
 */
function parametersOf({ parameters }: ParameterGroup, carried: Value): readonly (readonly [string, Value])[] {
  const sizes = parameters.map(({ shape }) => sizeOf(shape))
  const parts = parameters.length === 1 ? [op.identity(carried)] : op.split(carried, 0, sizes)
  return parameters.map(({ name, shape }, index) => [name, op.reshape(parts[index] as Value, shape)])
}

/** All tensors of the networks by their names. */
function namedTensors(networks: readonly CarriedNetwork[], states: readonly NetworkState[]): Map<string, Value> {
  return new Map(
    networks.flatMap(({ network, groups, frozen, frozenValues }, index) => [
      ...groups.flatMap((group, at) => parametersOf(group, states[index]?.parameters[at] as Value)),
      ...frozen.map(({ name }, at) => [name, frozenValues[at] as Value] as const),
      ...network.buffers.map(({ name }, at) => [name, states[index]?.buffers[at] as Value] as const),
    ]),
  )
}

/** What the turns of a step share, and what they have used of it. */
class StepResources {
  keys = 0
  private batches = 0
  private readonly step: GenerativeStep
  private newest: Batch | null = null

  constructor(step: GenerativeStep) {
    this.step = step
  }

  randomKey(): Value {
    return this.step.keyAt(this.keys++)
  }

  /** The rows of a turn. The last batch of an epoch may be smaller than the others. */
  batchOf({ takesRows }: Turn): Batch {
    if (!takesRows && this.newest !== null) return this.newest
    const { model, batchSize, features, form, labels, order, round } = this.step
    const batchesPerStep = batchesOfStep(model)
    const first = op.add(op.mul(round, batchesPerStep), this.batches++)
    const start = op.mul(first, constant(int64s([batchSize])))
    const rows = op.slice(order, { axis: 0, start, end: op.add(start, batchSize), length: 'batch' })
    const condition =
      labels === null || model.classes === null ? null : op.oneHot(op.gather(labels, rows), model.classes)
    this.newest = { rows: gatherFeatures(features, rows, form), condition }
    return this.newest
  }
}

/** Coefficients of one turn of a network: the optimiser's, for each of its learning rates. */
export const coefficientsOfTurn = ({ optimizer, rates }: Pick<CarriedNetwork, 'optimizer' | 'rates'>) =>
  optimizer.coefficients(0, 1).length * rates.length

/** Batches of rows that a step takes. */
export const batchesOfStep = ({ turns }: GenerativeModel) => turns.filter(({ takesRows }) => takesRows).length

/** One turn: the forward pass, the way back, and the update of its network. */
function takeTurn(
  step: GenerativeStep,
  turn: Turn,
  states: readonly NetworkState[],
  resources: StepResources,
  coefficients: readonly Value[],
) {
  const { model, networks, batchSize, accumulation } = step
  const batch = resources.batchOf(turn)
  const at = networks.findIndex(({ network }) => network.name === turn.network)
  const { groups, rates, optimizer, gradientClip } = networks[at] as CarriedNetwork
  const width = optimizer.coefficients(0, 1).length
  const state = states[at] as NetworkState
  const trained = groups.flatMap((group) => group.parameters)
  const buffers = networks.flatMap(({ network }) => network.buffers.map(({ name }) => name))
  const work = {
    turn,
    batch,
    batchSize,
    tensors: namedTensors(networks, states),
    buffers,
    sources: trained.map(({ name }) => name),
    randomKey: () => resources.randomKey(),
    noise: () => standardNormal(batch.rows, batchSize, model.latent, resources.randomKey()),
    uniform: () => standardUniform(batch.rows, batchSize, 1, resources.randomKey()),
  }
  const found = accumulation === 1 ? turnGradients(work) : turnGradientsInParts(work, accumulation)
  const gradientOf = new Map(trained.map(({ name }, index) => [name, found.gradients[index] as Value]))
  const bufferOf = new Map(buffers.map((name, index) => [name, found.buffers[index] as Value]))
  const { updated, gradientNorm } = updateGroups({
    optimizer,
    gradientClip,
    groups: groups.map((group, index) => ({
      group,
      state: { parameter: state.parameters[index] as Value, slots: state.slots[index] ?? [] },
      coefficients: coefficients.slice(rates.indexOf(group.rate) * width).slice(0, width),
      gradients: group.parameters.map(({ name }) => lookup(gradientOf)(name)),
    })),
  })
  const next = states.map((before, index) => ({
    parameters: index === at ? updated.map(({ parameter }) => parameter) : before.parameters,
    slots: index === at ? updated.map(({ slots }) => slots) : before.slots,
    buffers: (networks[index]?.network.buffers ?? []).map(({ name }) => lookup(bufferOf)(name)),
  }))
  return { next, losses: found.losses, gradientNorm }
}

/** The step of a round. */
export function generativeStep(step: GenerativeStep, states: readonly NetworkState[]): GenerativeStepResult {
  const { model, networks } = step
  const resources = new StepResources(step)
  const reported = new Map<string, Value[]>()
  const norms: Value[] = []
  let [next, used] = [states, 0]
  for (const turn of model.turns) {
    const width = coefficientsOfTurn(networks.find(({ network }) => network.name === turn.network) as CarriedNetwork)
    const result = takeTurn(step, turn, next, resources, step.coefficients.slice(used, used + width))
    for (const [name, loss] of Object.entries(result.losses)) reported.set(name, [...(reported.get(name) ?? []), loss])
    norms.push(result.gradientNorm)
    next = result.next
    used += width
  }
  const mean = (values: readonly Value[]) =>
    values.length === 1
      ? (values[0] as Value)
      : op.div(
          values.reduce((sum, value) => op.add(sum, value)),
          values.length,
        )
  return {
    next,
    losses: Object.fromEntries(Array.from(reported, ([name, values]) => [name, mean(values)])),
    gradientNorm: norms.reduce((largest, norm) => op.max(largest, norm)),
    keys: resources.keys,
  }
}
