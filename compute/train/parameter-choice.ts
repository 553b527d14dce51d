/** Which parameters a run trains, and with what share of its learning rate: chosen by how their names begin. */
import { GraphError } from '../graph/shape.ts'
import type { ParameterSpec } from '../nn/layer.ts'

/** A learning rate of their own for the parameters under a prefix. */
export interface RateFactor {
  readonly prefix: string
  /** Times the run's learning rate. */
  readonly factor: number
}

export interface ParameterChoice {
  /** Parameters that stay as they are: those under any of these prefixes. */
  readonly frozen: readonly string[]
  /** Where several fit, the last one counts. */
  readonly learningRateFactors: readonly RateFactor[]
}

/** Whether a name is the prefix, or that of something in it: layers.1 has layers.1.weight in it, but not layers.10.weight. */
const isUnder = (name: string, prefix: string) => name === prefix || name.startsWith(`${prefix}.`)

/**
 * The parameters that are trained and those that are frozen, in the model's order.
 *
 * Throws GraphError where a prefix has no parameter under it, or where nothing is left to train.
 */
export function chooseParameters(
  parameters: readonly ParameterSpec[],
  { frozen, learningRateFactors }: ParameterChoice,
): { readonly trained: readonly ParameterSpec[]; readonly frozen: readonly ParameterSpec[] } {
  for (const prefix of [...frozen, ...learningRateFactors.map((each) => each.prefix)]) {
    if (!parameters.some(({ name }) => isUnder(name, prefix))) throw new GraphError(`no parameter is under ${prefix}`)
  }
  const isFrozen = ({ name }: ParameterSpec) => frozen.some((prefix) => isUnder(name, prefix))
  const trained = parameters.filter((spec) => !isFrozen(spec))
  if (trained.length === 0) throw new GraphError('all parameters are frozen: nothing is left to train')
  return { trained, frozen: parameters.filter(isFrozen) }
}

/** The factor for a parameter's learning rate. */
export function rateFactorOf(name: string, factors: readonly RateFactor[]): number {
  return factors.findLast(({ prefix }) => isUnder(name, prefix))?.factor ?? 1
}
