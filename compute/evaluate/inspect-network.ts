/**
 * A look into a trained network while rows go through it: what its layers give, and the gradients of the loss by their
 * weights. Nothing is dropped and running statistics are used, as where the network is used.
 */
import { pullback } from '../autodiff/walk.ts'
import { targetFormOf } from '../data/training-table.ts'
import * as op from '../graph/ops.ts'
import { inputValue, type Value } from '../graph/value.ts'
import { buildModel } from '../models/families.ts'
import { weightInputs, type WeightedModel } from '../models/weights.ts'
import { createLoss } from '../nn/losses/losses.ts'
import type { NetworkInspection } from '../spec/layer-row.ts'
import type { LossSpec } from '../spec/training.ts'
import { classWeightsOf } from '../train/class-weights.ts'
import { rowsAtOnce } from '../train/rows-at-once.ts'
import { createTableFeed } from '../train/table-feed.ts'
import { featureForm, featureInput, gatherFeatures } from '../train/table-features.ts'
import { targetsInput } from '../train/training-step.ts'
import type { TrainingData } from '../train/training-table.ts'
import { type InspectedPass, inspectPass } from './inspect-pass.ts'

/** Rows that are looked at: enough for a picture, few enough to be there in a moment. */
export const mostRows = 256
/** Gradients take the values of a whole pass, and as many again: so many fewer rows than in a pass that forgets them. */
const valuesKept = 8

export interface InspectionRequest {
  readonly weighted: WeightedModel
  readonly loss: LossSpec | null
  readonly table: TrainingData
  /** Rows to send through it; of many, the first are taken. */
  readonly rows: Uint32Array
  readonly threads: number
}

/** Looks into the network. */
export async function inspectNetwork(request: InspectionRequest): Promise<NetworkInspection> {
  const { weighted, table } = request
  const { inputs, outputs, weights } = weighted
  const model = buildModel(weighted.model, inputs, outputs)
  const { inputs: named, context } = weightInputs(model)
  const [form, target] = [featureForm(table), targetFormOf(table)]
  const [features, targets] = [featureInput(form), targetsInput(target)]
  const order = inputValue('order', 'int64', ['rows'])
  const made = model.forward(gatherFeatures(features, order, form), context)
  const lossOf = createLoss(target.kind, request.loss, classWeightsOf(request.loss, table))
  const loss = lossOf(made, op.gather(targets, order))
  const sources = model.parameters.map(({ name }) => named.get(name) as Value)
  const rows = request.rows.subarray(0, Math.min(mostRows, Math.max(1, Math.floor(rowsAtOnce(made) / valuesKept))))
  const pass: InspectedPass = {
    named,
    parameters: model.parameters,
    gradients: pullback(made, loss.gradient, sources),
    ends: [made],
    loss: loss.mean,
    inputs: [features, targets, order],
  }
  const feed = createTableFeed(table)
  try {
    const fed = await feed.take(rows)
    if (fed.targets === null) throw new TypeError('a table without targets')
    return await inspectPass(pass, weights, { ...fed, targets: fed.targets }, rows.length, request.threads)
  } finally {
    await feed.release()
  }
}
