/** Outliers are taken for the quantiles that they lie beyond (numpy.clip with numpy.quantile). */
import type { FittedStep } from '../../../spec/preprocessing.ts'
import type { NumberStep } from '../../../spec/recipe.ts'
import { quantile } from '../../quantile.ts'
import type { StepRule } from './step.ts'

export const clipStep: StepRule<Extract<NumberStep, { kind: 'clip' }>, Extract<FittedStep, { kind: 'clip' }>> = {
  fit(values, { low, high }) {
    const sorted = values.slice().sort()
    return { kind: 'clip', low: Math.fround(quantile(sorted, low)), high: Math.fround(quantile(sorted, high)) }
  },
  apply: (value, { low, high }) => Math.max(Math.min(value, high), low),
}
