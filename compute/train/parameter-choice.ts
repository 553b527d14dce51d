/** Which parameters a run trains, which decay, and with what share of its learning rate: chosen by how their names begin. */
import { GraphError } from '../graph/shape.ts'
import type { ParameterSpec } from '../nn/layer.ts'
import { isAmong, isUnder, type LayerChoice } from '../spec/layer-groups.ts'

export type ParameterChoice = Omit<LayerChoice, 'undecayed'> & Partial<Pick<LayerChoice, 'undecayed'>>

/**
 * The parameters that are trained (those that are not to decay marked so) and those that are frozen, in the model's order.
 *
 * Throws GraphError where a prefix has no parameter under it, or where nothing is left to train.
 */
export function chooseParameters(
  parameters: readonly ParameterSpec[],
  { frozen, learningRateFactors, undecayed = [] }: ParameterChoice,
): { readonly trained: readonly ParameterSpec[]; readonly frozen: readonly ParameterSpec[] } {
  for (const prefix of [...frozen, ...learningRateFactors.map((each) => each.prefix), ...undecayed]) {
    if (!parameters.some(({ name }) => isUnder(name, prefix))) throw new GraphError(`no parameter is under ${prefix}`)
  }
  const isFrozen = ({ name }: ParameterSpec) => isAmong(name, frozen)
  const trained = parameters
    .filter((spec) => !isFrozen(spec))
    .map((spec) => (isAmong(spec.name, undecayed) ? { ...spec, decays: false } : spec))
  if (trained.length === 0) throw new GraphError('all parameters are frozen: nothing is left to train')
  return { trained, frozen: parameters.filter(isFrozen) }
}
