/**
 * The optimiser's work on all parameters of a step, and the length of their gradient.
 *
 * Large parameters are worked on block by block, and a block part by part. The gradient of a weight matrix is a matrix product;
 * where nothing needs all of it at once, each block of it is made, used and forgotten in the block's turn, so that it never
 * reaches main memory.
 */
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'
import { clippedByValue, clippingScale, globalNorm, normOfSquares } from '../optim/gradient-norm.ts'
import type { Optimizer, ParameterState } from '../optim/optimizer.ts'
import { sizeOf } from '../graph/tensor.ts'
import type { GradientClip } from '../spec/training.ts'
import type { ParameterGroup } from './state-layout.ts'

interface GroupWork {
  readonly group: ParameterGroup
  /** What is carried for it. */
  readonly state: ParameterState
  /** The optimiser's scalars of this step, at the group's learning rate. */
  readonly coefficients: readonly Value[]
  /** Of each of its parameters, in the parameter's shape. */
  readonly gradients: readonly Value[]
}

export interface UpdateOptions {
  readonly optimizer: Optimizer
  readonly gradientClip: GradientClip | null
  readonly groups: readonly GroupWork[]
}

export interface Updated {
  /** The next state of each group. */
  readonly updated: readonly ParameterState[]
  /** Of all gradients, before clipping: a scalar. */
  readonly gradientNorm: Value
}

/** One step of the optimiser on each group. */
export function updateGroups(options: UpdateOptions): Updated {
  const { gradientClip: clip } = options
  if (clip === null) return updateAtOnce(options, (gradient) => gradient)
  if (typeof clip === 'number') return updateAfterNorm(options, clip)
  return updateAtOnce(options, (gradient) => clippedByValue(gradient, clip.value))
}

/** Clipping by norm needs the length of all gradients before the first weight moves: they are all made first. */
function updateAfterNorm({ optimizer, groups }: UpdateOptions, limit: number): Updated {
  const joined = groups.map(({ group, gradients }) => join(group, gradients))
  const gradientNorm = globalNorm(joined)
  const scale = clippingScale(gradientNorm, limit)
  const updated = groups.map(({ group, state, coefficients }, index) => {
    const work = ([parameter, gradient, ...slots]: readonly Value[]) => {
      const clipped = op.mul(gradient as Value, scale)
      return listed(optimizer.update({ parameter: parameter as Value, slots }, clipped, coefficients, group.decays))
    }
    const values = [state.parameter, joined[index] as Value, ...state.slots]
    return asState(group.inBlocks ? op.mapSlices(values, (block) => op.mapSlices(block, work)) : work(values))
  })
  return { updated, gradientNorm }
}

/** Otherwise each gradient is used where it is made, clipped for itself; its squares are summed on the way. */
function updateAtOnce({ optimizer, groups }: UpdateOptions, clipped: (gradient: Value) => Value): Updated {
  const squares: Value[] = []
  const updated = groups.map(({ group, state, coefficients, gradients }) => {
    const step = ({ parameter, slots }: ParameterState, gradient: Value) =>
      listed(optimizer.update({ parameter, slots }, clipped(gradient), coefficients, group.decays))
    if (!group.inBlocks) {
      const gradient = join(group, gradients)
      squares.push(op.reduceSumSquare(gradient))
      return asState(step(state, gradient))
    }
    const blocks = gradientBlocks(gradients[0] as Value, group.shape)
    const stacked = [state.parameter, blocks.stacked, ...state.slots]
    const [blockSquares, ...next] = op.mapSlices(stacked, ([parameter, slice, ...slots]) => {
      const parts = [parameter as Value, blocks.gradientOf(slice as Value), ...slots]
      return op.mapSlices(parts, ([own, gradient, ...ownSlots]) => [
        op.reduceSumSquare(gradient as Value),
        ...step({ parameter: own as Value, slots: ownSlots }, gradient as Value),
      ])
    })
    squares.push(op.reduceSum(blockSquares as Value))
    return asState(next)
  })
  return { updated, gradientNorm: normOfSquares(squares) }
}

const listed = ({ parameter, slots }: ParameterState): readonly Value[] => [parameter, ...slots]

function asState([parameter, ...slots]: readonly Value[]): ParameterState {
  return { parameter: parameter as Value, slots }
}

/** The gradients of a group's parameters, in the shape of what is carried for them. */
function join({ parameters, shape }: ParameterGroup, gradients: readonly Value[]): Value {
  if (parameters.length === 1) return op.reshape(gradients[0] as Value, shape)
  const flat = gradients.map((gradient, index) => op.reshape(gradient, [sizeOf(parameters[index]?.shape ?? [])]))
  return op.concat(flat, 0)
}

/** A gradient in blocks: what to stack, and the gradient's block that comes of a slice of that. */
interface GradientBlocks {
  readonly stacked: Value
  readonly gradientOf: (slice: Value) => Value
}

function gradientBlocks(gradient: Value, shape: readonly number[]): GradientBlocks {
  const factors = transposedProduct(gradient)
  const [count = 1, ...block] = shape
  const [columns, rows] = factors?.a.shape ?? []
  if (factors === null || Number(rows) % count !== 0)
    return { stacked: op.reshape(gradient, shape), gradientOf: (slice) => slice }
  const stacked = op.reshape(op.transpose(factors.a, [1, 0]), [count, Number(rows) / count, columns as number])
  return { stacked, gradientOf: (slice) => op.reshape(op.matMul(slice, factors.b), block) }
}

/** The factors of aᵀ·b, the form of a dense layer's weight gradient; null for whatever else. */
function transposedProduct({ source }: Value): { a: Value; b: Value } | null {
  if (source.kind !== 'node' || source.node.op.name !== 'FusedMatMul') return null
  const { transA, transB = 0, alpha = 1 } = source.node.attributes
  const [a, b] = source.node.inputs as [Value, Value]
  const plain = transA === 1 && transB === 0 && alpha === 1 && a.shape.length === 2 && b.shape.length === 2
  return plain ? { a, b } : null
}
