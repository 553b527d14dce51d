/** Finds out where a model's numbers came apart: in which layer something that is no number first shows. */
import { featuresOf } from '../data/rows/feature-file.ts'
import { placeNodes } from '../graph/scope.ts'
import * as op from '../graph/ops.ts'
import { createSession } from '../graph/session.ts'
import { tensor } from '../graph/tensor.ts'
import { constant, inputValue, type Node, type Value } from '../graph/value.ts'
import { writeModel } from '../graph/write.ts'
import { layerOf, layersOfNodes } from '../models/node-layers.ts'
import { contextOf, type NamedTensors } from '../models/weights.ts'
import type { Layer } from '../nn/layer.ts'
import type { TrainingData } from './training-table.ts'

/** Training rows that are looked at. */
export const mostRows = 4096

/** What of a table is looked at. */
type LookedAt = Pick<TrainingData, 'features' | 'inputs' | 'split'>

/**
 * The name of the first layer, in the order of the forward pass, whose weights or whose outputs for the training rows are
 * not all finite; null where all are.
 */
export async function firstLayerApart(model: Layer, weights: NamedTensors, table: LookedAt): Promise<string | null> {
  for (const { name } of [...model.parameters, ...model.buffers]) {
    if (weights.get(name)?.data.every(Number.isFinite) === false) return layerOf(name)
  }
  const named = new Map(
    Array.from(weights, ([name, { data, shape }]) => [name, constant(tensor('float32', data, shape))] as const),
  )
  const names = new Map(Array.from(named, ([name, value]) => [value, name]))
  const x = inputValue('x', 'float32', ['rows', table.inputs])
  const checks = checksOf(placeNodes([model.forward(x, contextOf(named))]).nodes, names)
  const outputs = Object.fromEntries(checks.map(({ apart }, index) => [`check_${index}`, apart]))
  const session = await createSession(writeModel({ inputs: [x], outputs }), { threads: 1 })
  try {
    const rows = table.split.train.subarray(0, mostRows)
    const x = tensor('float32', await featuresOf(table, rows), [rows.length, table.inputs])
    const results = await session.run({ x })
    const bad = checks.find((_, index) => Number.isNaN(Number(results[`check_${index}`]?.data[0])))
    return bad?.layer ?? null
  } finally {
    await session.release()
  }
}

/** For each operation on numbers, those inside loops but for what the loops give left out: a scalar that is NaN if something in its result is not finite, and its layer. */
function checksOf(nodes: readonly Node[], names: ReadonlyMap<Value, string>) {
  return Array.from(layersOfNodes(nodes, names)).flatMap(([{ outputs }, layer]) => {
    const result = outputs[0]
    return result?.dtype === 'float32' ? [{ layer, apart: op.reduceSum(op.mul(result, 0)) }] : []
  })
}
