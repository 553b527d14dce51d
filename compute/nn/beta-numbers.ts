/** Numbers of a symmetric beta distribution, from uniform ones alone: Beta(α, α) by the inverse of its distribution function. */
import * as op from '../graph/ops.ts'
import { tensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'
import { floor } from './places.ts'

/** Cells of the table of quantiles from 0 to ½, and intervals of the integral in each. */
const [cells, intervals] = [4096, 2]

/**
 * Quantiles of Beta(α, α) at so many even places from 0 to ½ (of which the others are the mirror image), to the power of α: nearly a
 * straight line, since near 0 the distribution function is a multiple of λ^α.
 *
 * With s = λ^α the integral of λ^(α−1) (1−λ)^(α−1) dλ is that of (1 − s^(1/α))^(α−1) ds / α: nowhere infinite up to λ = ½. It is taken
 * by Simpson's rule at even s.
 */
export function betaQuantiles(alpha: number): Float32Array {
  const most = 0.5 ** alpha
  const density = (s: number) => (1 - s ** (1 / alpha)) ** (alpha - 1)
  const width = most / (cells * intervals)
  const sums = new Float64Array(cells * intervals + 1)
  for (let at = 0; at < cells * intervals; at++) {
    const [from, to] = [at * width, (at + 1) * width]
    sums[at + 1] = sums[at]! + ((density(from) + 4 * density((from + to) / 2) + density(to)) * width) / 6
  }
  const total = sums.at(-1)!
  let at = 0
  return Float32Array.from({ length: cells + 1 }, (_, place) => {
    const wanted = (place / cells) * total
    while (at < sums.length - 2 && sums[at + 1]! < wanted) at++
    const [low, high] = [sums[at]!, sums[at + 1]!]
    return (at + (wanted - low) / (high - low)) * width
  })
}

/** From uniform numbers between 0 and 1 (neither of which occurs) those of Beta(α, α), in their shape. */
export function betaNumbers(uniform: Value, alpha: number): Value {
  const table = constant(tensor('float32', betaQuantiles(alpha)))
  const nearer = op.min(uniform, op.sub(1, uniform))
  const place = op.mul(nearer, 2 * cells)
  const cell = op.min(floor(place), cells - 1)
  const index = op.cast(cell, 'int64')
  const [low, high] = [op.gather(table, index), op.gather(table, op.add(index, 1))]
  const powered = op.add(low, op.mul(op.sub(high, low), op.sub(place, cell)))
  const half = op.exp(op.mul(op.log(powered), 1 / alpha))
  return op.where(op.greater(uniform, 0.5), op.sub(1, half), half)
}
