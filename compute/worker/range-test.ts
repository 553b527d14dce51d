/** A learning-rate range test of a run that is still planned, on its own data. */
import type { JobProgress } from '../spec/job.ts'
import type { LearningRateRange } from '../spec/learning-rate-range.ts'
import { testLearningRates } from '../train/learning-rate-range.ts'
import type { RunPlace } from './engine-protocol.ts'
import { firstWeights } from './first-weights.ts'
import { prepareAt } from './prepare-at.ts'

/** Points of the curve that are told: more than a screen shows. */
const mostPoints = 300

/** Sweeps over the rates; of the curve every so many points are given, the last one always. */
export async function rangeTestAt(
  place: Omit<RunPlace, 'checkpoint' | 'totalEpochs'>,
  { signal, tell }: { readonly signal: AbortSignal; readonly tell: (progress: JobProgress) => void },
): Promise<LearningRateRange> {
  tell({ stage: 'preparing', fraction: null, secondsLeft: null })
  const { table, model } = await prepareAt(place, { signal, onProgress: tell })
  const began = performance.now()
  const { training, task } = place.spec
  const range = await testLearningRates({
    model,
    training,
    task,
    data: table,
    startFrom: await firstWeights(place.projectFolder, model, table.outputs),
    signal,
    onProgress: (fraction) => {
      const secondsLeft = ((performance.now() - began) / 1000 / fraction) * (1 - fraction)
      tell({ stage: 'evaluating', fraction, secondsLeft })
    },
  })
  const stride = Math.ceil(range.points.length / mostPoints)
  const points = range.points.filter((_, index) => index % stride === 0 || index === range.points.length - 1)
  return { ...range, points }
}
