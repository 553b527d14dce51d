/**
 * A look into the networks of a trained generative model, each while it plays its part: what its layers give, and the
 * gradients of its own losses. Running statistics are used; the noise is that of a run's first step.
 */
import { pullbackOfAll } from '../autodiff/walk.ts'
import * as op from '../graph/ops.ts'
import { tensor } from '../graph/tensor.ts'
import { constant, inputValue, type Value } from '../graph/value.ts'
import { buildGenerativeModel, partsOf } from '../models/generative-families.ts'
import { generativeLayerTables } from '../models/layer-table.ts'
import { lookup, weightInputs } from '../models/weights.ts'
import { standardNormal, standardUniform } from '../nn/noise.ts'
import type { NetworkName } from '../spec/generative-model.ts'
import type { NetworkInspection } from '../spec/layer-row.ts'
import { randomBits } from '../spec/random.ts'
import type { GenerativeTable } from '../train/generative-loop-session.ts'
import type { TrainedGenerator } from '../train/generative-run.ts'
import { featureForm, featureInput, gatherFeatures } from '../train/table-features.ts'
import { createTableFeed } from '../train/table-feed.ts'
import { mostRows } from './inspect-network.ts'
import { type InspectedPass, inspectPass } from './inspect-pass.ts'

export interface GeneratorInspectionRequest {
  readonly trained: Pick<TrainedGenerator, 'model' | 'inputs' | 'weights'>
  readonly table: GenerativeTable
  /** Rows to learn from; of many, the first are taken. */
  readonly rows: Uint32Array
  readonly seed: number
  readonly threads: number
}

/** What a look may take: all values of a pass are kept for the way back, in both networks, and as many gradients. */
const mostBytes = 512e6
const passes = 4

/** How many rows are looked at: of large pictures fewer. */
function rowsLookedAt({ model, inputs }: GeneratorInspectionRequest['trained']): number {
  const layers = generativeLayerTables(model, inputs).flatMap((table) => table.layers)
  const rowBytes = layers.reduce((sum, { bytes }) => sum + bytes, 0)
  return Math.min(mostRows, Math.max(1, Math.floor(mostBytes / (passes * rowBytes))))
}

/** Looks into each network, at its last turn of a step. */
export async function inspectGenerator(
  request: GeneratorInspectionRequest,
): Promise<ReadonlyMap<NetworkName, NetworkInspection>> {
  const { trained, table, seed, threads } = request
  const rows = request.rows.subarray(0, rowsLookedAt(trained))
  const model = buildGenerativeModel(trained.model, trained.inputs)
  const { inputs: named, context } = weightInputs(partsOf(model))
  const form = featureForm(table)
  const [features, order] = [featureInput(form), inputValue('order', 'int64', ['rows'])]
  const labels = model.classes === null ? null : inputValue('labels', 'int64', ['table_rows'])
  const batch = {
    rows: gatherFeatures(features, order, form),
    condition: labels === null || model.classes === null ? null : op.oneHot(op.gather(labels, order), model.classes),
  }
  let keys = 0
  const key = () => constant(tensor('uint32', Uint32Array.of(randomBits(seed, 'noise', keys++, 0))))
  const passes = new Map<NetworkName, InspectedPass>()
  for (const turn of model.turns) {
    const noise = () => standardNormal(batch.rows, rows.length, model.latent, key())
    const uniform = () => standardUniform(batch.rows, rows.length, 1, key())
    const { losses, ends } = turn.pass(batch, { ...context, noise, uniform })
    const parameters = model.networks.find(({ name }) => name === turn.network)?.parameters ?? []
    passes.set(turn.network, {
      named,
      parameters,
      gradients: pullbackOfAll(
        ends,
        parameters.map(({ name }) => lookup(named)(name)),
      ),
      ends: ends.map(({ value }) => value),
      loss: Object.values(losses).reduce((sum: Value, loss) => op.add(sum, loss)),
      inputs: [features, order, ...(labels === null ? [] : [labels])],
    })
  }
  const feed = createTableFeed(table)
  try {
    const fed = await feed.take(rows)
    const feeds = {
      features: fed.features,
      order: fed.order,
      ...(labels === null || fed.targets === null ? {} : { labels: fed.targets }),
    }
    const seen = new Map<NetworkName, NetworkInspection>()
    for (const [network, pass] of passes)
      seen.set(network, await inspectPass(pass, trained.weights, feeds, rows.length, threads))
    return seen
  } finally {
    await feed.release()
  }
}
