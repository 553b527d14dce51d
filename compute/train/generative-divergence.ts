/** Finds out where a generative model's numbers came apart. */
import * as op from '../graph/ops.ts'
import { tensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'
import { partsOf } from '../models/generative-families.ts'
import type { GenerativeModel } from '../models/generative-model.ts'
import type { NamedTensors } from '../models/weights.ts'
import type { Layer } from '../nn/layer.ts'
import { standardNormal, standardUniform } from '../nn/noise.ts'
import type { Apart } from './diverged.ts'
import { firstLayerApart, mostRows } from './divergence.ts'
import type { GenerativeTable } from './generative-loop-session.ts'

/** All that a model does in a step as one layer: from rows to the sum of its losses. */
function wholeStep(model: GenerativeModel): Layer {
  const key = constant(tensor('uint32', Uint32Array.of(1)))
  return {
    ...partsOf(model),
    forward: (rows, context) => {
      const noise = () => standardNormal(rows, mostRows, model.latent, key)
      const uniform = () => standardUniform(rows, mostRows, 1, key)
      // Which class a row is of doesn't matter here: they are all taken to be of the first.
      const first = constant(tensor('int64', BigInt64Array.of(0n)))
      const condition =
        model.classes === null ? null : op.oneHot(op.gather(first, op.mul(op.counting(rows, 0), 0)), model.classes)
      const losses = model.turns.flatMap((turn): readonly Value[] =>
        Object.values(turn.pass({ rows, condition }, { ...context, noise, uniform }).losses),
      )
      return losses.reduce((sum, loss) => op.add(sum, loss))
    },
  }
}

/** The first layer whose weights or outputs are not all finite with these weights; null where all are. */
export async function layerApart(
  model: GenerativeModel,
  weights: NamedTensors,
  table: GenerativeTable,
): Promise<Apart | null> {
  const layer = await firstLayerApart(wholeStep(model), weights, table)
  return layer === null ? null : { layer, way: 'forward' }
}
