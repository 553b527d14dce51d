/** How a layer's learned weights are spread: what a look at them tells of dead, exploded or untouched layers. */
import type { WeightSpread } from '../spec/layer-row.ts'

const binCount = 24

/** The spread of all weights of some tensors together; null where there are none. */
export function weightSpread(tensors: readonly Float32Array[]): WeightSpread | null {
  const count = tensors.reduce((sum, { length }) => sum + length, 0)
  if (count === 0) return null
  let [sum, largest] = [0, 0]
  for (const weights of tensors) {
    for (const weight of weights) {
      sum += weight
      largest = Math.max(largest, Math.abs(weight))
    }
  }
  const mean = sum / count
  const bins = new Array<number>(binCount).fill(0)
  let squares = 0
  for (const weights of tensors) {
    for (const weight of weights) {
      squares += (weight - mean) ** 2
      const place = largest === 0 ? binCount / 2 : Math.floor(((weight / largest + 1) / 2) * binCount)
      const bin = Math.min(binCount - 1, place)
      bins[bin] = (bins[bin] ?? 0) + 1
    }
  }
  return { mean, deviation: Math.sqrt(squares / count), largest, bins }
}
