/** Pooling, and its opposite: each element repeated. Axes: batch, channels, then one or two of space. */
import { apply, applyAll, defineOp } from '../op.ts'
import { GraphError, type Shape } from '../shape.ts'
import { tensor } from '../tensor.ts'
import { constant, type Value } from '../value.ts'
import {
  axisWindows,
  perAxis,
  type PerAxis,
  spatialLengths,
  windowAttributes,
  type WindowAttributes,
  windowCount,
  type WindowOptions,
} from '../window.ts'
import { shapeOf } from './movement.ts'

/** Attributes of both kinds of pooling. */
export type PoolAttributes = WindowAttributes & { readonly kernel_shape: readonly number[] }

const poolKinds = { kernel_shape: 'ints', strides: 'ints', pads: 'ints', dilations: 'ints' } as const

function pooledShape(x: Value, attributes: PoolAttributes): Shape {
  if (x.dtype !== 'float32') throw new GraphError('takes float32 only')
  const windows = axisWindows(spatialLengths(x.shape), attributes.kernel_shape, attributes)
  if (windows.some(({ kernel, before, after }) => 2 * Math.max(before, after) > kernel))
    throw new GraphError('pads by at most half a window')
  return [...x.shape.slice(0, 2), ...windows.map(windowCount)]
}

/** The numbers of a constant float32 vector. */
function constantFloats({ source }: Value): readonly number[] {
  if (source.kind !== 'constant' || source.tensor.dtype !== 'float32')
    throw new GraphError('the scales must be constant')
  return [...source.tensor.data]
}

export const poolingOps = {
  /** The maxima, and where in `x` (as one long row) each stands: the first of several. */
  MaxPool: defineOp('MaxPool', {
    since: 12,
    inputs: ['x'],
    attributes: poolKinds,
    optionalOutputs: true,
    infer: ({ x }, attributes) => {
      const shape = pooledShape(x, attributes)
      return [
        { dtype: 'float32', shape },
        { dtype: 'int64', shape },
      ]
    },
  }),
  AveragePool: defineOp('AveragePool', {
    since: 19,
    inputs: ['x'],
    attributes: { ...poolKinds, count_include_pad: 'int' },
    infer: ({ x }, attributes) => [{ dtype: 'float32', shape: pooledShape(x, attributes) }],
  }),
  /** Zeros of a shape with the elements of `x` where the indices, into it as one long row, say; each place is named once at most. */
  MaxUnpool: defineOp('MaxUnpool', {
    since: 11,
    inputs: ['x', 'indices', 'shape'],
    attributes: { kernel_shape: 'ints', strides: 'ints', dims: 'dims' },
    infer: ({ x, indices }, { dims }) => {
      if (indices.dtype !== 'int64' || x.dtype !== 'float32') throw new GraphError('takes float32 and int64 indices')
      return [{ dtype: 'float32', shape: dims }]
    },
  }),
  /** Each element repeated along each axis as often as its (whole) scale says. */
  Resize: defineOp('Resize', {
    since: 13,
    inputs: ['x', 'region?', 'scales'],
    attributes: { mode: 'string', nearest_mode: 'string', coordinate_transformation_mode: 'string' },
    infer: ({ x, scales }) => {
      const factors = constantFloats(scales)
      if (factors.length !== x.shape.length || factors.some((factor) => !Number.isInteger(factor) || factor < 1))
        throw new GraphError('takes one whole scale an axis')
      const shape = x.shape.map((length, axis) => {
        const factor = factors[axis] ?? 1
        if (factor === 1) return length
        if (typeof length === 'string') throw new GraphError(`can't repeat along the named length ${length}`)
        return length * factor
      })
      return [{ dtype: x.dtype, shape }]
    },
  }),
}

function poolAttributes(x: Value, kernel: PerAxis, options: WindowOptions): PoolAttributes {
  const axes = x.shape.length - 2
  const attributes = windowAttributes({ ...options, stride: options.stride ?? kernel }, axes)
  return { ...attributes, kernel_shape: perAxis(kernel, axes) }
}

/** The largest of each window, as torch.nn.functional.max_pool1d and max_pool2d; the stride is the kernel unless given. */
export const maxPool = (x: Value, kernel: PerAxis, options: WindowOptions = {}) =>
  applyAll(poolingOps.MaxPool, [x], poolAttributes(x, kernel, options))[0] as Value

export interface AveragePoolOptions extends Omit<WindowOptions, 'dilation'> {
  /** Whether zeros of the padding count as elements; they do unless it says otherwise. */
  readonly countIncludePad?: boolean
}

/** The mean of each window, as torch.nn.functional.avg_pool1d and avg_pool2d; the stride is the kernel unless given. */
export function averagePool(x: Value, kernel: PerAxis, options: AveragePoolOptions = {}): Value {
  const attributes = poolAttributes(x, kernel, options)
  return apply(poolingOps.AveragePool, [x], {
    ...attributes,
    count_include_pad: options.countIncludePad === false ? 0 : 1,
  })
}

/** Zeros in the shape of `like`, with the elements of `x` where the indices of its pooling say. */
export function maxUnpool(x: Value, indices: Value, like: Value): Value {
  // The kernel only serves to guess the shape, which is given.
  const ones = perAxis(1, x.shape.length - 2)
  return apply(poolingOps.MaxUnpool, [x, indices, shapeOf(like)], {
    kernel_shape: ones,
    strides: ones,
    dims: like.shape,
  })
}

/** Each element repeated `factor` times along each spatial axis (torch.nn.Upsample, mode='nearest'). */
export function upsample(x: Value, factor: PerAxis): Value {
  const scales = Float32Array.of(1, 1, ...perAxis(factor, x.shape.length - 2))
  return apply(poolingOps.Resize, [x, null, constant(tensor('float32', scales))], {
    mode: 'nearest',
    nearest_mode: 'floor',
    coordinate_transformation_mode: 'asymmetric',
  })
}
