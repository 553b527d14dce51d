/** What each kind of step can do: be fitted on values, and change one value, in the 32-bit arithmetic of the exported graph. */
import type { FittedStep } from '../../../spec/preprocessing.ts'
import type { NumberStep } from '../../../spec/recipe.ts'

export interface StepRule<Spec extends NumberStep, Fitted extends FittedStep> {
  /** @param values of the training rows as they are when the step's turn comes; none is missing, and there is at least one */
  readonly fit: (values: Float64Array, step: Spec) => Fitted
  readonly apply: (value: number, fitted: Fitted) => number
}
