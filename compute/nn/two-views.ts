/** One network for two views of each row, as contrastive learning needs it. */
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import type { Layer } from './layer.ts'

/** From rows with both views one after the other (rows × 2 · inputs) to what the network makes of each: rows × 2 × outputs. */
export function twoViews(network: Layer): Layer {
  return {
    ...network,
    forward: (x, context) => {
      const [rows, inputs] = [dimAt(x.shape, 0), Number(dimAt(x.shape, 1)) / 2]
      // The views take turns, so that the row count alone stays unknown.
      const views = op.reshape(x, [`${rows}*2`, inputs])
      const vectors = network.forward(views, { ...context, training: doubled(context.training) })
      return op.reshape(vectors, [rows, 2, dimAt(vectors.shape, 1)])
    },
  }
}

/** A batch of so many rows is one of twice as many views. */
const doubled = (training: Parameters<Layer['forward']>[1]['training']) =>
  training === null
    ? null
    : {
        batchSize: 2 * training.batchSize,
        randomKey: () => training.randomKey(),
        updateBuffer: training.updateBuffer.bind(training),
      }
