/** Initial weights, from (seed, parameter, element) alone. */
import { sizeOf } from '../graph/tensor.ts'
import { randomUnit } from '../spec/random.ts'
import type { ParameterSpec } from './layer.ts'

/** The first values of a model's parameter, of which it is the `index`-th. */
export function initialValues({ shape, initializer }: ParameterSpec, index: number, seed: number): Float32Array {
  const values = new Float32Array(sizeOf(shape))
  if (initializer.kind === 'constant') return values.fill(initializer.value)
  const { bound } = initializer
  return values.map((_, element) => (2 * randomUnit(seed, 'initialWeights', index, element) - 1) * bound)
}
