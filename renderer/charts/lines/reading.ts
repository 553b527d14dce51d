/** Reading values off curves: what each of them says at a place. The values are the measured ones, never smoothed. */
import { nearestIndex } from '../maths/search.ts'
import type { Curve } from './curve.ts'

export interface Reading {
  readonly curve: Curve
  readonly x: number
  readonly y: number
}

/** The place with a point that is nearest to `x`; null where there are no points. */
export function nearestPlace(curves: readonly Curve[], x: number): number | null {
  let best: number | null = null
  for (const curve of curves) {
    const index = nearestIndex(curve.x, x, curve.length)
    if (index < 0) continue
    const place = curve.x[index] as number
    if (best === null || Math.abs(place - x) < Math.abs(best - x)) best = place
  }
  return best
}

/** The next place with a point, `steps` to the right (or left if negative) of `x`, along the longest curve. */
export function stepPlace(curves: readonly Curve[], x: number | null, steps: number): number | null {
  const longest = curves.reduce<Curve | null>((best, each) => {
    return best === null || each.length > best.length ? each : best
  }, null)
  if (longest === null || longest.length === 0) return null
  const last = longest.length - 1
  const from = x === null ? (steps > 0 ? -1 : last + 1) : nearestIndex(longest.x, x, longest.length)
  return longest.x[Math.min(last, Math.max(0, from + steps))] as number
}

/**
 * What each curve says at `x`: at its own nearest point, if that is not farther off than the distance of its points
 * there. Curves that have not come so far, or have ended before, are left out.
 */
export function readCurves(curves: readonly Curve[], x: number): Reading[] {
  return curves.flatMap((curve) => {
    const index = nearestIndex(curve.x, x, curve.length)
    if (index < 0) return []
    const place = curve.x[index] as number
    const before = curve.x[Math.max(0, index - 1)] as number
    const after = curve.x[Math.min(curve.length - 1, index + 1)] as number
    const reach = Math.max(place - before, after - place)
    return Math.abs(place - x) <= reach * 0.75 || place === x ? [{ curve, x: place, y: curve.y[index] as number }] : []
  })
}
