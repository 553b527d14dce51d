/**
 * The power transform of Yeo and Johnson (2000): makes values look more like a normal distribution, negative ones too.
 * Its exponent is that of the greatest likelihood, as in scikit-learn's PowerTransformer.
 */
import type { FittedStep } from '../../../spec/preprocessing.ts'
import type { NumberStep } from '../../../spec/recipe.ts'
import { logOfSize } from './log.ts'
import type { StepRule } from './step.ts'

/** Exponents this near to 0 stand for the logarithm. */
export const smallestExponent = 1e-4
/** Where the exponent is looked for, and how near it is found. */
const bounds = [-5, 7] as const
const precision = 1e-7

export const powerStep: StepRule<Extract<NumberStep, { kind: 'power' }>, Extract<FittedStep, { kind: 'power' }>> = {
  fit: (values) => ({ kind: 'power', lambda: Math.fround(bestExponent(values)) }),
  apply(value, { lambda }) {
    const size = logOfSize(value)
    const exponent = value >= 0 ? lambda : Math.fround(2 - lambda)
    const sign = value >= 0 ? 1 : -1
    if (Math.abs(exponent) < smallestExponent) return sign * size
    const power = Math.fround(Math.exp(Math.fround(exponent * size)))
    return sign * Math.fround(Math.fround(power - 1) / exponent)
  },
}

/** The exponent of the greatest likelihood, by golden sections. 1, which changes nothing, where values don't vary. */
function bestExponent(values: Float64Array): number {
  if (values.every((value) => value === values[0])) return 1
  const sizes = values.map((value) => Math.log1p(Math.abs(value)))
  const signed = values.reduce((sum, value, at) => sum + Math.sign(value) * sizes[at]!, 0)
  const likelihood = (lambda: number) =>
    (-values.length / 2) * Math.log(variance(values, sizes, lambda)) + (lambda - 1) * signed
  const ratio = (Math.sqrt(5) - 1) / 2
  let [low, high]: [number, number] = [...bounds]
  let [left, right] = [high - ratio * (high - low), low + ratio * (high - low)]
  let [atLeft, atRight] = [likelihood(left), likelihood(right)]
  while (high - low > precision) {
    // What is no number lies too far out; it lies to the right only where the exponent is large.
    if (atLeft > atRight || Number.isNaN(atRight)) {
      ;[high, right, atRight] = [right, left, atLeft]
      left = high - ratio * (high - low)
      atLeft = likelihood(left)
    } else {
      ;[low, left, atLeft] = [left, right, atRight]
      right = low + ratio * (high - low)
      atRight = likelihood(right)
    }
  }
  return (low + high) / 2
}

function variance(values: Float64Array, sizes: Float64Array, lambda: number): number {
  const powered = values.map((value, at) => {
    const exponent = value >= 0 ? lambda : 2 - lambda
    const size = Math.abs(exponent) < 1e-12 ? sizes[at]! : Math.expm1(exponent * sizes[at]!) / exponent
    return value >= 0 ? size : -size
  })
  const mean = powered.reduce((sum, value) => sum + value, 0) / powered.length
  return powered.reduce((sum, value) => sum + (value - mean) ** 2, 0) / powered.length
}
