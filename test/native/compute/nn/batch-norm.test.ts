/** Batch normalisation of several batches in one step, as the discriminator of a GAN has it. */
import { describe, expect, it } from 'vitest'
import * as op from '../../../../compute/graph/ops.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue, type Value } from '../../../../compute/graph/value.ts'
import { gradients } from '../../../../compute/autodiff/walk.ts'
import { batchNorm } from '../../../../compute/nn/batch-norm.ts'
import { numbersOf, runGraph } from '../../../support/run-graph.ts'

const [rows, width] = [6, 3]
const batch = (from: number) => Float32Array.from({ length: rows * width }, (_, at) => Math.sin(from + at * at) * from)

describe('a layer of batch normalisation', () => {
  it('through which two batches go in one step takes each of them by itself', async () => {
    const layer = batchNorm('bn', width)
    const names = ['bn.weight', 'bn.bias', 'bn.running_mean', 'bn.running_var']
    const weights = names.map((name) => inputValue(name, 'float32', [width]))
    const inputs = [1, 2].map((number) => inputValue(`x${number}`, 'float32', [rows, width]))
    const feeds = {
      ...Object.fromEntries(names.map((name) => [name, tensor('float32', Float32Array.of(1, 0.5, 2))])),
      ...Object.fromEntries([1, 2].map((number) => [`x${number}`, tensor('float32', batch(number), [rows, width])])),
    }
    /** The gradient by the factors of what is made of these batches, and the running statistics after them. */
    async function of(batches: readonly Value[]) {
      const now = new Map(names.map((name, at) => [name, weights[at] as Value]))
      const training = {
        batchSize: rows,
        randomKey: () => expect.fail('nothing here is random'),
        updateBuffer: (name: string, value: Value) => void now.set(name, value),
      }
      const made = batches.map((x) => layer.forward(x, { tensor: (name) => now.get(name) as Value, training }))
      const loss = made.map((y) => op.reduceSum(op.mul(op.mul(y, y), y))).reduce((sum, each) => op.add(sum, each))
      const [gradient] = gradients(loss, [weights[0] as Value]) as [Value]
      const outputs = { gradient: op.identity(gradient), mean: now.get(names[2]!)!, variance: now.get(names[3]!)! }
      const results = await runGraph([...weights, ...inputs], outputs, feeds)
      return { gradient: numbersOf(results['gradient']), mean: numbersOf(results['mean']) }
    }
    const [first, second] = inputs as [Value, Value]
    const [alone, other, both] = [await of([first]), await of([second]), await of([first, second])]
    both.gradient.forEach((value, at) =>
      expect(value).toBeCloseTo((alone.gradient[at] ?? NaN) + (other.gradient[at] ?? NaN), 4),
    )
    // As PyTorch's: each batch moves them by a tenth.
    both.mean.forEach((value, at) => {
      const ofSecond = ((other.mean[at] ?? NaN) - 0.9 * [1, 0.5, 2][at]!) / 0.1
      expect(value).toBeCloseTo(0.9 * (alone.mean[at] ?? NaN) + 0.1 * ofSecond, 4)
    })
  })
})
