/** Quantile scaling as part of an exported model, as compute/data/preprocess/steps/quantile.ts has it. */
import {
  middlePolynomials,
  middleReach,
  middleSquare,
  normalTail,
  tailPolynomials,
  tailStart,
} from '../data/preprocess/steps/normal-point.ts'
import { type QuantileTable, quantileTable } from '../data/preprocess/steps/quantile.ts'
import * as op from '../graph/ops.ts'
import { tensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'
import type { FittedStep } from '../spec/preprocessing.ts'

type FittedQuantile = Extract<FittedStep, { kind: 'quantile' }>

/**
 * The share below each value, or its point of the normal distribution. The knots of all columns stand in one table, each
 * column's padded to the same length, in which all are looked up at once by halving.
 * @param x [rows, n] @param steps of the n columns, all with the same output
 */
export function encodeQuantiles(x: Value, steps: readonly FittedQuantile[]): Value {
  const tables = steps.map(quantileTable)
  const length = 2 ** Math.ceil(Math.log2(Math.max(...tables.map(({ knots }) => knots.length))))
  const flat = (part: keyof QuantileTable, padding: number) => {
    const numbers = new Float32Array(tables.length * length).fill(padding)
    tables.forEach((table, at) => numbers.set(table[part], at * length))
    return constant(tensor('float32', numbers))
  }
  const ends = (of: (knots: Float32Array) => number) =>
    constant(
      tensor(
        'float32',
        Float32Array.from(tables, ({ knots }) => of(knots)),
        [1, tables.length],
      ),
    )
  const held = op.min(
    op.max(
      x,
      ends((knots) => knots[0]!),
    ),
    ends((knots) => knots.at(-1)!),
  )
  const knot = knotsBelow(held, flat('knots', Infinity), length, tables.length)
  const start = op.gather(flat('knots', Infinity), knot)
  const isKnot = op.equal(held, start)
  const grown = op.mul(op.sub(held, start), op.gather(flat('slope', 0), knot))
  const atKnot = op.gather(flat('at', 0), knot)
  const share = op.where(isKnot, atKnot, op.add(op.gather(flat('above', 0), knot), grown))
  if (steps[0]?.output === 'uniform') return share
  const rest = op.where(isKnot, op.sub(1, atKnot), op.sub(op.gather(flat('left', 0), knot), grown))
  const point = normalPoints(op.max(op.min(share, rest), normalTail))
  return op.where(op.less(share, rest), point, op.neg(point))
}

/** For each value where in the table the last knot stands that is not above it. */
function knotsBelow(x: Value, knots: Value, length: number, columns: number): Value {
  const firsts = BigInt64Array.from({ length: columns }, (_, at) => BigInt(at * length))
  let at: Value = constant(tensor('int64', firsts, [1, columns]))
  for (let step = length / 2; step >= 1; step /= 2) {
    const next = op.add(at, step)
    at = op.where(op.greaterOrEqual(x, op.gather(knots, next)), next, at)
  }
  return at
}

function polynomial(coefficients: readonly number[], x: Value): Value {
  const [highest = 0, ...rest] = coefficients.toReversed()
  const [next = 0, ...others] = rest
  return others.reduce<Value>(
    (sum, coefficient) => op.add(op.mul(sum, x), coefficient),
    op.add(op.mul(x, highest), next),
  )
}

/** @param shares from `normalTail` to a half */
function normalPoints(shares: Value): Value {
  const fromHalf = op.sub(shares, 0.5)
  const quotient = (of: typeof middlePolynomials | typeof tailPolynomials, r: Value) =>
    op.div(polynomial(of.above, r), polynomial(of.below, r))
  const middle = op.mul(fromHalf, quotient(middlePolynomials, op.sub(middleSquare, op.mul(fromHalf, fromHalf))))
  const root = op.sqrt(op.neg(op.log(shares)))
  const tail = op.neg(quotient(tailPolynomials, op.sub(root, tailStart)))
  return op.where(op.lessOrEqual(op.abs(fromHalf), middleReach), middle, tail)
}
