/** sign(x) · log(1 + |x|): amounts over several orders of magnitude come near to each other. */
import type { FittedStep } from '../../../spec/preprocessing.ts'
import type { NumberStep } from '../../../spec/recipe.ts'
import type { StepRule } from './step.ts'

export const logStep: StepRule<Extract<NumberStep, { kind: 'log' }>, Extract<FittedStep, { kind: 'log' }>> = {
  fit: () => ({ kind: 'log' }),
  apply: (value) => Math.sign(value) * logOfSize(value),
}

/** log(1 + |x|) with each operation rounded to 32 bits. */
export function logOfSize(value: number): number {
  return Math.fround(Math.log(Math.fround(1 + Math.abs(value))))
}
