/** A learning-rate range test of a run that is still planned, on its own data. */
import type { JobProgress } from '../spec/job.ts'
import type { LearningRateRange } from '../spec/learning-rate-range.ts'
import { testVaeRates } from '../train/generative-rate-range.ts'
import { type SweepOptions, testLearningRates } from '../train/learning-rate-range.ts'
import { type GenerationPlace, type PlannedPlace, plansGeneration, type RunPlace } from './engine-protocol.ts'
import { firstWeights } from './first-weights.ts'
import { prepareAt, prepareGenerationAt } from './prepare-at.ts'

/** Points of the curve that are told: more than a screen shows. */
const mostPoints = 300

interface Hands {
  readonly signal: AbortSignal
  readonly tell: (progress: JobProgress) => void
}

/** Sweeps over the rates; of the curve every so many points are given, the last one always. */
export async function rangeTestAt(place: PlannedPlace, hands: Hands): Promise<LearningRateRange> {
  hands.tell({ stage: 'preparing', fraction: null, secondsLeft: null })
  const range = await (plansGeneration(place) ? ofGeneration(place, hands) : ofPrediction(place, hands))
  const stride = Math.ceil(range.points.length / mostPoints)
  const points = range.points.filter((_, index) => index % stride === 0 || index === range.points.length - 1)
  return { ...range, points }
}

async function ofPrediction(place: PlannedPlace<RunPlace>, hands: Hands): Promise<LearningRateRange> {
  const { table, model } = await prepareAt(place, { signal: hands.signal, onProgress: hands.tell })
  const { training, task } = place.spec
  const startFrom = await firstWeights(place.projectFolder, model, table.outputs)
  return testLearningRates({ model, training, task, data: table, startFrom, ...sweeping(hands) })
}

async function ofGeneration(place: PlannedPlace<GenerationPlace>, hands: Hands): Promise<LearningRateRange> {
  const { model, training } = place.spec
  if (model.family !== 'vae') throw new RangeError(`a ${model.family} has no loss that a rate could be read off`)
  const { table } = await prepareGenerationAt(place, { signal: hands.signal, onProgress: hands.tell })
  return testVaeRates({ model, training, data: table, ...sweeping(hands) })
}

/** Tells how far a sweep is that begins now. */
function sweeping({ signal, tell }: Hands): SweepOptions {
  const began = performance.now()
  return {
    signal,
    onProgress: (fraction) => {
      const secondsLeft = ((performance.now() - began) / 1000 / fraction) * (1 - fraction)
      tell({ stage: 'evaluating', fraction, secondsLeft })
    },
  }
}
