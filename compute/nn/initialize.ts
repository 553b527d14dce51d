/** Initial weights, from (seed, parameter, element) alone. */
import { sizeOf } from '../graph/tensor.ts'
import { randomUnits } from '../spec/random.ts'
import type { ParameterSpec } from './layer.ts'

/** The first values of a model's parameter, of which it is the `index`-th. */
export function initialValues({ shape, initializer }: ParameterSpec, index: number, seed: number): Float32Array {
  const values = new Float32Array(sizeOf(shape))
  if (initializer.kind === 'constant') return values.fill(initializer.value)
  const unit = randomUnits(seed, 'initialWeights', index)
  if (initializer.kind === 'uniform') {
    const { bound } = initializer
    return fill(values, (element) => (2 * unit(element) - 1) * bound)
  }
  const { deviation, mean = 0, zeroRow } = initializer
  fill(values, (element) => mean + deviation * normal(unit(2 * element), unit(2 * element + 1)))
  const width = values.length / (shape[0] ?? 1)
  return zeroRow === undefined ? values : values.fill(0, zeroRow * width, (zeroRow + 1) * width)
}

/** A number of a normal distribution, of two uniform ones (Box and Muller 1958). */
const normal = (a: number, b: number): number => Math.sqrt(-2 * Math.log(1 - a)) * Math.cos(2 * Math.PI * b)

/** A plain loop: of a BERT's 110 million numbers, a call of `map` for each takes seconds more. */
function fill(values: Float32Array, valueOf: (element: number) => number): Float32Array {
  for (let element = 0; element < values.length; element++) values[element] = valueOf(element)
  return values
}
