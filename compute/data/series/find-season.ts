/** After how many steps a series comes round: the highest early peak of its autocorrelation, its trend taken off. */

/** Values that are looked at, the newest; and the longest season that is looked for. */
const most = { values: 20_000, lag: 800 } as const
/** A season is seen at least so many times. */
const leastSeasons = 3
/** Correlation from which on values a season apart are alike. */
const leastStrength = 0.3
/**
 * Of several peaks nearly as high as the highest one that the calendar knows, or else the first: its multiples are peaks, too.
 */
const nearlyHighest = 0.9

export interface FoundSeason {
  readonly steps: number
  readonly strength: number
}

/** What comes round in a stretch without missing values. */
export interface Recurrence {
  /** Null where nothing does. */
  readonly season: FoundSeason | null
  /** How alike values are that follow one another: their correlation without the trend. */
  readonly neighbours: number
}

/**
 * The season of a stretch without missing values.
 *
 * @param usual seasons that the calendar knows, in steps
 */
export function findSeason(values: Float64Array, usual: readonly number[] = []): Recurrence {
  const correlations = autocorrelations(withoutTrend(values.subarray(-most.values)))
  const neighbours = correlations[1] ?? 0
  const peaks = peaksOf(correlations)
  const highest = Math.max(...peaks.map(({ strength }) => strength), 0)
  if (highest < leastStrength) return { season: null, neighbours }
  const high = peaks.filter(({ strength }) => strength >= highest * nearlyHighest)
  const known = high.find(({ steps }) => usual.some((length) => Math.abs(steps - length) <= length * 0.02))
  return { season: known ?? high[0] ?? null, neighbours }
}

/** Differences from the straight line of least squares. */
function withoutTrend(values: Float64Array): Float64Array {
  const middle = (values.length - 1) / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  let [product, squares] = [0, 0]
  values.forEach((value, at) => {
    product += (at - middle) * (value - mean)
    squares += (at - middle) ** 2
  })
  const slope = squares > 0 ? product / squares : 0
  return values.map((value, at) => value - mean - slope * (at - middle))
}

/** Correlations of values that lie 0, 1, 2, … steps apart. */
export function autocorrelations(values: Float64Array): Float64Array {
  const lags = Math.min(most.lag, Math.floor(values.length / leastSeasons))
  const all = values.reduce((sum, value) => sum + value * value, 0)
  return Float64Array.from({ length: lags + 1 }, (_, lag) => {
    let sum = 0
    for (let at = lag; at < values.length; at++) sum += values[at]! * values[at - lag]!
    return all > 0 ? (sum / all) * (values.length / (values.length - lag)) : 0
  })
}

/** Peaks behind the first valley: near 0 all that varies slowly is like itself. */
function peaksOf(correlations: Float64Array): FoundSeason[] {
  const peaks: FoundSeason[] = []
  let descended = false
  for (let lag = 1; lag < correlations.length - 1; lag++) {
    const [before, here, after] = [correlations[lag - 1]!, correlations[lag]!, correlations[lag + 1]!]
    if (here < before && here <= after) descended = true
    if (descended && lag >= 2 && here > before && here >= after) peaks.push({ steps: lag, strength: here })
  }
  return peaks
}
