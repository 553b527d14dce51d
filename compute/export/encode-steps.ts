/** The steps of recipes as part of an exported model, as compute/data/preprocess/steps has them. */
import { smallestExponent } from '../data/preprocess/steps/power.ts'
import * as op from '../graph/ops.ts'
import { int64s, tensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'
import type { FittedFeature, FittedStep } from '../spec/preprocessing.ts'
import { encodeQuantiles } from './encode-quantiles.ts'

type NumberFeature = Extract<FittedFeature, { kind: 'number' }>
type StepOf<Kind extends FittedStep['kind']> = Extract<FittedStep, { kind: Kind }>

/** Numbers for each column, to be broadcast over the rows. */
function rowOf(values: readonly number[]): Value {
  return constant(tensor('float32', Float32Array.from(values), [1, values.length]))
}

/** For each kind: columns [rows, n] and the steps of those n columns, to the changed columns. */
const builders: { readonly [Kind in FittedStep['kind']]: (x: Value, steps: readonly StepOf<Kind>[]) => Value } = {
  clip: (x, steps) => op.max(op.min(x, rowOf(steps.map(({ high }) => high))), rowOf(steps.map(({ low }) => low))),
  log: (x) => op.mul(op.sign(x), logOfSize(x)),
  power(x, steps) {
    const size = logOfSize(x)
    const isPositive = op.greaterOrEqual(x, 0)
    const powers = (exponents: readonly number[]) => {
      const isLog = exponents.map((exponent) => Math.abs(exponent) < smallestExponent)
      const divisor = rowOf(exponents.map((exponent, at) => (isLog[at] === true ? 1 : exponent)))
      const powered = op.div(op.sub(op.exp(op.mul(size, divisor)), 1), divisor)
      return isLog.includes(true) ? op.where(op.greater(rowOf(isLog.map(Number)), 0), size, powered) : powered
    }
    const positive = powers(steps.map(({ lambda }) => lambda))
    const negative = powers(steps.map(({ lambda }) => Math.fround(2 - lambda)))
    return op.where(isPositive, positive, op.neg(negative))
  },
  quantile: encodeQuantiles,
  affine: (x, steps) =>
    op.mul(op.sub(x, rowOf(steps.map(({ shift }) => shift))), rowOf(steps.map(({ scale }) => scale))),
}

/** Steps of the same form can go through the same nodes. */
const formOf = (step: FittedStep) => (step.kind === 'quantile' ? `${step.kind}-${step.output}` : step.kind)

function logOfSize(x: Value): Value {
  return op.log(op.add(op.abs(x), 1))
}

/**
 * All number columns after their recipes' steps. Columns with the same kinds of steps go through the same nodes.
 * @param filled [rows, columns] without missing values
 */
export function encodeSteps(filled: Value, features: readonly NumberFeature[]): Value {
  const alike = new Map<string, number[]>()
  features.forEach(({ steps = [] }, at) => {
    const kinds = steps.map(formOf).join(' ')
    alike.set(kinds, [...(alike.get(kinds) ?? []), at])
  })
  const [only] = alike.keys()
  if (alike.size === 1 && only === '') return filled
  const parts = Array.from(alike.values(), (columns) => {
    const taken = op.gather(filled, constant(int64s(columns)), 1)
    return stepsOf(
      taken,
      columns.map((at) => features[at]?.steps ?? []),
    )
  })
  const order = [...alike.values()].flat()
  const joined = parts.length === 1 ? parts[0]! : op.concat(parts, 1)
  return op.gather(joined, constant(int64s(features.map((_, at) => order.indexOf(at)))), 1)
}

/** @param steps of each column; as many, and of the same kinds, for all */
function stepsOf(columns: Value, steps: readonly (readonly FittedStep[])[]): Value {
  const [first = []] = steps
  return first.reduce(
    (x, { kind }, at) =>
      (builders[kind] as (x: Value, steps: readonly FittedStep[]) => Value)(
        x,
        steps.map((own) => own[at]!),
      ),
    columns,
  )
}
