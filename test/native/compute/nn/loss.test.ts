/** The losses' written-out gradients against those that the gradient table derives from the losses themselves. */
import { describe, expect, it } from 'vitest'
import { gradients } from '../../../../compute/autodiff/walk.ts'
import { tensor, type Tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue } from '../../../../compute/graph/value.ts'
import { losses } from '../../../../compute/nn/loss.ts'
import type { Task } from '../../../../compute/spec/dataset.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import { expectAllClose } from '../../../support/all-close.ts'
import { inputFor, numbersOf, runGraph } from '../../../support/run-graph.ts'

const rows = 7
const targets: { readonly [T in Task]: Tensor } = {
  classification: tensor(
    'int64',
    BigInt64Array.from({ length: rows }, (_, row) => BigInt(row % 3)),
  ),
  regression: tensor(
    'float32',
    Float32Array.from({ length: rows }, (_, row) => row - 3),
  ),
}

describe('the loss of', () => {
  it.each(Object.entries(targets) as [Task, Tensor][])('%s has the gradient that it says', async (task, target) => {
    const width = task === 'classification' ? 3 : 1
    const outputs = inputValue('outputs', 'float32', ['rows', width])
    const labels = inputFor('labels', target)
    const { mean, sum, gradient } = losses[task](outputs, { ...labels, shape: ['rows'] })
    const values = Float32Array.from({ length: rows * width }, (_, index) => 6 * randomUnit(1, 'split', 0, index) - 3)
    const declared = { ...labels, shape: ['rows'] }
    const again = losses[task](outputs, declared)
    const graph = {
      mean: again.mean,
      sum: again.sum,
      gradient: again.gradient,
      derived: gradients(again.mean, [outputs])[0]!,
    }
    expect([mean.shape, sum.shape, gradient.shape]).toEqual([[], [], ['rows', width]])
    const results = await runGraph([outputs, declared], graph, {
      outputs: tensor('float32', values, [rows, width]),
      labels: target,
    })
    expectAllClose(numbersOf(results['gradient']), numbersOf(results['derived']), { relative: 1e-5, absolute: 1e-7 })
    expect(numbersOf(results['sum'])[0]! / rows).toBeCloseTo(numbersOf(results['mean'])[0]!, 5)
  })
})
