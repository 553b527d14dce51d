/** Convolution, its transpose, and its gradient by the kernel, over one or two spatial axes. */
import { apply, defineOp } from '../op.ts'
import { type Dim, dimAt, formatShape, GraphError, sameShape } from '../shape.ts'
import type { Value, ValueType } from '../value.ts'
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

export interface Operands {
  readonly x: ValueType
  readonly w: ValueType
  readonly b: ValueType | null
}

/** Attributes of both ops. */
export type ConvAttributes = WindowAttributes & { readonly group: number }

export const windowKinds = { strides: 'ints', pads: 'ints', dilations: 'ints', group: 'int' } as const

function checkOperands({ x, w, b }: Operands, inputChannels: Dim, outputChannels: number): void {
  if (x.dtype !== 'float32' || w.dtype !== 'float32') throw new GraphError('takes float32 only')
  if (x.shape.length !== w.shape.length) throw new GraphError('kernel and input differ in their axes')
  if (dimAt(x.shape, 1) !== inputChannels) throw new GraphError(`takes ${inputChannels} channels`)
  if (b !== null && !sameShape(b.shape, [outputChannels])) throw new GraphError(`the bias must be [${outputChannels}]`)
}

/** What a convolution of `x` with kernels `w` gives; also for kernels that are blocked (`blocked.ts`). */
export function convolved(operands: Operands, attributes: ConvAttributes): readonly ValueType[] {
  const { x, w } = operands
  const [outputs, ofGroup] = [Number(dimAt(w.shape, 0)), dimAt(w.shape, 1)]
  // Channels may be known by name only where a whole batch stands in their place (`lower/blocked-kernel-gradient.ts`).
  checkOperands(operands, typeof ofGroup === 'number' ? ofGroup * attributes.group : ofGroup, outputs)
  if (outputs % attributes.group !== 0)
    throw new GraphError(`${outputs} channels can't be cut into ${attributes.group} groups`)
  const windows = axisWindows(spatialLengths(x.shape), spatialLengths(w.shape), attributes)
  return [{ dtype: 'float32', shape: [dimAt(x.shape, 0), outputs, ...windows.map(windowCount)] }]
}

function spread(operands: Operands, attributes: ConvAttributes & { readonly output_padding: readonly number[] }) {
  const { x, w } = operands
  const [inputs, outputs] = [Number(dimAt(w.shape, 0)), Number(dimAt(w.shape, 1)) * attributes.group]
  checkOperands(operands, inputs, outputs)
  const windows = axisWindows(spatialLengths(x.shape), spatialLengths(w.shape), attributes)
  const lengths = windows.map(({ length, stride, before, after, reach }, axis) => {
    const added = attributes.output_padding[axis] ?? 0
    return (length - 1) * stride + reach - before - after + added
  })
  if (lengths.some((length) => length < 1)) throw new GraphError(`gives ${formatShape(lengths)}`)
  return [{ dtype: 'float32', shape: [dimAt(x.shape, 0), outputs, ...lengths] }] as const
}

export const convolutionOps = {
  Conv: defineOp('Conv', { since: 11, inputs: ['x', 'w', 'b?'], attributes: windowKinds, infer: convolved }),
  ConvTranspose: defineOp('ConvTranspose', {
    since: 11,
    inputs: ['x', 'w', 'b?'],
    attributes: { ...windowKinds, output_padding: 'ints' },
    infer: spread,
  }),
  /**
   * The gradient by its kernels, of the shape `kernel`, of a convolution of `x` whose output has the gradient `dy`. As an op
   * of its own it can be differentiated again; how it is computed is settled when the graph is written (`lower/`).
   */
  ConvKernelGradient: defineOp('ConvKernelGradient', {
    domain: 'modelwright',
    since: 1,
    inputs: ['x', 'dy'],
    attributes: { ...windowKinds, kernel: 'ints' },
    infer: ({ x, dy }, { kernel, ...attributes }) => {
      const [made] = convolved({ x, w: { dtype: 'float32', shape: kernel }, b: null }, attributes)
      if (made?.dtype !== dy.dtype || !sameShape(made.shape, dy.shape))
        throw new GraphError('dy is not of the shape that the convolution gives')
      return [{ dtype: 'float32', shape: kernel }]
    },
  }),
}

export interface ConvOptions extends WindowOptions {
  /** Channels are cut into as many groups, each of which sees only its own. */
  readonly groups?: number
}

/**
 * Convolution of `x` [batch, channels, …space] with kernels `w` [outputs, channels / groups, …kernel] and bias [outputs],
 * as torch.nn.functional.conv1d and conv2d.
 */
export function conv(x: Value, w: Value, b: Value | null, options: ConvOptions = {}): Value {
  const attributes = windowAttributes(options, x.shape.length - 2)
  return apply(convolutionOps.Conv, [x, w, b], { ...attributes, group: options.groups ?? 1 })
}

export interface ConvTransposeOptions extends ConvOptions {
  /** What is added at the end of each axis of the result. */
  readonly outputPadding?: PerAxis
}

/**
 * The transpose of the convolution with these kernels `w` [channels, outputs / groups, …kernel], plus a bias [outputs],
 * as torch.nn.functional.conv_transpose2d.
 */
export function convTranspose(x: Value, w: Value, b: Value | null, options: ConvTransposeOptions = {}): Value {
  const axes = x.shape.length - 2
  const attributes = { ...windowAttributes(options, axes), group: options.groups ?? 1 }
  return apply(convolutionOps.ConvTranspose, [x, w, b], {
    ...attributes,
    output_padding: perAxis(options.outputPadding ?? 0, axes),
  })
}

/** A convolution without a bias, by its attributes. */
export const convAs = (x: Value, w: Value, { strides, pads, dilations, group }: ConvAttributes) =>
  apply(convolutionOps.Conv, [x, w, null], { strides, pads, dilations, group })

/** A transposed convolution without a bias, by its attributes. */
export function convTransposeAs(
  x: Value,
  w: Value,
  attributes: ConvAttributes & { readonly output_padding: readonly number[] },
): Value {
  const { strides, pads, dilations, group, output_padding } = attributes
  return apply(convolutionOps.ConvTranspose, [x, w, null], { strides, pads, dilations, group, output_padding })
}

/** The gradient of a convolution of `x`, whose output has the gradient `dy`, by its kernels, in their shape. */
export const convKernelGradient = (x: Value, dy: Value, kernel: readonly number[], attributes: ConvAttributes) => {
  const { strides, pads, dilations, group } = attributes
  return apply(convolutionOps.ConvKernelGradient, [x, dy], { strides, pads, dilations, group, kernel })
}
