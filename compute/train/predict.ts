/** Runs a trained model on encoded rows. */
import { setImmediate } from 'node:timers/promises'
import { createSession } from '../graph/session.ts'
import { knownSize } from '../graph/shape.ts'
import { tensor } from '../graph/tensor.ts'
import { inputValue } from '../graph/value.ts'
import { writeModel } from '../graph/write.ts'
import { buildForward, type WeightedModel } from '../models/weights.ts'
import { rowsAtOnce } from './rows-at-once.ts'

export interface Predictor {
  /** Numbers that the model gives for a row: its outputs, or those of each of its steps. */
  readonly perRow: number
  /** The model's outputs (rows × perRow; logits for classes) for features (rows × inputs). Messages are heard between its batches. */
  logits(features: Float32Array, rows: number): Promise<Float32Array>
  /** The same where features are given from row to row as they are needed. */
  logitsOf(take: (from: number, to: number) => Promise<Float32Array>, rows: number): Promise<Float32Array>
  release(): Promise<void>
}

/** Makes a predictor of a model with its weights. */
export async function createPredictor(model: WeightedModel, threads: number): Promise<Predictor> {
  const features = inputValue('features', 'float32', ['rows', model.inputs])
  const outputs = buildForward(model, features)
  const perRow = knownSize(outputs.shape.slice(1)) ?? model.outputs
  const batchRows = rowsAtOnce(outputs)
  const file = writeModel({ name: 'forward', inputs: [features], outputs: { logits: outputs } })
  const session = await createSession(file, { threads })

  async function batch(part: Float32Array, rows: number): Promise<Float32Array> {
    const { logits } = await session.run({ features: tensor('float32', part, [rows, model.inputs]) })
    if (logits?.dtype !== 'float32') throw new TypeError('the model gave no float32 outputs')
    return logits.data
  }

  const logitsOf: Predictor['logitsOf'] = async (take, rows) => {
    const results = new Float32Array(rows * perRow)
    for (let start = 0; start < rows; start += batchRows) {
      const end = Math.min(rows, start + batchRows)
      results.set(await batch(await take(start, end), end - start), start * perRow)
      if (end < rows) await setImmediate()
    }
    return results
  }

  return {
    perRow,
    logitsOf,
    logits: (all, rows) =>
      logitsOf((from, to) => Promise.resolve(all.subarray(from * model.inputs, to * model.inputs)), rows),
    release: () => session.release(),
  }
}
