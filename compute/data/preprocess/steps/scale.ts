/** (x − shift) · scale: by mean and deviation, by smallest and largest, or by median and quartiles. */
import type { FittedStep } from '../../../spec/preprocessing.ts'
import type { NumberStep, Scaling } from '../../../spec/recipe.ts'
import { quantile } from '../../quantile.ts'
import type { StepRule } from './step.ts'

/** Where values are moved from, and what becomes 1. */
const measures: { readonly [By in Scaling]: (values: Float64Array) => { shift: number; spread: number } } = {
  standard(values) {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
    return { shift: mean, spread: Math.sqrt(variance) }
  },
  'min-max'(values) {
    const shift = values.reduce((least, value) => Math.min(least, value), Infinity)
    return { shift, spread: values.reduce((most, value) => Math.max(most, value), -Infinity) - shift }
  },
  robust(values) {
    const sorted = values.slice().sort()
    return { shift: quantile(sorted, 0.5), spread: quantile(sorted, 0.75) - quantile(sorted, 0.25) }
  },
}

export const scaleStep: StepRule<Extract<NumberStep, { kind: 'scale' }>, Extract<FittedStep, { kind: 'affine' }>> = {
  fit(values, { by }) {
    const { shift, spread } = measures[by](values)
    const scale = Math.fround(1 / spread)
    // Values that 32 bits can't tell apart are as good as one.
    const varies = spread > Math.abs(shift) * 1e-7 && Number.isFinite(scale) && scale > 0
    return { kind: 'affine', shift: Math.fround(shift), scale: varies ? scale : 1 }
  },
  apply: (value, { shift, scale }) => Math.fround(Math.fround(value - shift) * scale),
}
