/**
 * The share of the training rows that lie below a value, or the point of the normal distribution below which that share lies:
 * scikit-learn's QuantileTransformer, with a quantile for each training row, 1,000 at most.
 */
import type { FittedStep } from '../../../spec/preprocessing.ts'
import type { NumberStep } from '../../../spec/recipe.ts'
import { quantile } from '../../quantile.ts'
import { normalPoint, normalTail } from './normal-point.ts'
import type { StepRule } from './step.ts'

type FittedQuantile = Extract<FittedStep, { kind: 'quantile' }>

const mostKnots = 1000

/** Between two different knots the share grows in a straight line; the arrays have an entry for each of them. */
export interface QuantileTable {
  readonly knots: Float32Array
  /** The share at a knot itself, in the middle of where it is several quantiles at once. */
  readonly at: Float32Array
  /** The share just above a knot, what is left to 1, and how it grows from there. */
  readonly above: Float32Array
  readonly left: Float32Array
  readonly slope: Float32Array
}

/** The different knots with their shares, from the first to the last: 0 at the first, 1 at the last. */
export function quantileTable({ knots }: Pick<FittedQuantile, 'knots'>): QuantileTable {
  const share = (at: number) => at / Math.max(1, knots.length - 1)
  const firsts = knots.flatMap((knot, at) => (at === 0 || knot !== knots[at - 1] ? [at] : []))
  const lasts = firsts.map((_, each) => (firsts[each + 1] ?? knots.length) - 1)
  const different = Float32Array.from(firsts, (at) => knots[at]!)
  const end = firsts.length - 1
  const middle = (each: number) => (share(firsts[each]!) + share(lasts[each]!)) / 2
  return {
    knots: different,
    at: Float32Array.from(firsts, (_, each) => (each === 0 ? 0 : each === end ? 1 : middle(each))),
    above: Float32Array.from(lasts, share),
    left: Float32Array.from(lasts, (last) => 1 - share(last)),
    slope: Float32Array.from(firsts, (_, each) =>
      each === end ? 0 : (share(firsts[each + 1]!) - share(lasts[each]!)) / (different[each + 1]! - different[each]!),
    ),
  }
}

const tables = new WeakMap<FittedQuantile, QuantileTable>()

function tableOf(fitted: FittedQuantile): QuantileTable {
  const known = tables.get(fitted)
  if (known !== undefined) return known
  const table = quantileTable(fitted)
  tables.set(fitted, table)
  return table
}

/** The last knot that is not above a value, which is not below the first. */
function knotBelow(knots: Float32Array, value: number): number {
  let [low, high] = [0, knots.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (knots[middle]! <= value) low = middle
    else high = middle
  }
  return low
}

export const quantileStep: StepRule<Extract<NumberStep, { kind: 'quantile' }>, FittedQuantile> = {
  fit(values, { output }) {
    const sorted = values.slice().sort()
    const count = Math.max(2, Math.min(mostKnots, sorted.length))
    const knots = Array.from({ length: count }, (_, at) => Math.fround(quantile(sorted, at / (count - 1))))
    return { kind: 'quantile', output, knots }
  },
  apply(value, fitted) {
    const { knots, at, above, left, slope } = tableOf(fitted)
    const held = Math.min(Math.max(value, knots[0]!), knots.at(-1)!)
    const knot = knotBelow(knots, held)
    const isKnot = held === knots[knot]
    const grown = Math.fround(Math.fround(held - knots[knot]!) * slope[knot]!)
    const share = isKnot ? at[knot]! : Math.fround(above[knot]! + grown)
    if (fitted.output === 'uniform') return share
    // What is left to 1 is worked out for itself: near 1 a share has no digits left for it.
    const rest = isKnot ? Math.fround(1 - share) : Math.fround(left[knot]! - grown)
    const point = normalPoint(Math.max(Math.min(share, rest), normalTail))
    return share < rest ? point : -point
  },
}
