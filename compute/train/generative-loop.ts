/**
 * Compiles the training of a generative model into one ONNX graph, as loop-compiler.ts does for predictive ones: a Loop whose
 * round is a step of all networks in turn, each with its own optimiser. There are no targets, and there is noise.
 */
import type { Target } from '../graph/lower/lower.ts'
import * as op from '../graph/ops.ts'
import { inputValue, type Value } from '../graph/value.ts'
import { writeModel } from '../graph/write.ts'
import type { GenerativeModel } from '../models/generative-model.ts'
import type { NetworkName } from '../spec/generative-model.ts'
import { rateFactorOf } from '../spec/layer-groups.ts'
import {
  type CarriedNetwork,
  coefficientsOfTurn,
  generativeStep,
  type NetworkOptimizer,
  type NetworkState,
} from './generative-step.ts'
import { lastName } from './loop-compiler.ts'
import { chooseParameters } from './parameter-choice.ts'
import { carriedAlone, carriedGroup, type CarriedTensor, groupParameters } from './state-layout.ts'
import { type FeatureForm, featureInput } from './table-features.ts'

export interface GenerativeLoopOptions extends FeatureForm {
  readonly model: GenerativeModel
  readonly batchSize: number
  /** Parts in which a batch goes through the networks, its gradients added up; 1 where it isn't said. */
  readonly accumulation?: number | undefined
  readonly optimizerOf: (network: NetworkName) => NetworkOptimizer
  /** Native threads that the loop is for; 1 where it isn't said. */
  readonly threads?: number
}

/** A compiled loop: the file, and what it carries. */
export interface GenerativeLoop {
  readonly file: Uint8Array
  /** Trained parameters and running statistics of all networks. */
  readonly weights: readonly CarriedTensor[]
  /** Parameters that are not trained: given to each call, and not carried from step to step. */
  readonly frozen: readonly CarriedTensor[]
  /** The slots of all optimisers. */
  readonly slots: readonly CarriedTensor[]
  /** Of each network the factors of its learning rate for which a turn needs coefficients, in their order. */
  readonly rates: Readonly<Partial<Record<NetworkName, readonly number[]>>>
  /** Whether rows are given with their classes, as the input `labels`. */
  readonly conditional: boolean
  /** What a step reports, in the order of its outputs (see `lossOutput`). */
  readonly losses: readonly string[]
  /** Random keys that a step needs: columns of the input `keys`. */
  readonly keysPerStep: number
}

/** The output that gives a loss of each step. */
export const lossOutput = (name: string) => `losses.${name}`

/** How many coefficients a step of all turns takes. */
function coefficientCount({ turns }: GenerativeModel, networks: readonly CarriedNetwork[]): number {
  const widths = new Map(networks.map((each) => [each.network.name, coefficientsOfTurn(each)]))
  return turns.reduce((sum, { network }) => sum + (widths.get(network) ?? 0), 0)
}

function loopInputs(options: GenerativeLoopOptions, coefficients: number) {
  return {
    steps: inputValue('steps', 'int64', []),
    features: featureInput(options),
    /** Row numbers of all batches of a call, one batch after the other. */
    order: inputValue('order', 'int64', ['chunk_rows']),
    /** The optimisers' scalars, turn after turn, a row a step. */
    coefficients: inputValue('coefficients', 'float32', ['steps', coefficients]),
    keys: inputValue('keys', 'uint32', ['steps', 'keys']),
  }
}

/** A network's groups; those that several parameters share are told apart by the network's name. */
function carriedNetwork(options: GenerativeLoopOptions, network: GenerativeModel['networks'][number]): CarriedNetwork {
  const how = options.optimizerOf(network.name)
  const { trained, frozen } = chooseParameters(network.parameters, how.parameterChoice)
  const rateOf = (name: string) => rateFactorOf(name, how.parameterChoice.learningRateFactors)
  const groups = groupParameters(trained, how.decays, { rateOf, threads: options.threads ?? 1 }).map((group) =>
    group.parameters.length === 1 ? group : { ...group, name: `${network.name}.${group.name}` },
  )
  return {
    ...how,
    network,
    groups,
    rates: [...new Set(groups.map(({ rate }) => rate))],
    frozen,
    frozenValues: frozen.map(({ name, shape }) => inputValue(name, 'float32', shape)),
  }
}

/** What is carried for a network, in the order of `flatten`. */
function layoutOf({ network, groups, optimizer }: CarriedNetwork) {
  return {
    parameters: groups.map((group) => carriedGroup(group, null)),
    slots: groups.flatMap((group) => optimizer.slots.map((slot) => carriedGroup(group, slot))),
    buffers: network.buffers.map(({ name, shape }) => carriedAlone(name, shape)),
  }
}

const flatten = ({ parameters, slots, buffers }: NetworkState) => [...parameters, ...slots.flat(), ...buffers]

/** The carried values of all networks, sorted into what they are. */
function unflatten(networks: readonly CarriedNetwork[], values: readonly Value[]): readonly NetworkState[] {
  let taken = 0
  const take = (count: number) => values.slice(taken, (taken += count))
  return networks.map(({ network, groups, optimizer }) => ({
    parameters: take(groups.length),
    slots: groups.map(() => take(optimizer.slots.length)),
    buffers: take(network.buffers.length),
  }))
}

/**
 * Compiles the training of a generative model.
 *
 * @param target what the loop is to run on, where that is known; one for the processor at hand may run here only
 */
export function compileGenerativeLoop(options: GenerativeLoopOptions, target: Target = null): GenerativeLoop {
  const { model, batchSize, accumulation = 1 } = options
  const networks = model.networks.map((network) => carriedNetwork(options, network))
  const layouts = networks.map(layoutOf)
  const layout = layouts.flatMap(({ parameters, slots, buffers }) => [...parameters, ...slots, ...buffers])
  const width = coefficientCount(model, networks)
  const { keys, ...inputs } = loopInputs(options, width)
  const labels = model.classes === null ? null : inputValue('labels', 'int64', ['table_rows'])
  const first = layout.map(({ name, shape }) => inputValue(name, 'float32', shape))
  let [names, keysPerStep]: [readonly string[], number] = [[], 0]
  const { carried: last, scans } = op.loop({
    rounds: inputs.steps,
    roundsDim: 'steps',
    carried: first,
    body: (round, values) => {
      const keyRow = op.gather(keys, round)
      const step = {
        ...{
          model,
          networks,
          batchSize,
          accumulation,
          features: inputs.features,
          form: options,
          labels,
          order: inputs.order,
          round,
        },
        coefficients: op.split(op.gather(inputs.coefficients, round), 0, new Array<number>(width).fill(1)),
        keyAt: (index: number) => op.slice(keyRow, { axis: 0, start: index, end: index + 1, length: 1 }),
      }
      const result = generativeStep(step, unflatten(networks, values))
      ;[names, keysPerStep] = [Object.keys(result.losses), result.keys]
      return { carried: result.next.flatMap(flatten), scans: [...Object.values(result.losses), result.gradientNorm] }
    },
  })
  const graph = {
    name: 'training',
    inputs: [
      ...Object.values(inputs),
      ...(labels === null ? [] : [labels]),
      keys,
      ...first,
      ...networks.flatMap(({ frozenValues }) => frozenValues),
    ],
    outputs: {
      ...Object.fromEntries(names.map((name, index) => [lossOutput(name), scans[index] as Value])),
      gradient_norms: scans.at(-1) as Value,
      ...Object.fromEntries(layout.map(({ name }, index) => [lastName(name), last[index] as Value])),
    },
  }
  const file = writeModel(graph, target)
  return {
    file,
    weights: layouts.flatMap(({ parameters, buffers }) => [...parameters, ...buffers]),
    frozen: networks.flatMap(({ frozen }) => frozen.map(({ name, shape }) => carriedAlone(name, shape))),
    slots: layouts.flatMap(({ slots }) => slots),
    rates: Object.fromEntries(networks.map(({ network, rates }) => [network.name, rates])),
    conditional: labels !== null,
    losses: names,
    keysPerStep,
  }
}
