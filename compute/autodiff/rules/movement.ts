/** Gradients of moving elements: the same elements, moved back. */
import * as op from '../../graph/ops.ts'
import type { movementOps } from '../../graph/ops/movement.ts'
import { dimAt, GraphError, positiveAxis } from '../../graph/shape.ts'
import { constantInts, type Value } from '../../graph/value.ts'
import { type GradientRules, notDifferentiable } from '../rule.ts'

function knownInts(value: Value): readonly number[] {
  const numbers = constantInts(value)
  if (numbers === null) throw new GraphError('a slice with run-time bounds has no gradient rule')
  return numbers
}

/** Zeros around the gradient of a slice, in place of what was cut off. */
function unsliced(x: Value, dy: Value, starts: Value, axes: Value): Value {
  const before = x.shape.map(() => 0)
  const [from, sliced] = [knownInts(starts), knownInts(axes)]
  sliced.forEach((axis, index) => (before[positiveAxis(axis, x.shape.length)] = from[index] ?? 0))
  const after = x.shape.map((whole, axis) => {
    const part = dimAt(dy.shape, axis)
    if (whole === part) return 0
    if (typeof whole === 'string' || typeof part === 'string')
      throw new GraphError('a slice of an axis of unknown length has no gradient rule')
    return whole - part - (before[axis] ?? 0)
  })
  return op.padAxes(dy, before, after)
}

/** Gradients of parts, with zeros for a part that doesn't reach the loss. */
function joined(outputs: readonly Value[], gradients: readonly (Value | null)[], axis: number): Value {
  const parts = outputs.map((output, index) => gradients[index] ?? op.zerosLike(output))
  return op.concat(parts, axis)
}

export const movementGradients: GradientRules<typeof movementOps> = {
  Identity: { x: ({ dy }) => dy },
  Shape: notDifferentiable,
  Reshape: { x: ({ inputs: { x }, dy }) => op.reshape(dy, x.shape), shape: notDifferentiable },
  Expand: { x: ({ dy }) => dy, shape: notDifferentiable },
  Transpose: {
    x: ({ attributes: { perm }, dy }) =>
      op.transpose(
        dy,
        perm.map((_, axis) => perm.indexOf(axis)),
      ),
  },
  Slice: {
    x: ({ inputs: { x, starts, axes, steps }, dy }) => {
      if (steps !== null) throw new GraphError('a slice that skips elements has no gradient rule')
      return unsliced(x, dy, starts, axes)
    },
    starts: notDifferentiable,
    ends: notDifferentiable,
    axes: notDifferentiable,
    steps: notDifferentiable,
  },
  Split: {
    x: ({ attributes: { axis }, outputs, gradients }) => joined(outputs, gradients, axis),
    lengths: notDifferentiable,
  },
  Concat: {
    inputs: ({ inputs: { inputs }, attributes: { axis }, dy }) =>
      op.split(
        dy,
        axis,
        inputs.map((input) => Number(dimAt(input.shape, axis))),
      ),
  },
  Pad: {
    x: ({ inputs: { x, pads }, dy }) => {
      const before = constantInts(pads) ?? []
      return x.shape.reduce<Value>((part, length, axis) => {
        const start = before[axis] ?? 0
        return dimAt(part.shape, axis) === length ? part : op.slice(part, { axis, start, end: start + Number(length) })
      }, dy)
    },
    pads: notDifferentiable,
  },
}
