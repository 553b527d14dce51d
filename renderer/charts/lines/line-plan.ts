/**
 * From curves and a view to what is drawn: domains, and the points of all curves on one shared x, as uPlot wants them.
 */
import { createPyramid, downsample, type ExtremePyramid, growPyramid } from '../maths/extreme-pyramid.ts'
import { extentOf, type Interval, padLinear, padLog, union } from '../maths/scale.ts'
import { visibleRange } from '../maths/search.ts'
import { continueSmoothing, type Smoothing, startSmoothing } from '../maths/smooth.ts'
import type { Curve, LineView } from './curve.ts'

/** undefined: another curve's point; null: a gap. */
export type AlignedValues = (number | null | undefined)[]

export interface LinePlan {
  readonly x: number[]
  /** For each curve its points as they are. */
  readonly raw: AlignedValues[]
  /** For each curve its smoothed points; empty where nothing is smoothed. */
  readonly smoothed: AlignedValues[]
  readonly xDomain: Interval
  readonly yDomain: Interval
  readonly log: boolean
  /** Points in view that are drawn, and that there are, over all curves. */
  readonly shown: number
  readonly total: number
}

/** What is kept of a curve from one drawing to the next, so that appended points cost what they are. */
interface KeptCurve {
  readonly rewrites: number
  readonly raw: ExtremePyramid
  readonly smoothing: Smoothing
  readonly smoothed: ExtremePyramid
}

/** By the curves' ids. */
export type PlanCache = Map<string, KeptCurve>

/** Brings what is kept of a curve up to date; from the start where its points or the smoothing have changed. */
export function keepCurve(cache: PlanCache, curve: Curve, weight: number): KeptCurve {
  const known = cache.get(curve.id)
  const grown = known?.rewrites === curve.rewrites && known.raw.length <= curve.length ? known : undefined
  const smoother = grown?.smoothing.weight === weight ? grown : undefined
  const kept = {
    rewrites: curve.rewrites,
    raw: grown?.raw ?? createPyramid(),
    smoothing: smoother?.smoothing ?? startSmoothing(weight),
    smoothed: smoother?.smoothed ?? createPyramid(),
  }
  growPyramid(kept.raw, curve.y, curve.length)
  if (weight > 0) {
    continueSmoothing(kept.smoothing, curve.y, curve.length)
    growPyramid(kept.smoothed, kept.smoothing.values, curve.length)
  }
  cache.set(curve.id, kept)
  return kept
}

/**
 * Plans a drawing of `width` CSS pixels. `bounds` are values that y can't pass, such as 0 and 1 for an accuracy.
 * Where nothing is above 0, a log scale is not possible and the plan is linear.
 */
export function planLines(
  curves: readonly Curve[],
  view: LineView,
  width: number,
  cache: PlanCache,
  bounds: Interval | null = null,
): LinePlan {
  const buckets = Math.max(16, Math.floor(width))
  const parts = curves.map((curve) => {
    const [from, to] = visibleRange(curve.x, view.zoom, curve.length)
    const { raw, smoothing, smoothed } = keepCurve(cache, curve, view.smoothing)
    const kept = downsample(raw, curve.y, from, to, buckets)
    const values = view.smoothing > 0 ? smoothing.values : null
    const keptSmoothed = values === null ? [] : downsample(smoothed, values, from, to, buckets)
    return { curve, from, to, values, kept, keptSmoothed }
  })
  const x = unionOfPlaces(parts.map(({ curve, kept, keptSmoothed }) => ({ x: curve.x, lists: [kept, keptSmoothed] })))
  // The extremes are among the points that were kept.
  const extent = (positive: boolean) =>
    parts.reduce<Interval | null>((all, { curve, kept }) => union(all, extentAt(curve.y, kept, positive)), null)
  const positive = view.logScale ? extent(true) : null
  return {
    x,
    raw: parts.map(({ curve, kept }) => align(x, curve.x, curve.y, kept)),
    smoothed: parts.map(({ curve, values, keptSmoothed }) =>
      values === null ? [] : align(x, curve.x, values, keptSmoothed),
    ),
    xDomain: view.zoom ?? wholeDomain(curves),
    yDomain: positive === null ? within(padLinear(extent(false) ?? [0, 1]), bounds) : padLog(positive),
    log: positive !== null,
    shown: parts.reduce((sum, { kept }) => sum + kept.length, 0),
    total: parts.reduce((sum, { from, to }) => sum + (to - from), 0),
  }
}

/** All of x; one unit wide around a single point, so that it stands in the middle. */
export function wholeDomain(curves: readonly Curve[]): Interval {
  const whole = curves.reduce<Interval | null>((all, { x, length }) => {
    return length === 0 ? all : union(all, [x[0] as number, x[length - 1] as number])
  }, null)
  if (whole === null) return [0, 1]
  return whole[0] === whole[1] ? [whole[0] - 0.5, whole[0] + 0.5] : whole
}

function extentAt(values: ArrayLike<number>, kept: readonly number[], positive: boolean): Interval | null {
  return extentOf(
    kept.map((index) => values[index]!),
    positive,
  )
}

function within(domain: Interval, bounds: Interval | null): Interval {
  if (bounds === null) return domain
  const low = Math.max(bounds[0], domain[0])
  const high = Math.min(bounds[1], domain[1])
  return low < high ? [low, high] : domain
}

function unionOfPlaces(parts: readonly { x: ArrayLike<number>; lists: readonly number[][] }[]): number[] {
  const places = parts.flatMap(({ x, lists }) => lists.flatMap((kept) => kept.map((index) => x[index] as number)))
  const sorted = Float64Array.from(places).sort()
  const distinct: number[] = []
  for (const place of sorted) if (place !== distinct[distinct.length - 1]) distinct.push(place)
  return distinct
}

function align(
  x: readonly number[],
  places: ArrayLike<number>,
  values: ArrayLike<number>,
  kept: number[],
): AlignedValues {
  const aligned: AlignedValues = new Array<number | null | undefined>(x.length).fill(undefined)
  let at = 0
  for (const index of kept) {
    const place = places[index] as number
    while ((x[at] as number) < place) at++
    const value = values[index] as number
    aligned[at] = Number.isFinite(value) ? value : null
  }
  return aligned
}
