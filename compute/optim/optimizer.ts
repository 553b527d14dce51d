/**
 * What an optimiser is: pure functions from a parameter, its gradient and its slots to their next values.
 *
 * All that depends on the step alone (learning rates, bias corrections) is worked out in JavaScript's doubles and enters
 * the graph as a few scalars a step, its coefficients.
 */
import type { Value } from '../graph/value.ts'

/** A parameter's (or a group's) state: its value and one tensor of its shape for each of the optimiser's slots. */
export interface ParameterState {
  readonly parameter: Value
  readonly slots: readonly Value[]
}

export interface Optimizer {
  /** Names of what is remembered of each parameter; each begins with zeros. */
  readonly slots: readonly string[]
  /** The scalars of one step, which is counted from 0, always in the same number. */
  coefficients(step: number, learningRate: number): readonly number[]
  /** One step. `decays`: whether weight decay applies to this parameter. */
  update(state: ParameterState, gradient: Value, coefficients: readonly Value[], decays: boolean): ParameterState
}
