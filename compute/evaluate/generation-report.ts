/** What is said of a model that makes pictures, by pictures that it has not learned from. */
import { featuresOf } from '../data/rows/feature-file.ts'
import { buildGenerativeModel } from '../models/generative-families.ts'
import type { GenerationReport, GenerationSpec } from '../spec/generation.ts'
import { createGenerativeEvaluation } from '../train/generative-inference.ts'
import type { GenerativeTable } from '../train/generative-loop-session.ts'
import type { TrainedGenerator } from '../train/generative-run.ts'
import { rowsAtOnceFor } from '../train/rows-at-once.ts'

/** The plain bound is that of a divergence that is weighed by 1, whatever it was weighed by in training. */
const unweighed = (model: GenerationSpec['model']): GenerationSpec['model'] =>
  model.family === 'vae' ? { ...model, beta: 1 } : model

/**
 * The bound on the likelihood of the test pictures where the family has one, beside that of the training pictures' mean.
 * Always the same for the same weights: its noise follows from the run's seed.
 */
export async function generationReport(
  { model, inputs, weights }: Pick<TrainedGenerator, 'model' | 'inputs' | 'weights'>,
  table: GenerativeTable,
  { training: { seed, threads } }: Pick<GenerationSpec, 'training'>,
): Promise<GenerationReport> {
  const { train, test } = table.split
  const counts = { task: 'generation', learned: train.length, judged: test.length } as const
  const built = buildGenerativeModel(unweighed(model), inputs)
  const evaluation = test.length === 0 ? null : await createGenerativeEvaluation(built, table, seed, threads)
  if (evaluation === null) return { ...counts, bound: null }
  try {
    const { reconstruction = NaN, divergence = NaN } = await evaluation.evaluate(weights, test)
    const bound = { negativeElbo: reconstruction + divergence, reconstruction, divergence }
    return { ...counts, bound: { model: bound, baseline: { negativeElbo: await meanPictureBound(table) } } }
  } finally {
    await evaluation.release()
  }
}

/** A number of the mean picture is held this far from 0 and 1: what was never seen is not impossible. */
const margin = 1e-4

/**
 * The same cross-entropy for a model that makes the training pictures' mean of whatever it is given: its divergence is 0.
 * In nats a picture, for numbers from 0 to 1.
 */
export async function meanPictureBound({ features, inputs, split }: GenerativeTable): Promise<number> {
  const train = await meansOf({ features, inputs }, split.train)
  const test = await meansOf({ features, inputs }, split.test)
  return train.reduce((sum, mean, at) => {
    const held = Math.min(1 - margin, Math.max(margin, mean))
    const share = test[at]!
    return sum - share * Math.log(held) - (1 - share) * Math.log(1 - held)
  }, 0)
}

/** The mean of each number over some rows. The cross-entropy is linear in the rows, so their means are all that it needs. */
async function meansOf(table: Pick<GenerativeTable, 'features' | 'inputs'>, rows: Uint32Array): Promise<Float64Array> {
  const sums = new Float64Array(table.inputs)
  const step = rowsAtOnceFor(table.inputs)
  for (let from = 0; from < rows.length; from += step) {
    const values = await featuresOf(table, rows.subarray(from, from + step))
    values.forEach((value, at) => (sums[at % table.inputs]! += value))
  }
  return sums.map((sum) => sum / rows.length)
}
