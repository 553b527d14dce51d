/** Convolution and its transpose, over one or two spatial axes. */
import { apply, defineOp } from '../op.ts'
import { dimAt, formatShape, GraphError, sameShape } from '../shape.ts'
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

interface Operands {
  readonly x: Value
  readonly w: Value
  readonly b: Value | null
}

/** Attributes of both ops. */
export type ConvAttributes = WindowAttributes & { readonly group: number }

const windowKinds = { strides: 'ints', pads: 'ints', dilations: 'ints', group: 'int' } as const

function checkOperands({ x, w, b }: Operands, inputChannels: number, outputChannels: number): void {
  if (x.dtype !== 'float32' || w.dtype !== 'float32') throw new GraphError('takes float32 only')
  if (x.shape.length !== w.shape.length) throw new GraphError('kernel and input differ in their axes')
  if (dimAt(x.shape, 1) !== inputChannels) throw new GraphError(`takes ${inputChannels} channels`)
  if (b !== null && !sameShape(b.shape, [outputChannels])) throw new GraphError(`the bias must be [${outputChannels}]`)
}

function convolved(operands: Operands, attributes: ConvAttributes): readonly ValueType[] {
  const { x, w } = operands
  const [outputs, inputs] = [Number(dimAt(w.shape, 0)), Number(dimAt(w.shape, 1)) * attributes.group]
  checkOperands(operands, inputs, outputs)
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
export const convTransposeAs = (
  x: Value,
  w: Value,
  attributes: ConvAttributes & { readonly output_padding: readonly number[] },
) => apply(convolutionOps.ConvTranspose, [x, w, null], attributes)
