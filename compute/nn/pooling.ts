/** Layers that change an image's size and have nothing to learn: pooling, upsampling, unfolding a row into it and back. */
import * as op from '../graph/ops.ts'
import { dimAt, GraphError } from '../graph/shape.ts'
import { sizeOf } from '../graph/tensor.ts'
import type { PerAxis, WindowOptions } from '../graph/window.ts'
import type { ImageShape } from '../spec/image-model.ts'
import { type Layer, plainLayer } from './layer.ts'

/** torch.nn.MaxPool1d and MaxPool2d. */
export const maxPool = (kernel: PerAxis, options?: WindowOptions): Layer =>
  plainLayer((x) => op.maxPool(x, kernel, options))

/** torch.nn.AvgPool1d and AvgPool2d. */
export const averagePool = (kernel: PerAxis, options?: op.AveragePoolOptions): Layer =>
  plainLayer((x) => op.averagePool(x, kernel, options))

/** The mean over all of space, without its axes: batch × channels (torch.nn.AdaptiveAvgPool2d(1) and a flatten). */
export const globalAveragePool = (): Layer =>
  plainLayer((x) => op.reduceMean(x, { axes: x.shape.slice(2).map((_, axis) => axis + 2) }))

/** torch.nn.Upsample(scale_factor, mode='nearest'). */
export const upsample = (factor: PerAxis): Layer => plainLayer((x) => op.upsample(x, factor))

/** torch.nn.Flatten: all axes but the first become one. */
export const flatten = (): Layer =>
  plainLayer((x) => op.reshape(x, [dimAt(x.shape, 0), sizeOf(x.shape.slice(1).map(Number))]))

/** Rows of numbers as images: batch × channels × height × width. Throws GraphError where rows of that length are none. */
export function rowsToImages({ channels, height, width }: ImageShape): Layer {
  return plainLayer((x) => {
    if (dimAt(x.shape, 1) !== channels * height * width)
      throw new GraphError(`rows of ${dimAt(x.shape, 1)} are no images of ${channels} × ${height} × ${width}`)
    return op.reshape(x, [dimAt(x.shape, 0), channels, height, width])
  })
}
