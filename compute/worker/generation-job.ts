/** A run that learns to make pictures, in its thread: as other runs, and with a sheet of samples for each epoch. */
import { existsSync } from 'node:fs'
import { generationReport } from '../evaluate/generation-report.ts'
import { buildGenerativeModel } from '../models/generative-families.ts'
import type { GenerationSpec } from '../spec/generation.ts'
import { networksOf } from '../spec/generative-model.ts'
import type { EpochMetrics } from '../spec/run.ts'
import { totalLoss } from '../train/generative-plan.ts'
import { generativeRun, type SampledEpoch } from '../train/generative-run.ts'
import type { GenerationPlace, TrainingEnd } from './engine-protocol.ts'
import { prepareGenerationAt } from './prepare-at.ts'
import { prepareWhile } from './prepare-while.ts'
import { createSheetWriter } from './sample-sheets.ts'
import { endUnprepared, type TrainingHands } from './training-hands.ts'

/** An epoch as every run tells it. */
function metricsOf({ metrics }: SampledEpoch, { model, training }: GenerationSpec): EpochMetrics {
  const { epoch, step, trainLosses, validationLosses, rate, seconds } = metrics
  const [first] = networksOf[model.family]
  return {
    epoch,
    step,
    trainLoss: totalLoss(trainLosses),
    validationLoss: validationLosses === null ? NaN : totalLoss(validationLosses),
    validationScore: NaN,
    learningRate: rate * (training.networks[first]?.learningRate ?? NaN),
    gradientNorm: NaN,
    seconds,
    losses: { train: trainLosses, validation: validationLosses },
  }
}

/** Trains to the end, or until it is told to stop. @throws StudioError as generativeRun; `cancelled` when it was interrupted */
export async function trainGeneration(place: GenerationPlace, hands: TrainingHands): Promise<TrainingEnd> {
  const { control, tell, deliver, onPaused, programs } = hands
  const { spec, totalEpochs } = place
  const prepared = await prepareWhile((options) => prepareGenerationAt(place, options), {
    control,
    hasCheckpoint: existsSync(place.checkpoint),
    tell: (progress) => tell({ kind: 'preparing', progress }),
  })
  if (prepared === null) return endUnprepared(control)
  const { classes, range } = buildGenerativeModel(spec.model, prepared.table.inputs)
  const sheets = createSheetWriter(place.samples, { image: spec.image, classes, range, totalEpochs })
  async function tellEpochs(epochs: readonly SampledEpoch[]): Promise<void> {
    // First the sheets: whoever hears of an epoch may look at its samples.
    for (const { metrics, samples } of epochs) await sheets.write(metrics.epoch, samples)
    await deliver({ kind: 'epochs', epochs: epochs.map((each) => metricsOf(each, spec)) })
  }
  // Sheets take a while; epochs are told in their order all the same.
  let before: Promise<void> = Promise.resolve()
  const trained = await generativeRun({
    model: spec.model,
    training: spec.training,
    data: prepared.table,
    programs,
    checkpointPath: place.checkpoint,
    resume: true,
    totalEpochs,
    control,
    onBegin: ({ epoch, used }) => deliver({ kind: 'begin', epoch, used }),
    onProgress: (progress) => tell({ kind: 'progress', progress }),
    onEpoch: (epochs) => {
      const told = before.then(() => tellEpochs(epochs))
      // Whoever waits for it hears of a failure.
      before = told.catch(() => undefined)
      return told
    },
    onCheckpoint: (info) => deliver({ kind: 'checkpoint', ...info }),
    onPaused,
  })
  return { kind: 'finished', outcome: trained.outcome, report: await generationReport(trained, prepared.table, spec) }
}
