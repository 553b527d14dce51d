/** What of a generative model's steps depends on their numbers alone: the optimisers' scalars and the random keys. */
import type { GenerativeModel } from '../models/generative-model.ts'
import { lookup } from '../models/weights.ts'
import { createOptimizer } from '../optim/optimizers.ts'
import { averaging } from '../optim/weight-average.ts'
import type { NetworkName } from '../spec/generative-model.ts'
import type { GenerativeTraining } from '../spec/generative-training.ts'
import { randomBits } from '../spec/random.ts'
import { GraphError } from '../graph/shape.ts'
import type { GenerativeLoop } from './generative-loop.ts'
import type { NetworkOptimizer } from './generative-step.ts'

/** How a network is trained by the spec. Throws GraphError where the spec doesn't say. */
export function networkTraining({ networks }: Pick<GenerativeTraining, 'networks'>, name: NetworkName) {
  const found = networks[name]
  if (found === undefined) throw new GraphError(`nothing says how ${name} is trained`)
  return found
}

/** The optimiser of a network by the spec. */
export function networkOptimizer(training: Pick<GenerativeTraining, 'networks'>, name: NetworkName): NetworkOptimizer {
  const { optimizer, weightDecay, gradientClip, averaging: average, ...choice } = networkTraining(training, name)
  const plain = createOptimizer(optimizer, weightDecay)
  return {
    optimizer: average === null ? plain : averaging(plain, average.decay),
    decays: weightDecay > 0,
    gradientClip,
    parameterChoice: choice,
  }
}

export interface StepTables {
  readonly coefficients: Float32Array
  readonly keys: Uint32Array
}

/**
 * Tables of some steps, from the `first` on (counted from 0), a row a step. `rateOf`: what share of its learning rate a network has
 * in a step. An optimiser whose network has several turns in a step counts each of them.
 */
export function stepTables(
  model: GenerativeModel,
  training: Pick<GenerativeTraining, 'networks' | 'seed'>,
  { keysPerStep, rates }: Pick<GenerativeLoop, 'keysPerStep' | 'rates'>,
  rateOf: (step: number) => number,
  first: number,
  steps: number,
): StepTables {
  const turnsOf = (name: NetworkName) => model.turns.filter(({ network }) => network === name).length
  const ways = new Map(model.networks.map(({ name }) => [name, networkOptimizer(training, name)]))
  const coefficients: number[] = []
  const keys = new Uint32Array(steps * keysPerStep)
  for (let index = 0; index < steps; index++) {
    const step = first + index
    const taken = new Map<NetworkName, number>()
    for (const { network } of model.turns) {
      const turn = taken.get(network) ?? 0
      taken.set(network, turn + 1)
      const { optimizer } = lookup(ways)(network)
      const rate = networkTraining(training, network).learningRate * rateOf(step)
      for (const factor of rates[network] ?? [])
        coefficients.push(...optimizer.coefficients(step * turnsOf(network) + turn, factor * rate))
    }
    for (let key = 0; key < keysPerStep; key++)
      keys[index * keysPerStep + key] = randomBits(training.seed, 'noise', key, step)
  }
  return { coefficients: Float32Array.from(coefficients), keys }
}
