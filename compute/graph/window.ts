/** The arithmetic of windows that slide over spatial axes: what convolution and pooling share. Axes: batch, channels, then space. */
import { GraphError, type Shape } from './shape.ts'

/** One number for all spatial axes, or one each. */
export type PerAxis = number | readonly number[]

/** Where the windows lie; the names and meanings are those of torch.nn.Conv2d. */
export interface WindowOptions {
  readonly stride?: PerAxis
  /** Zeros (for a maximum: nothing) at both ends of an axis. */
  readonly padding?: PerAxis
  readonly dilation?: PerAxis
}

/** The attributes that say the same in ONNX. `pads`: at the beginnings of all axes, then at their ends. */
export interface WindowAttributes {
  readonly strides: readonly number[]
  readonly pads: readonly number[]
  readonly dilations: readonly number[]
}

/** A number for each of the spatial axes. */
export const perAxis = (value: PerAxis, axes: number): readonly number[] =>
  typeof value === 'number' ? new Array<number>(axes).fill(value) : value

/** The options as attributes. */
export function windowAttributes({ stride = 1, padding = 0, dilation = 1 }: WindowOptions, axes: number) {
  const padded = perAxis(padding, axes)
  return { strides: perAxis(stride, axes), pads: [...padded, ...padded], dilations: perAxis(dilation, axes) }
}

/** The lengths of the spatial axes, which must be known. */
export function spatialLengths(shape: Shape): readonly number[] {
  return shape.slice(2).map((length) => {
    if (typeof length === 'string') throw new GraphError(`the spatial length ${length} must be known`)
    return length
  })
}

/** The positions on one axis that windows and their distances amount to. */
export interface AxisWindow {
  readonly length: number
  readonly kernel: number
  readonly stride: number
  readonly dilation: number
  readonly before: number
  readonly after: number
  /** How far a window reaches, its holes included. */
  readonly reach: number
}

/** The windows on each spatial axis. Throws GraphError where numbers are missing or make no sense. */
export function axisWindows(
  lengths: readonly number[],
  kernel: readonly number[],
  { strides, pads, dilations }: WindowAttributes,
): readonly AxisWindow[] {
  const axes = lengths.length
  if (axes < 1) throw new GraphError('needs a spatial axis')
  const perAxisLists = [kernel, strides, dilations]
  if (perAxisLists.some((list) => list.length !== axes || list.some((each) => each < 1)) || pads.length !== 2 * axes)
    throw new GraphError(`kernel, strides, dilations and pads don't fit ${axes} spatial axes`)
  return lengths.map((length, axis) => {
    const [size = 1, stride = 1, dilation = 1] = [kernel[axis], strides[axis], dilations[axis]]
    const [before = 0, after = 0] = [pads[axis], pads[axis + axes]]
    return { length, kernel: size, stride, dilation, before, after, reach: dilation * (size - 1) + 1 }
  })
}

/** How many windows there are on an axis. Throws GraphError where not even one fits. */
export function windowCount({ length, stride, before, after, reach }: AxisWindow): number {
  const room = length + before + after - reach
  if (room < 0) throw new GraphError(`a window that reaches over ${reach} doesn't fit ${length} with its padding`)
  return Math.floor(room / stride) + 1
}

/** What is left over at the end of an axis, behind the last window. */
export function leftOver(axis: AxisWindow): number {
  return (axis.length + axis.before + axis.after - axis.reach) % axis.stride
}
