/** What stands in for a missing number (scikit-learn's SimpleImputer). */
import type { Fill } from '../../../spec/recipe.ts'

/** From the values that are there, sorted, at least one. */
export const fillValues: { readonly [By in Fill]: (sorted: Float64Array, constant: number) => number } = {
  median: (sorted) => (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2,
  mean: (sorted) => sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
  /** The most frequent; of several the smallest. */
  mode(sorted) {
    let [best, most, from] = [sorted[0]!, 0, 0]
    for (let at = 1; at <= sorted.length; at++) {
      if (at < sorted.length && sorted[at] === sorted[from]) continue
      if (at - from > most) [best, most] = [sorted[from]!, at - from]
      from = at
    }
    return best
  },
  constant: (_, constant) => constant,
}
