/** How the numbers of a layer are spread: what a look at them tells of dead, exploded or untouched layers. */
import type { NumberSpread } from '../spec/number-spread.ts'

/** One binning for weights, activations and gradients, so that they can be looked at side by side. */
const binCount = 24

/**
 * Counts in equal ranges from −largest to largest, each without its upper end but for the last: numpy.histogram's, to the
 * number. Where all is 0, all is in the range above the middle.
 */
function histogram(parts: readonly Float32Array[], largest: number): number[] {
  const reach = largest === 0 ? 0.5 : largest
  const width = (2 * reach) / binCount
  const edge = (bin: number) => (bin === binCount ? reach : bin * width - reach)
  const bins = new Array<number>(binCount).fill(0)
  for (const part of parts) {
    for (const value of part) {
      const guess = Math.min(binCount - 1, Math.floor(((value + reach) * binCount) / (2 * reach)))
      const above = guess < binCount - 1 && value >= edge(guess + 1)
      const bin = guess + Number(above) - Number(value < edge(guess))
      bins[bin] = (bins[bin] ?? 0) + 1
    }
  }
  return bins
}

/** The spread of all numbers of some tensors together, which have to be finite; null where there are none. */
export function numberSpread(parts: readonly Float32Array[]): NumberSpread | null {
  const count = parts.reduce((sum, { length }) => sum + length, 0)
  if (count === 0) return null
  let [sum, squareSum, largest, zeros] = [0, 0, 0, 0]
  for (const part of parts) {
    for (const value of part) {
      sum += value
      squareSum += value * value
      largest = Math.max(largest, Math.abs(value))
      if (value === 0) zeros++
    }
  }
  const mean = sum / count
  let squares = 0
  for (const part of parts) for (const value of part) squares += (value - mean) ** 2
  return {
    mean,
    deviation: Math.sqrt(squares / count),
    largest,
    norm: Math.sqrt(squareSum),
    zeros: zeros / count,
    bins: histogram(parts, largest),
  }
}
