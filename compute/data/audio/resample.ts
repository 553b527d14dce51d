/**
 * Brings sound to another rate: a windowed-sinc filter in polyphase form, as SciPy's resample_poly defines it (Kaiser's window
 * with β = 5, ten zero crossings to each side, the signal taken for 0 outside).
 */

const beta = 5
const zeroCrossings = 10

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b))

/** Modified Bessel function of the first kind and order 0, by its power series. */
function bessel0(x: number): number {
  let [sum, term] = [1, 1]
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

/** Filters that were made, by their rates: recordings of a dataset mostly share them. */
const filters = new Map<string, Float64Array>()
const mostFilters = 8

/** A low-pass filter for rates in lowest terms; its middle is its greatest number. */
function filterFor(up: number, down: number): Float64Array {
  const key = `${up} ${down}`
  const known = filters.get(key)
  if (known !== undefined) return known
  const most = Math.max(up, down)
  const half = zeroCrossings * most
  const filter = new Float64Array(2 * half + 1)
  const scale = bessel0(beta)
  let sum = 0
  for (let at = 0; at < filter.length; at++) {
    const from = at - half
    const angle = (Math.PI * from) / most
    const sinc = from === 0 ? 1 : Math.sin(angle) / angle
    const weight = bessel0(beta * Math.sqrt(Math.max(0, 1 - (from / half) ** 2))) / scale
    filter[at] = sinc * weight
    sum += filter[at]!
  }
  // A constant comes out as it went in.
  for (let at = 0; at < filter.length; at++) filter[at]! *= up / sum
  if (filters.size >= mostFilters) filters.clear()
  filters.set(key, filter)
  return filter
}

/** @returns ⌈length · to / from⌉ samples */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples
  const common = greatestCommonDivisor(from, to)
  const [up, down] = [to / common, from / common]
  const filter = filterFor(up, down)
  const half = (filter.length - 1) / 2
  const result = new Float32Array(Math.ceil((samples.length * up) / down))
  for (let at = 0; at < result.length; at++) {
    // Of the signal with up − 1 zeros behind each sample, the filter meets those with a place of the same remainder.
    const middle = at * down
    const first = Math.max(0, Math.ceil((middle - half) / up))
    const last = Math.min(samples.length - 1, Math.floor((middle + half) / up))
    let sum = 0
    for (let sample = first, tap = half + middle - first * up; sample <= last; sample++, tap -= up) {
      sum += samples[sample]! * filter[tap]!
    }
    result[at] = sum
  }
  return result
}
