/** Finds out where a model's numbers came apart: in which layer something that is no number first shows. */
import { reachableNodes } from '../graph/scope.ts'
import * as op from '../graph/ops.ts'
import { createSession } from '../graph/session.ts'
import { tensor } from '../graph/tensor.ts'
import { constant, inputValue, type Node, type Value } from '../graph/value.ts'
import { writeModel } from '../graph/write.ts'
import { contextOf, type NamedTensors } from '../models/weights.ts'
import type { Layer } from '../nn/layer.ts'
import type { TrainingTable } from './training-table.ts'

/** Training rows that are looked at. */
const mostRows = 4096

/** A layer's name, of the name of one of its parameters. */
export const layerOf = (parameter: string) => parameter.replace(/\.[^.]*$/, '')

/**
 * The name of the first layer, in the order of the forward pass, whose weights or whose outputs for the training rows are
 * not all finite; null where all are.
 */
export async function firstLayerApart(
  model: Layer,
  weights: NamedTensors,
  table: TrainingTable,
): Promise<string | null> {
  for (const { name } of [...model.parameters, ...model.buffers]) {
    if (weights.get(name)?.data.every(Number.isFinite) === false) return layerOf(name)
  }
  const named = new Map(
    Array.from(weights, ([name, { data, shape }]) => [name, constant(tensor('float32', data, shape))] as const),
  )
  const names = new Map(Array.from(named, ([name, value]) => [value, name]))
  const x = inputValue('x', 'float32', ['rows', table.inputs])
  const checks = checksOf(reachableNodes([model.forward(x, contextOf(named))]), names)
  const outputs = Object.fromEntries(checks.map(({ apart }, index) => [`check_${index}`, apart]))
  const session = await createSession(writeModel({ inputs: [x], outputs }), { threads: 1 })
  try {
    const results = await session.run({ x: firstRows(table) })
    const bad = checks.find((_, index) => Number.isNaN(Number(results[`check_${index}`]?.data[0])))
    return bad?.layer ?? null
  } finally {
    await session.release()
  }
}

/** For each operation on numbers: a scalar that is NaN if something in its result is not finite, and its layer. */
function checksOf(nodes: readonly Node[], names: ReadonlyMap<Value, string>) {
  const layers = new Map<Node, string>()
  return nodes.flatMap((node) => {
    // An operation without weights of its own belongs to the layer whose outputs it takes.
    const own = node.inputs.map((input) => (input === null ? undefined : names.get(input))).find(Boolean)
    const before = node.inputs
      .map((input) => (input?.source.kind === 'node' ? layers.get(input.source.node) : undefined))
      .findLast(Boolean)
    const layer = own === undefined ? before : layerOf(own)
    if (layer !== undefined) layers.set(node, layer)
    const result = node.outputs[0]
    if (layer === undefined || result?.dtype !== 'float32') return []
    return [{ layer, apart: op.reduceSum(op.mul(result, 0)) }]
  })
}

function firstRows({ features, inputs, split }: TrainingTable) {
  const rows = split.train.subarray(0, mostRows)
  const gathered = new Float32Array(rows.length * inputs)
  rows.forEach((row, at) => gathered.set(features.subarray(row * inputs, (row + 1) * inputs), at * inputs))
  return tensor('float32', gathered, [rows.length, inputs])
}
