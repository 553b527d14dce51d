/** The bars of a column's distribution, at most 24 of them. */
import type { DistributionBar } from '../../spec/dataset.ts'

export const mostBars = 24
const usualBars = 20

/** A range with a count, before it is labelled. */
export interface Bin {
  readonly from: number
  readonly to: number
  readonly count: number
}

/** What bins are made of: the smallest and largest value, how many there are, and how many lie below any other. */
export interface Binned {
  readonly min: number
  readonly max: number
  readonly count: number
  readonly integers: boolean
  readonly below: (value: number) => number
}

/**
 * Ranges of equal width; each holds its lower edge, the last one its upper edge too (as NumPy's histogram). Whole
 * numbers close together get a range each, from the number to the next.
 */
export function makeBins({ min, max, count, integers, below }: Binned): Bin[] {
  if (count === 0) return []
  if (min === max) return [{ from: min, to: max, count }]
  const perNumber = integers && max - min < mostBars
  const bins = perNumber ? max - min + 1 : usualBars
  const step = perNumber ? 1 : (max - min) / bins
  const edge = (i: number) => {
    if (i === 0) return min
    if (i === bins && !perNumber) return max
    return Number.isFinite(step) ? min + i * step : min * (1 - i / bins) + max * (i / bins)
  }
  const bars: Bin[] = []
  let counted = 0
  for (let i = 0; i < bins; i++) {
    const to = i === bins - 1 ? count : below(edge(i + 1))
    bars.push({ from: edge(i), to: edge(i + 1), count: to - counted })
    counted = to
  }
  return bars
}

/** Bins of sorted numbers. */
export function binSorted(sorted: Float64Array, integers: boolean): Bin[] {
  const below = (value: number) => firstAtLeast(sorted, value)
  return makeBins({ min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0, count: sorted.length, integers, below })
}

/** Bins of whole numbers of which each has a count; rising. */
export function binCounted(counted: readonly { readonly value: number; readonly count: number }[]): Bin[] {
  const total = (entries: typeof counted) => entries.reduce((sum, { count }) => sum + count, 0)
  return makeBins({
    min: counted[0]?.value ?? 0,
    max: counted.at(-1)?.value ?? 0,
    count: total(counted),
    integers: true,
    below: (value) => total(counted.filter((entry) => entry.value < value)),
  })
}

/** Bars of a number column. */
export function numberBars(bins: readonly Bin[]): DistributionBar[] {
  return bins.map((bin) => ({ ...bin, label: String(Number(bin.from.toPrecision(6))) }))
}

/** Bars of a date column whose bins are in microseconds; their edges are given in milliseconds since 1970. */
export function dateBars(bins: readonly Bin[]): DistributionBar[] {
  return bins.map(({ from, to, count }) => ({ label: isoDay(from / 1000), from: from / 1000, to: to / 1000, count }))
}

/** The most frequent values (given first to last), then one bar for all others. */
export function categoryBars(
  top: readonly { readonly text: string; readonly count: number }[],
  present: number,
): DistributionBar[] {
  const shown = top.length <= mostBars ? top : top.slice(0, mostBars - 1)
  const bars = shown.map(({ text, count }) => ({ label: text, from: null, to: null, count }))
  const others = present - shown.reduce((sum, { count }) => sum + count, 0)
  return others === 0 ? bars : [...bars, { label: '', from: null, to: null, count: others }]
}

/** Years outside 0 to 9999 can be written, but not by `toISOString` in ten characters. */
function isoDay(milliseconds: number): string {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().split('T')[0]!
}

/** How many of sorted numbers are less than one. */
export function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** How many of sorted numbers are no greater than one. */
export function firstAbove(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}
