/**
 * Windows of series changed at random: their numbers with noise, and larger or smaller as a whole. What happens to a window follows from
 * (seed, step, place in the batch) alone, as with pictures.
 */
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import { tensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'
import type { SeriesAugmentation } from '../spec/series-augmentation.ts'
import type { TrainingContext } from './layer.ts'
import { standardNormal } from './noise.ts'

/** What the rows of windows of series are made of, and their targets. */
export interface WindowForm {
  /** Steps of a row, and inputs of each. */
  readonly steps: number
  readonly width: number
  /** 1 for each input that is a number of a column, else 0: steps × inputs of a step. */
  readonly numbers: Float32Array
  /** A target that is what it is counted from, standardised. */
  readonly level: number
}

/**
 * Augments windows (batch × steps · inputs of a step, standardised, the target's own past first of a step) and what is ahead of them
 * (batch × horizon): scaled, then with noise.
 */
export function augmentSeries(
  x: Value,
  y: Value,
  { steps, width, numbers, level }: WindowForm,
  { jitter, scaling }: SeriesAugmentation,
  training: TrainingContext,
): { readonly x: Value; readonly y: Value } {
  const batch = dimAt(x.shape, 0)
  const [rows, mask] = [op.reshape(x, [batch, steps, width]), constant(tensor('float32', numbers, [1, steps, width]))]
  const normal = (count: number) => standardNormal(x, training.batchSize, count, training.randomKey())
  let [windows, ahead] = [rows, y]
  if (scaling > 0) {
    const surplus = op.mul(normal(width), scaling)
    const ofColumns = op.add(op.mul(op.reshape(surplus, [batch, 1, width]), mask), 1)
    const ofTarget = op.add(op.slice(surplus, { axis: 1, start: 0, end: 1 }), 1)
    windows = op.mul(windows, ofColumns)
    ahead = op.add(op.mul(op.sub(y, level), ofTarget), level)
  }
  if (jitter > 0) {
    const noise = op.reshape(op.mul(normal(steps * width), jitter), [batch, steps, width])
    windows = op.add(windows, op.mul(noise, mask))
  }
  return { x: op.reshape(windows, x.shape), y: ahead }
}
