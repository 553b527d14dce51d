/**
 * What graphics processors' kernels can't do is said otherwise for them: ONNX Runtime's for WebGPU know no normalisation by the
 * batch's own statistics, and bind at most a dozen pieces of memory at once, so that a tensor can't be cut into more parts.
 */
import { batchNormalizationOps } from '../ops/batch-normalization.ts'
import { add, div, mul, sqrt, sub } from '../ops/elementwise.ts'
import { movementOps, reshape, sliceAxes } from '../ops/movement.ts'
import { reduceMean } from '../ops/reduction.ts'
import type { Node } from '../node.ts'
import type { Value } from '../value.ts'
import type { Layouts } from './layouts.ts'

/** The parts that one op may cut a tensor into, with some room below the limit. */
const mostParts = 8

/** Puts other ops in a node's place where it needs that; says whether it did. */
export function lowerForDevice(node: Node, layouts: Layouts): boolean {
  const outputs = cutParts(node, layouts) ?? normalizedBatch(node, layouts)
  if (outputs === null) return false
  node.outputs.forEach((output, index) => layouts.setPlain(output, outputs[index] as Value))
  return true
}

/** Each part by itself; null for another node. */
function cutParts(node: Node, layouts: Layouts): readonly Value[] | null {
  if (node.op !== movementOps.Split || node.outputs.length <= mostParts) return null
  const x = layouts.plain(movementOps.Split.inputsOf(node).x)
  const { axis, parts } = movementOps.Split.attributesOf(node)
  let start = 0
  return parts.map((length) => {
    const range = { axis, start, end: start + Number(length) }
    start = range.end
    return sliceAxes(x, [range])
  })
}

/** The normalised batch, its means and its biased variances, by sums; null for another node. */
function normalizedBatch(node: Node, layouts: Layouts): readonly Value[] | null {
  const { BatchNormalization } = batchNormalizationOps
  if (node.op !== BatchNormalization) return null
  const { training_mode: training, epsilon } = BatchNormalization.attributesOf(node)
  if (training !== 1) return null
  const { x: old, scale, bias } = BatchNormalization.inputsOf(node)
  const x = layouts.plain(old)
  const channels = x.shape[1] ?? 1
  const axes = [...x.shape.keys()].filter((axis) => axis !== 1)
  const vector = (value: Value) => reshape(value, [channels])
  const perChannel = (value: Value) => reshape(layouts.plain(value), [channels, ...x.shape.slice(2).map(() => 1)])
  const mean = reduceMean(x, { axes, keepDims: true })
  const centred = sub(x, mean)
  const variance = reduceMean(mul(centred, centred), { axes, keepDims: true })
  const unit = div(centred, sqrt(add(variance, epsilon)))
  return [add(mul(unit, perChannel(scale)), perChannel(bias)), vector(mean), vector(variance)]
}
