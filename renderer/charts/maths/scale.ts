/**
 * Scales: from a value to a place along an axis and back. Pure, shared by the drawn and the SVG charts.
 */

/** A pair of numbers: the two ends of an interval. `[a, b]` may run downwards, as the y axis of a screen does. */
export type Interval = readonly [number, number]

export interface Scale {
  readonly domain: Interval
  readonly range: Interval
  /** The place of a value, in the units of `range`. */
  place(value: number): number
  /** The value at a place. */
  value(place: number): number
}

/** A linear scale. A domain without extent puts everything in the middle of the range. */
export function linearScale(domain: Interval, range: Interval): Scale {
  const [from, to] = domain
  const [start, end] = range
  const extent = to - from
  return {
    domain,
    range,
    place: (value) => (extent === 0 ? (start + end) / 2 : start + ((value - from) / extent) * (end - start)),
    value: (place) => (end === start ? from : from + ((place - start) / (end - start)) * extent),
  }
}

/** A logarithmic scale. @throws RangeError if the domain is not positive. */
export function logScale(domain: Interval, range: Interval): Scale {
  if (!(domain[0] > 0 && domain[1] > 0))
    throw new RangeError(`a log scale needs a positive domain, not ${domain.join(' … ')}`)
  const inner = linearScale([Math.log(domain[0]), Math.log(domain[1])], range)
  return {
    domain,
    range,
    place: (value) => inner.place(Math.log(value)),
    value: (place) => Math.exp(inner.value(place)),
  }
}

/** Smallest and largest finite value; null where there is none. `positive` looks only above 0. */
export function extentOf(values: ArrayLike<number>, positive = false): [number, number] | null {
  let low = Infinity
  let high = -Infinity
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number
    if (!Number.isFinite(value) || (positive && value <= 0)) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  return low <= high ? [low, high] : null
}

/** The interval that holds both. */
export function union(a: Interval | null, b: Interval | null): Interval | null {
  if (a === null || b === null) return a ?? b
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1])]
}

/**
 * Room around a linear extent, as a share of it, so that lines don't lie on the frame. An extent
 * of one value gets a span of its own. Never goes below 0 if the data doesn't: a negative loss would be a lie.
 */
export function padLinear([low, high]: Interval, share = 0.06): Interval {
  const span = high - low
  const room = span === 0 ? Math.max(Math.abs(high) * 0.1, 1e-6) : span * share
  return [low >= 0 ? Math.max(0, low - room) : low - room, high + room]
}

/** The same in the logarithm; both ends stay positive. */
export function padLog([low, high]: Interval, share = 0.06): Interval {
  const span = Math.log(high / low)
  const room = Math.exp(span === 0 ? 0.25 : span * share)
  return [low / room, high * room]
}
