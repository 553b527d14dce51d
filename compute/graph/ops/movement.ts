/** Operations that move elements without calculating: reshaping, cutting, joining. */
import { apply, applyAll, defineOp } from '../op.ts'
import {
  broadcastShapes,
  type Dim,
  dimAt,
  formatShape,
  GraphError,
  knownSize,
  positiveAxis,
  sameShape,
  type Shape,
} from '../shape.ts'
import { int64s, scalarTensor } from '../tensor.ts'
import { applyNode, constant, constantInts, type Operand, type Value, type ValueType } from '../value.ts'
import { add, div, mul, sub } from './elementwise.ts'
import { cast } from './logic.ts'

function checkSameSize(from: Shape, to: Shape): void {
  const [a, b] = [knownSize(from), knownSize(to)]
  if (a !== null && b !== null && a !== b) throw new GraphError(`${a} elements don't fit ${formatShape(to)}`)
}

function concatenated(inputs: readonly Value[], axis: number): readonly ValueType[] {
  const first = inputs[0]
  if (first === undefined) throw new GraphError('needs at least one input')
  const at = positiveAxis(axis, first.shape.length)
  const lengths: Dim[] = []
  for (const { dtype, shape } of inputs) {
    const dim = dimAt(shape, at)
    const alike = sameShape(shape.with(at, 1), first.shape.with(at, 1))
    if (dtype !== first.dtype || !alike) throw new GraphError('inputs differ in more than the joined axis')
    lengths.push(dim)
  }
  return [{ dtype: first.dtype, shape: first.shape.with(at, lengthsJoined(lengths)) }]
}

/** The length of several joined: a number, or where some are known only by name their sum as a name, such as `rows+1`. */
function lengthsJoined(lengths: readonly Dim[]): Dim {
  const names = lengths.filter((dim) => typeof dim === 'string')
  const sum = lengths.reduce<number>((total, dim) => (typeof dim === 'number' ? total + dim : total), 0)
  return names.length === 0 ? sum : [...names, ...(sum > 0 ? [sum] : [])].join('+')
}

export const movementOps = {
  Identity: defineOp('Identity', { since: 16, inputs: ['x'], infer: ({ x }) => [{ dtype: x.dtype, shape: x.shape }] }),
  /** The lengths of all axes, or of those from `start` up to but not including `end`. */
  Shape: defineOp('Shape', {
    since: 15,
    inputs: ['x'],
    attributes: { start: 'int?', end: 'int?' },
    infer: ({ x }, { start = 0, end = x.shape.length }) => [{ dtype: 'int64', shape: [end - start] }],
  }),
  Reshape: defineOp('Reshape', {
    since: 14,
    inputs: ['x', 'shape'],
    attributes: { dims: 'dims' },
    infer: ({ x }, { dims }) => {
      checkSameSize(x.shape, dims)
      return [{ dtype: x.dtype, shape: dims }]
    },
  }),
  Expand: defineOp('Expand', {
    since: 13,
    inputs: ['x', 'shape'],
    attributes: { dims: 'dims' },
    infer: ({ x }, { dims }) => [{ dtype: x.dtype, shape: broadcastShapes(x.shape, dims) }],
  }),
  Transpose: defineOp('Transpose', {
    since: 13,
    inputs: ['x'],
    attributes: { perm: 'ints' },
    infer: ({ x }, { perm }) => {
      const axes = [...perm].sort((a, b) => a - b)
      if (axes.length !== x.shape.length || axes.some((axis, index) => axis !== index)) {
        throw new GraphError(`[${perm.join(', ')}] is no order of its axes`)
      }
      return [{ dtype: x.dtype, shape: perm.map((axis) => dimAt(x.shape, axis)) }]
    },
  }),
  Slice: defineOp('Slice', {
    since: 13,
    inputs: ['x', 'starts', 'ends', 'axes', 'steps?'],
    attributes: { dims: 'dims' },
    infer: ({ x }, { dims }) => {
      if (dims.length !== x.shape.length) throw new GraphError('keeps all axes')
      return [{ dtype: x.dtype, shape: dims }]
    },
  }),
  Split: defineOp('Split', {
    since: 13,
    inputs: ['x', 'lengths'],
    attributes: { axis: 'int', parts: 'dims' },
    infer: ({ x }, { axis, parts }) => {
      const at = positiveAxis(axis, x.shape.length)
      if (knownSize([dimAt(x.shape, at)]) !== parts.reduce<number>((sum, part) => sum + Number(part), 0)) {
        throw new GraphError(`the parts ${formatShape(parts)} don't sum to the axis`)
      }
      return parts.map((part) => ({ dtype: x.dtype, shape: x.shape.with(at, part) }))
    },
  }),
  Concat: defineOp('Concat', {
    since: 13,
    inputs: ['...inputs'],
    attributes: { axis: 'int' },
    infer: ({ inputs }, { axis }) => concatenated(inputs, axis),
  }),
  /** With zeros before and after the elements. `dims` says what comes out where the numbers of zeros are known only at run time. */
  Pad: defineOp('Pad', {
    since: 13,
    inputs: ['x', 'pads'],
    attributes: { dims: 'dims?' },
    infer: ({ x, pads }, { dims }) => {
      if (dims !== undefined) return [{ dtype: x.dtype, shape: dims }]
      const rank = x.shape.length
      const counts = constantInts(pads)
      if (counts?.length !== 2 * rank) throw new GraphError('takes two constant numbers an axis')
      const padded = x.shape.map((dim, axis) => {
        const added = (counts[axis] ?? 0) + (counts[axis + rank] ?? 0)
        if (typeof dim === 'string' && added > 0) throw new GraphError(`can't add to the named length ${dim}`)
        return typeof dim === 'string' ? dim : dim + added
      })
      return [{ dtype: x.dtype, shape: padded }]
    },
  }),
}

/** A shape as run-time numbers; the one length that is known only by name is left to be worked out. */
function targetShape(shape: Shape): Value {
  if (shape.filter((dim) => typeof dim === 'string').length > 1) {
    throw new GraphError(`${formatShape(shape)} has more than one length known only by name`)
  }
  return constant(int64s(shape.map((dim) => (typeof dim === 'string' ? -1 : dim))))
}

export const identity = (x: Value) => apply(movementOps.Identity, [x], {})
/** The same, through which no gradient goes (torch.Tensor.detach). */
export const detached = (x: Value): Value =>
  applyNode(movementOps.Identity, [x], {}, null, { by: [], pullback: () => [] })[0] as Value
export const shapeOf = (x: Value) => apply(movementOps.Shape, [x], {})

/** The length of an axis, as a vector of one number: in float32 for means over it, in int64 for the bounds of slices. */
export function lengthOf(x: Value, axis: number, dtype: 'float32' | 'int64' = 'float32'): Value {
  const at = positiveAxis(axis, x.shape.length)
  const length = apply(movementOps.Shape, [x], { start: at, end: at + 1 })
  return dtype === 'int64' ? length : cast(length, dtype)
}

/** The same elements in another shape, in which at most one length may be a name. */
export function reshape(x: Value, shape: Shape): Value {
  return sameShape(x.shape, shape) ? x : apply(movementOps.Reshape, [x, targetShape(shape)], { dims: shape })
}

/** Repeated along broadcast axes until it has the shape of `reference`. */
export function expandLike(x: Value, reference: Value): Value {
  if (sameShape(x.shape, reference.shape)) return x
  const known = reference.shape.every((dim) => typeof dim === 'number')
  const shape = known ? targetShape(reference.shape) : shapeOf(reference)
  return apply(movementOps.Expand, [x, shape], { dims: reference.shape })
}

/** Zeros in the shape of `x`. */
export const zerosLike = (x: Value) => expandLike(constant(scalarTensor(x.dtype, 0)), x)

/** With its axes in another order; reversed if none is given. */
export function transpose(
  x: Value,
  perm: readonly number[] = x.shape.map((_, axis) => x.shape.length - 1 - axis),
): Value {
  return apply(movementOps.Transpose, [x], { perm })
}

export interface SliceRange {
  readonly axis: number
  readonly start: Operand
  readonly end: Operand
  /** Takes only each `step`-th element. */
  readonly step?: number
  /** Length of what is cut out; must be given where a bound is known only at run time. */
  readonly length?: Dim
}

const sliceBound = (bound: Operand) => (typeof bound === 'number' ? constant(int64s([bound])) : reshape(bound, [1]))

/** What lies from `start` up to but not including `end` on one axis; an end beyond the axis stops there. */
export function slice(x: Value, { axis, start, end, step = 1, length }: SliceRange): Value {
  const dim = dimAt(x.shape, axis)
  const known = typeof start === 'number' && typeof end === 'number' && typeof dim === 'number'
  const inferred = known ? Math.max(0, Math.ceil((Math.min(end, dim) - start) / step)) : length
  if (inferred === undefined) throw new GraphError('a slice with run-time bounds must name its length')
  const dims = x.shape.with(positiveAxis(axis, x.shape.length), inferred)
  const inputs = [x, sliceBound(start), sliceBound(end), constant(int64s([axis]))]
  return apply(movementOps.Slice, step === 1 ? inputs : [...inputs, constant(int64s([step]))], { dims })
}

/** A range on one axis, with bounds that are known now. */
export interface FixedRange {
  readonly axis: number
  readonly start: number
  readonly end: number
  readonly step?: number
}

/** What lies in all of the ranges, each on an axis of its own and of known length. */
export function sliceAxes(x: Value, ranges: readonly FixedRange[]): Value {
  const isWhole = ({ axis, start, end, step = 1 }: FixedRange) =>
    start === 0 && step === 1 && end >= Number(dimAt(x.shape, axis))
  if (ranges.some(({ axis }) => typeof dimAt(x.shape, axis) === 'string'))
    throw new GraphError('the length of an axis that is sliced must be known')
  if (ranges.every(isWhole)) return x
  const dims = ranges.reduce<Shape>((shape, { axis, start, end, step = 1 }) => {
    const length = Math.ceil((Math.min(end, Number(dimAt(shape, axis))) - start) / step)
    return shape.with(positiveAxis(axis, shape.length), Math.max(0, length))
  }, x.shape)
  const vector = (of: (range: FixedRange) => number) => constant(int64s(ranges.map(of)))
  const inputs = [x, vector(({ start }) => start), vector(({ end }) => end), vector(({ axis }) => axis)]
  const steps = ranges.every(({ step = 1 }) => step === 1) ? [] : [vector(({ step = 1 }) => step)]
  return apply(movementOps.Slice, [...inputs, ...steps], { dims })
}

/** Cut into parts of the given lengths along an axis. */
export function split(x: Value, axis: number, parts: readonly number[]): readonly Value[] {
  if (parts.length === 1 && parts[0] === dimAt(x.shape, axis)) return [x]
  return applyAll(movementOps.Split, [x, constant(int64s(parts))], { axis, parts })
}

/** With as many zeros before and after the elements of each axis as is said (torch.nn.functional.pad). */
export function padAxes(x: Value, before: readonly number[], after: readonly number[]): Value {
  const counts = [...before, ...after]
  return counts.every((count) => count === 0) ? x : apply(movementOps.Pad, [x, constant(int64s(counts))], {})
}

/** With zeros before and after the elements of an axis. */
export function pad(x: Value, axis: number, before: number, after: number): Value {
  const none = x.shape.map(() => 0)
  return apply(movementOps.Pad, [x, constant(int64s([...none.with(axis, before), ...none.with(axis, after)]))], {})
}

/** With zeros after the elements of an axis whose length is known only when the model runs; `length` names the new one. */
export function padEnd(x: Value, axis: number, after: number, length: string): Value {
  const none = x.shape.map(() => 0)
  const counts = constant(int64s([...none, ...none.with(axis, after)]))
  return apply(movementOps.Pad, [x, counts], { dims: x.shape.with(axis, length) })
}

/**
 * With as many rows of zeros behind the others as make their number a multiple of `multiple`, and with constant numbers of
 * zeros before and after the elements of the other axes. `rows` names the new number where it isn't known.
 */
export function padRows(
  x: Value,
  [multiple, rows]: readonly [number, string],
  before: readonly number[],
  after: readonly number[],
): Value {
  const [length] = x.shape
  const beyond = (count: number) => Math.ceil(count / multiple) * multiple - count
  if (typeof length === 'number') return padAxes(x, [0, ...before], [beyond(length), ...after])
  const now = lengthOf(x, 0, 'int64')
  const whole = mul(div(add(now, multiple - 1), multiple), multiple)
  const pads = concat([constant(int64s([0, ...before])), sub(whole, now), constant(int64s(after))], 0)
  const others = x.shape.slice(1).map((dim, axis) => Number(dim) + (before[axis] ?? 0) + (after[axis] ?? 0))
  return apply(movementOps.Pad, [x, pads], { dims: [rows, ...others] })
}

/** Joined along an axis. */
export function concat(inputs: readonly Value[], axis: number): Value {
  const [only] = inputs
  return inputs.length === 1 && only !== undefined ? only : apply(movementOps.Concat, inputs, { axis })
}
