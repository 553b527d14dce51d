/** What each kind of step can do: be fitted on values, and change one value, in the 32-bit arithmetic of the exported graph. */
import type { FittedStep } from '../../../spec/preprocessing.ts'
import type { NumberStep } from '../../../spec/recipe.ts'

export interface StepRule<Spec extends NumberStep, Fitted extends FittedStep> {
  /** @param values of the training rows as they are when the step's turn comes; none is missing, and there is at least one */
  readonly fit: (values: Float64Array, step: Spec) => Fitted
  readonly apply: (value: number, fitted: Fitted) => number
}

/** The quantile of sorted values by linear interpolation, as NumPy has it. */
export function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const [low = 0, high = low] = [sorted[below], sorted[Math.min(below + 1, sorted.length - 1)]]
  return low + (high - low) * (place - below)
}
