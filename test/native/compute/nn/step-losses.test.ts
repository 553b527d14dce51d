/** Losses of several labels or numbers a row against PyTorch's, and what becomes of rows in which nothing is asked for. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { gradients } from '../../../../compute/autodiff/walk.ts'
import { tensor, type Tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue } from '../../../../compute/graph/value.ts'
import { createLoss } from '../../../../compute/nn/losses/losses.ts'
import { ignoredLabel, targetForms, type TargetKind } from '../../../../compute/spec/target-form.ts'
import { lossSchema } from '../../../../compute/spec/training.ts'
import recorded from '../../../fixtures/engine/step-losses.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'
import { numbersOf, runGraph } from '../../../support/run-graph.ts'

const numbers = z.array(z.number())
const tensorSchema = z.object({ shape: numbers, data: numbers })
const kinds = Object.keys(targetForms) as [TargetKind, ...TargetKind[]]
const caseSchema = z.object({
  target: z.enum(kinds),
  loss: lossSchema,
  classWeights: numbers.nullable(),
  outputs: tensorSchema,
  targets: tensorSchema,
  mean: z.number(),
  gradient: numbers,
})
type Case = z.infer<typeof caseSchema>
const cases = z.array(caseSchema).parse(recorded.cases)
const close = { relative: 1e-5, absolute: 1e-6 }

function targetsOf({ target, targets: { data, shape } }: Case): Tensor {
  return targetForms[target].task === 'classification'
    ? tensor('int64', BigInt64Array.from(data, BigInt), shape)
    : tensor('float32', Float32Array.from(data), shape)
}

/** Computes a case's loss for any number of rows, beside the gradient that is derived from its mean. */
async function resultsOf(each: Case, targets: Tensor) {
  const { data, shape } = each.outputs
  const outputs = tensor('float32', Float32Array.from(data), shape)
  const x = inputValue('outputs', 'float32', ['rows', ...shape.slice(1)])
  const y = inputValue('targets', targets.dtype, ['rows', ...targets.shape.slice(1)])
  const weights = each.classWeights === null ? null : Float32Array.from(each.classWeights)
  const { mean, sum, weight, gradient } = createLoss(each.target, each.loss, weights)(x, y)
  expect([mean.shape, sum.shape, weight.shape, gradient.shape]).toEqual([[], [], [], x.shape])
  const derived = gradients(mean, [x])[0]!
  const results = await runGraph([x, y], { mean, sum, weight, gradient, derived }, { outputs, targets })
  return (name: string) => numbersOf(results[name])
}

const named = cases.map((each, index) => [`${index + 1}: ${each.target} ${JSON.stringify(each.loss)}`, each] as const)

describe('the loss of several targets a row', () => {
  it.each(named)('is PyTorch’s, and so is its gradient: %s', async (_, each) => {
    const found = await resultsOf(each, targetsOf(each))
    expectAllClose(found('mean'), [each.mean], close, 'mean')
    expectAllClose([found('sum')[0]! / found('weight')[0]!], [each.mean], close, 'sum / weight')
    expectAllClose(found('gradient'), each.gradient, close, 'gradient')
    expectAllClose(found('derived'), found('gradient'), close, 'derived gradient')
  })

  it.each(named.filter(([, { target }]) => targetForms[target].task === 'classification'))(
    'is nothing where no label counts: %s',
    async (_, each) => {
      const { shape, data } = each.targets
      const found = await resultsOf(
        each,
        tensor('int64', new BigInt64Array(data.length).fill(BigInt(ignoredLabel)), shape),
      )
      for (const part of ['mean', 'sum', 'weight']) expect(Array.from(found(part)), part).toEqual([0])
      expect(found('gradient').every((value) => value === 0)).toBe(true)
    },
  )

  it('weighs as much as there are labels that count, or numbers', async () => {
    const weigh = async (index: number) =>
      Array.from((await resultsOf(cases[index]!, targetsOf(cases[index]!)))('weight'))
    // Of 20 steps 9 are padding; of both ends of 5 spans, two rows have none; 5 rows have 4 numbers each.
    expect(await weigh(0)).toEqual([11])
    expect(await weigh(4)).toEqual([6])
    expect(await weigh(6)).toEqual([20])
  })
})
