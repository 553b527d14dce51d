/** Each op's value and gradient against PyTorch's recorded ones, and against finite differences. */
import { describe, expect, it } from 'vitest'
import { notDifferentiable } from '../../../../compute/autodiff/rule.ts'
import { gradientTable } from '../../../../compute/autodiff/table.ts'
import { gradients } from '../../../../compute/autodiff/walk.ts'
import * as op from '../../../../compute/graph/ops.ts'
import type { Session } from '../../../../compute/graph/session.ts'
import { tensor, type TensorOf } from '../../../../compute/graph/tensor.ts'
import { constant, inputValue, type Value } from '../../../../compute/graph/value.ts'
import { expectAllClose } from '../../../support/all-close.ts'
import {
  buildCase,
  caseName,
  differentiableOps,
  type OpCase,
  opCases,
  type RecordedTensor,
} from '../../../support/op-cases.ts'
import { numbersOf, sessionOf } from '../../../support/run-graph.ts'

const floats = ({ shape, data }: RecordedTensor): TensorOf<'float32'> =>
  tensor('float32', Float32Array.from(data), shape)

/** A session that gives output, loss (the output's weighted sum) and gradients of a case. */
async function sessionOfCase(
  recorded: OpCase,
): Promise<{ session: Session; feeds: Record<string, TensorOf<'float32'>> }> {
  const inputs = recorded.inputs.map(({ shape }, index) => inputValue(`x${index}`, 'float32', shape))
  const y = buildCase(recorded, inputs)
  const loss = op.reduceSum(op.mul(y, constant(floats(recorded.weights))))
  const found = gradients(loss, inputs)
  const named = Object.fromEntries(found.map((gradient, index): [string, Value] => [`d${index}`, gradient]))
  const feeds = Object.fromEntries(recorded.inputs.map((input, index) => [`x${index}`, floats(input)]))
  return { session: await sessionOf(inputs, { y, loss, ...named }), feeds }
}

/** Derivative of the loss by one element: the five-point stencil, whose error is of the step's fourth power. */
async function finiteDifference(
  session: Session,
  feeds: Record<string, TensorOf<'float32'>>,
  input: string,
  element: number,
): Promise<number> {
  const step = 1 / 64
  const data = feeds[input]!.data
  const value = data[element]!
  const lossAt = async (offset: number) => {
    data[element] = value + offset
    return numbersOf((await session.run(feeds, ['loss']))['loss'])[0]!
  }
  const losses = [await lossAt(-2 * step), await lossAt(-step), await lossAt(step), await lossAt(2 * step)] as const
  data[element] = value
  return (losses[0] - 8 * losses[1] + 8 * losses[2] - losses[3]) / (12 * step)
}

describe('gradients of ops', () => {
  it('are recorded for every op that has one', () => {
    const differentiable = Object.entries(gradientTable).flatMap(([name, rule]) =>
      rule === notDifferentiable ? [] : [name],
    )
    expect([...differentiableOps].sort()).toEqual(differentiable.sort())
    expect([...new Set(opCases.map((recorded) => recorded.op))].sort()).toEqual(differentiable.sort())
  })

  it.each(differentiableOps)('of %s agree with PyTorch to 1e-4 and with finite differences to 2e-3', async (name) => {
    for (const recorded of opCases.filter((each) => each.op === name)) {
      const { session, feeds } = await sessionOfCase(recorded)
      const results = await session.run(feeds)
      expectAllClose(
        numbersOf(results['y']),
        recorded.y.data,
        { relative: 1e-5, absolute: 2e-6 },
        `${caseName(recorded)} y`,
      )
      for (const [index, expected] of recorded.gradients.entries()) {
        const found = numbersOf(results[`d${index}`])
        expect(results[`d${index}`]?.shape).toEqual(expected.shape)
        expectAllClose(found, expected.data, { relative: 1e-4, absolute: 1e-6 }, `${caseName(recorded)} d${index}`)
        // Where several elements tie for a maximum there is no derivative, only PyTorch's choice.
        if ('tie' in recorded.attributes) continue
        const differences = []
        for (let element = 0; element < found.length; element++) {
          differences.push(await finiteDifference(session, feeds, `x${index}`, element))
        }
        expectAllClose(
          differences,
          found,
          { relative: 2e-3, absolute: 1e-3 },
          `${caseName(recorded)} by differences d${index}`,
        )
      }
      await session.release()
    }
  })
})
