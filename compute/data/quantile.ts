/** Quantiles as NumPy has them: one definition for what is shown of a column and for how it is prepared. */

/** The value below which a share of the sorted numbers lies, between the two nearest of them (NumPy's `linear`). */
export function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const from = sorted[below]!
  const to = sorted[Math.min(below + 1, sorted.length - 1)]!
  const weight = place - below
  const difference = to - from
  if (!Number.isFinite(difference)) return from * (1 - weight) + to * weight
  return weight < 0.5 ? from + difference * weight : to - difference * (1 - weight)
}
