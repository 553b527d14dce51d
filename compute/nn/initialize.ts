/** Initial weights, from (seed, parameter, element) alone. */
import { sizeOf } from '../graph/tensor.ts'
import { randomUnit } from '../spec/random.ts'
import type { ParameterSpec } from './layer.ts'

/** A number of a normal distribution (Box and Muller 1958). */
function randomNormal(seed: number, index: number, element: number): number {
  const [a, b] = [2 * element, 2 * element + 1].map((draw) => randomUnit(seed, 'initialWeights', index, draw)) as [
    number,
    number,
  ]
  return Math.sqrt(-2 * Math.log(1 - a)) * Math.cos(2 * Math.PI * b)
}

/** The first values of a model's parameter, of which it is the `index`-th. */
export function initialValues({ shape, initializer }: ParameterSpec, index: number, seed: number): Float32Array {
  const values = new Float32Array(sizeOf(shape))
  if (initializer.kind === 'constant') return values.fill(initializer.value)
  if (initializer.kind === 'normal') {
    const { deviation, mean = 0, zeroRow } = initializer
    const width = values.length / (shape[0] ?? 1)
    return values.map((_, element) =>
      Math.floor(element / width) === zeroRow ? 0 : mean + deviation * randomNormal(seed, index, element),
    )
  }
  const { bound } = initializer
  return values.map((_, element) => (2 * randomUnit(seed, 'initialWeights', index, element) - 1) * bound)
}
