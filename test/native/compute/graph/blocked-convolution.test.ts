/** Convolutions in the processor's own order of channels, against the same graph in the plain order. */
import { describe, expect, it } from 'vitest'
import { gradients } from '../../../../compute/autodiff/walk.ts'
import { channelBlock } from '../../../../compute/graph/lower/channel-block.ts'
import * as op from '../../../../compute/graph/ops.ts'
import { createSession, type Tensors } from '../../../../compute/graph/session.ts'
import { sizeOf, tensor, type TensorOf } from '../../../../compute/graph/tensor.ts'
import { inputValue, type Value } from '../../../../compute/graph/value.ts'
import { writeModel } from '../../../../compute/graph/write.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import { expectAllClose } from '../../../support/all-close.ts'
import { numbersOf } from '../../../support/run-graph.ts'

interface ConvCase {
  readonly x: readonly number[]
  readonly w: readonly number[]
  readonly options: op.ConvOptions
  readonly transposed?: op.ConvTransposeOptions
}

const cases: readonly ConvCase[] = [
  { x: [16, 16, 8, 8], w: [32, 16, 3, 3], options: { padding: 1 } },
  { x: [32, 32, 7, 5], w: [16, 32, 3, 3], options: {} },
  { x: [20, 16, 8, 8], w: [16, 16, 3, 3], options: { stride: 2, padding: 1 } },
  { x: [16, 16, 9, 7], w: [32, 16, 3, 3], options: { stride: 2, padding: 1 } },
  { x: [16, 16, 8, 9], w: [32, 16, 1, 1], options: { stride: 2 } },
  { x: [16, 32, 5, 5], w: [32, 32, 1, 1], options: {} },
  { x: [16, 16, 6, 6], w: [16, 16, 5, 5], options: { padding: 2 } },
  { x: [16, 16, 11, 8], w: [16, 16, 4, 3], options: { stride: [3, 2], padding: [1, 0] } },
  { x: [16, 16, 4, 4], w: [16, 16, 4, 4], options: {} },
  { x: [16, 16, 1, 1], w: [16, 16, 3, 3], options: { padding: 1 } },
  { x: [16, 16, 9, 9], w: [16, 16, 3, 3], options: { dilation: 2, padding: 2 } },
  { x: [16, 32, 6, 6], w: [32, 16, 3, 3], options: { groups: 2 } },
  { x: [3, 16, 6, 6], w: [16, 16, 3, 3], options: { padding: 1 } },
  { x: [32, 64, 16, 16], w: [64, 64, 3, 3], options: { padding: 1 } },
  { x: [16, 12, 6, 6], w: [16, 12, 3, 3], options: { padding: 1 } },
  { x: [16, 32, 4, 4], w: [32, 16, 4, 4], options: {}, transposed: { stride: 2, padding: 1 } },
  { x: [16, 16, 4, 5], w: [16, 32, 3, 3], options: {}, transposed: { stride: 2, padding: 1, outputPadding: 1 } },
  { x: [16, 16, 3, 3], w: [16, 16, 3, 3], options: {}, transposed: { padding: 2 } },
  { x: [16, 16, 5, 4], w: [16, 16, 5, 5], options: {}, transposed: { stride: 2, padding: 2 } },
  { x: [16, 16, 4, 4], w: [16, 16, 2, 2], options: {}, transposed: { stride: 3, outputPadding: 1 } },
  { x: [16, 16, 6, 7], w: [16, 16, 5, 4], options: {}, transposed: { stride: [3, 2], padding: [4, 3] } },
]

/** Numbers between -1 and 1, from a seed. */
function numbers(shape: readonly number[], seed: number): TensorOf<'float32'> {
  const data = Float32Array.from({ length: sizeOf(shape) }, (_, index) => 2 * randomUnit(seed, 'noise', 0, index) - 1)
  return tensor('float32', data, shape)
}

/** Output, gradients, and gradients of a sum of the gradients' squares, as a penalty on gradients has them. */
function outputsOf(
  { options, transposed }: ConvCase,
  [x, w, b]: readonly [Value, Value, Value],
): Record<string, Value> {
  const y = transposed === undefined ? op.conv(x, w, b, options) : op.convTranspose(x, w, b, transposed)
  const loss = op.reduceSum(op.mul(y, op.mul(y, y)))
  const first = gradients(loss, [x, w, b]) as readonly [Value, Value, Value]
  const penalty = op.add(op.reduceSum(op.mul(first[0], first[0])), op.reduceSum(op.mul(first[1], first[1])))
  const second = gradients(penalty, [x, w])
  return Object.fromEntries([y, ...first, ...second].map((value, index) => [`out${index}`, value]))
}

async function run(each: ConvCase, block: number | null): Promise<Record<string, Float32Array>> {
  const channels = each.transposed === undefined ? each.w[0] : each.w[1]
  const shapes = { x: each.x, w: each.w, b: [channels ?? 1] }
  // In training the number of images is known by name only, as the last batch may be a smaller one.
  const named = { ...shapes, x: ['batch', ...each.x.slice(1)] }
  const inputs = Object.entries(named).map(([name, shape]) => inputValue(name, 'float32', shape))
  const outputs = outputsOf(each, inputs as unknown as [Value, Value, Value])
  const session = await createSession(writeModel({ inputs, outputs }, block), { threads: 1 })
  const feeds: Tensors = Object.fromEntries(
    Object.entries(shapes).map(([name, shape], index) => [name, numbers(shape, index)]),
  )
  const results = await session.run(feeds)
  await session.release()
  return Object.fromEntries(Object.entries(results).map(([name, value]) => [name, numbersOf(value)]))
}

/** Against the largest of the numbers: sums of thousands of products round differently in another order. */
function expectAlike(found: Float32Array, expected: Float32Array, name: string): void {
  const largest = expected.reduce((most, each) => Math.max(most, Math.abs(each)), 0)
  expectAllClose(found, expected, { relative: 1e-4, absolute: 5e-6 * largest }, name)
}

describe('a convolution with its channels in blocks', async () => {
  const block = await channelBlock()

  it('is there on this processor, with blocks of 8 or 16', () => {
    expect([8, 16]).toContain(block)
  })

  it.each(cases)(
    'of $x with $w, $options $transposed, gives what the plain one does, twice differentiated',
    async (each) => {
      const [plain, blocked] = [await run(each, null), await run(each, block)]
      for (const [name, expected] of Object.entries(plain)) expectAlike(blocked[name]!, expected, name)
    },
  )
})
