/** Layers for images: parameters as PyTorch's modules have them, and the shapes that come out. */
import { describe, expect, it } from 'vitest'
import { inputValue, type Value } from '../../../../compute/graph/value.ts'
import { contextOf } from '../../../../compute/models/weights.ts'
import { conv1d, conv2d, convTranspose2d } from '../../../../compute/nn/convolution.ts'
import { groupNorm } from '../../../../compute/nn/group-norm.ts'
import type { Layer } from '../../../../compute/nn/layer.ts'
import { averagePool, flatten, globalAveragePool, maxPool, upsample } from '../../../../compute/nn/pooling.ts'

/** What a layer makes of a batch of that shape. */
function shapeAfter(layer: Layer, shape: readonly number[]) {
  const weights = layer.parameters.map((spec): [string, Value] => [
    spec.name,
    inputValue(spec.name, 'float32', spec.shape),
  ])
  return layer.forward(inputValue('x', 'float32', ['batch', ...shape]), contextOf(new Map(weights))).shape
}

/** Name, shape and the bound that its first values are uniform within. */
const parametersOf = ({ parameters }: Layer) =>
  parameters.map(({ name, shape, initializer }) => [
    name,
    shape,
    initializer.kind === 'uniform' ? initializer.bound : initializer,
  ])

describe('convolutional layers', () => {
  it('have the parameters and first values of torch.nn.Conv1d and Conv2d, groups included', () => {
    expect(parametersOf(conv1d('c', 6, 4, { kernel: 5 }))).toEqual([
      ['c.weight', [4, 6, 5], 1 / Math.sqrt(30)],
      ['c.bias', [4], 1 / Math.sqrt(30)],
    ])
    expect(parametersOf(conv2d('c', 6, 4, { kernel: [3, 2], groups: 2, bias: false }))).toEqual([
      ['c.weight', [4, 3, 3, 2], 1 / Math.sqrt(18)],
    ])
  })

  it('take the bound of a transposed convolution from the second axis of its weight, as PyTorch does', () => {
    expect(parametersOf(convTranspose2d('t', 8, 4, { kernel: 4 }))).toEqual([
      ['t.weight', [8, 4, 4, 4], 1 / Math.sqrt(64)],
      ['t.bias', [4], 1 / Math.sqrt(64)],
    ])
  })

  it('let weight decay pull on kernels only', () => {
    expect(conv2d('c', 1, 1, { kernel: 3 }).parameters.map(({ decays }) => decays)).toEqual([true, false])
  })

  it.each<[string, Layer, number[], (number | string)[]]>([
    ['a strided convolution', conv2d('c', 3, 8, { kernel: 3, stride: 2, padding: 1 }), [3, 7, 8], ['batch', 8, 4, 4]],
    ['a convolution in time', conv1d('c', 2, 5, { kernel: 3, dilation: 2 }), [2, 9], ['batch', 5, 5]],
    [
      'a transposed convolution',
      convTranspose2d('t', 4, 2, { kernel: 3, stride: 2, padding: 1, outputPadding: 1 }),
      [4, 5, 6],
      ['batch', 2, 10, 12],
    ],
    ['max pooling', maxPool(2), [3, 5, 6], ['batch', 3, 2, 3]],
    ['average pooling', averagePool([1, 3], { stride: 1, padding: [0, 1] }), [3, 5, 6], ['batch', 3, 5, 6]],
    ['the mean over space', globalAveragePool(), [3, 5, 6], ['batch', 3]],
    ['upsampling', upsample(2), [3, 5, 6], ['batch', 3, 10, 12]],
    ['flattening', flatten(), [3, 5, 6], ['batch', 90]],
    ['group normalisation', groupNorm('n', 6, 3), [6, 2, 2], ['batch', 6, 2, 2]],
  ])('give PyTorch’s shapes: %s', (_, layer, shape, expected) => {
    expect(shapeAfter(layer, shape)).toEqual(expected)
  })

  it.each<[string, () => unknown]>([
    ['a kernel larger than the padded image', () => shapeAfter(conv2d('c', 1, 1, { kernel: 5 }), [1, 4, 9])],
    ['another number of channels', () => shapeAfter(conv2d('c', 2, 1, { kernel: 1 }), [3, 4, 4])],
    ['padding of more than half a pooling window', () => shapeAfter(maxPool(2, { padding: 2 }), [1, 4, 4])],
    ['groups that don’t divide the channels', () => groupNorm('n', 6, 4)],
  ])('refuse %s', (_, build) => {
    expect(build).toThrow()
  })
})
