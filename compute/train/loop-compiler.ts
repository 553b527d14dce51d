/**
 * Compiles a whole training run into one ONNX graph: a Loop whose round is an optimiser step.
 *
 * The dataset, the order of its rows, and the numbers that depend on the step (optimiser coefficients, keys of random
 * masks) are inputs; weights, optimiser slots and running statistics are carried from step to step; loss and gradient norm
 * of each step are recorded. So one native call makes any number of steps, and how many doesn't touch the numbers.
 */
import type { Target } from '../graph/lower/lower.ts'
import * as op from '../graph/ops.ts'
import { inputValue, type Value } from '../graph/value.ts'
import { writeModel } from '../graph/write.ts'
import { rateFactorOf } from '../spec/layer-groups.ts'
import { chooseParameters } from './parameter-choice.ts'
import { carriedAlone, carriedGroup, type CarriedTensor, groupParameters } from './state-layout.ts'
import { type Carried, stepInputs, type StepOptions, trainingStep } from './training-step.ts'

/** A compiled loop: the file, and what it carries. */
export interface TrainingLoop {
  readonly file: Uint8Array
  readonly parameters: readonly CarriedTensor[]
  /** The optimiser's slots of all parameters. */
  readonly slots: readonly CarriedTensor[]
  /** The model's running statistics. */
  readonly buffers: readonly CarriedTensor[]
  /** Parameters that are not trained: given to each call, and not carried from step to step. */
  readonly frozen: readonly CarriedTensor[]
  /** The factors of the learning rate for which a step needs coefficients, in their order. */
  readonly rates: readonly number[]
  /** Random keys that a step needs: columns of the input `keys`, which is there if there are any. */
  readonly keysPerStep: number
}

/** The output that gives the last value of what is carried under that name. */
export const lastName = (carried: string) => `last.${carried}`

const flatten = ({ parameters, slots, buffers }: Carried) => [...parameters, ...slots.flat(), ...buffers]

/** Sorts carried values into what they are: `groups` parameters, as many slots of each as the optimiser has, then buffers. */
function unflatten(values: readonly Value[], groups: number, slotsPerGroup: number): Carried {
  const buffersFrom = groups * (1 + slotsPerGroup)
  const slotsFrom = (group: number) => groups + group * slotsPerGroup
  return {
    parameters: values.slice(0, groups),
    slots: Array.from({ length: groups }, (_, group) => values.slice(slotsFrom(group), slotsFrom(group + 1))),
    buffers: values.slice(buffersFrom),
  }
}

/**
 * Compiles the training of a model.
 *
 * @param target what the loop is to run on, where that is known; one for the processor at hand may run here only
 */
export function compileLoop(options: StepOptions, target: Target = null): TrainingLoop {
  const { model, optimizer } = options
  const choice = options.parameterChoice ?? { frozen: [], learningRateFactors: [] }
  const chosen = chooseParameters(model.parameters, choice)
  const rateOf = (name: string) => rateFactorOf(name, choice.learningRateFactors)
  const groups = groupParameters(chosen.trained, options.decays, { rateOf, threads: options.threads ?? 1 })
  const rates = [...new Set(groups.map(({ rate }) => rate))]
  const parameters = groups.map((group) => carriedGroup(group, null))
  const slots = groups.flatMap((group) => optimizer.slots.map((slot) => carriedGroup(group, slot)))
  const buffers = model.buffers.map(({ name, shape }) => carriedAlone(name, shape))
  const frozen = chosen.frozen.map(({ name, shape }) => carriedAlone(name, shape))
  const layout = [...parameters, ...slots, ...buffers]

  const inputs = stepInputs(options, rates)
  const frozenValues = frozen.map(({ name, shape }) => inputValue(name, 'float32', shape))
  const parts = { groups, rates, frozen: chosen.frozen, frozenValues }
  const first = layout.map(({ name, shape }) => inputValue(name, 'float32', shape))
  let keysPerStep = 0
  const { carried: last, scans } = op.loop({
    rounds: inputs.steps,
    roundsDim: 'steps',
    carried: first,
    body: (round, values) => {
      const carried = unflatten(values, groups.length, optimizer.slots.length)
      const { next, loss, gradientNorm, keys } = trainingStep(options, parts, inputs, round, carried)
      keysPerStep = keys
      return { carried: flatten(next), scans: [loss, gradientNorm] }
    },
  })
  const [stepLosses, gradientNorms] = scans as [Value, Value]
  const { keys, ...always } = inputs
  const graph = {
    name: 'training',
    inputs: [...Object.values(always), ...(keysPerStep > 0 ? [keys] : []), ...first, ...frozenValues],
    outputs: {
      losses: stepLosses,
      gradient_norms: gradientNorms,
      ...Object.fromEntries(layout.map(({ name }, index) => [lastName(name), last[index] as Value])),
    },
  }
  const file = writeModel(graph, target)
  return { file, parameters, slots, buffers, frozen, rates, keysPerStep }
}
