/** Noise that generative models begin with: numbers of a uniform or a standard normal distribution, from a random key alone. */
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'
import { columnCounters, randomBitsOf, rowCounters } from './random-bits.ts'

/** Random bits as uniform numbers between 0 and 1, neither of which comes out: the upper 24 bits, which float32 holds exactly. */
const uniform = (bits: Value) => op.mul(op.add(op.cast(op.shiftRight(bits, 8), 'float32'), 0.5), 2 ** -24)

/**
 * Uniform numbers between 0 and 1, rows × width, for as many rows as `rows` has (at most `mostRows`). A row's numbers depend
 * on the key (uint32, one number) and on its place alone, not on how many rows there are.
 */
export function standardUniform(rows: Value, mostRows: number, width: number, key: Value): Value {
  const rowNumbers = op.slice(rowCounters(mostRows, [mostRows, 1]), {
    axis: 0,
    start: 0,
    end: op.lengthOf(rows, 0, 'int64'),
    length: dimAt(rows.shape, 0),
  })
  return uniform(randomBitsOf(rowNumbers, columnCounters(width, [1, width]), key))
}

/**
 * Normal numbers, rows × width, for as many rows as `rows` has (at most `mostRows`), by Box and Muller 1958: of two uniform
 * numbers u and v come √(−2 log u) · cos 2πv and √(−2 log u) · sin 2πv. They depend on what uniform ones do.
 */
export function standardNormal(rows: Value, mostRows: number, width: number, key: Value): Value {
  const pairs = Math.ceil(width / 2)
  const numbers = standardUniform(rows, mostRows, 2 * pairs, key)
  const [u, v] = op.split(numbers, 1, [pairs, pairs]) as [Value, Value]
  const radius = op.sqrt(op.mul(op.log(u), -2))
  const angle = op.mul(v, 2 * Math.PI)
  const normal = op.concat([op.mul(radius, op.cos(angle)), op.mul(radius, op.sin(angle))], 1)
  return width === 2 * pairs ? normal : op.slice(normal, { axis: 1, start: 0, end: width })
}
