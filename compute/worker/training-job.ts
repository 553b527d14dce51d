/** A run in its thread: prepares the data, trains, evaluates, and hears what it is told meanwhile. */
import { existsSync } from 'node:fs'
import { evaluateRun } from '../evaluate/evaluate-run.ts'
import { predictRows } from '../evaluate/predictions.ts'
import { StudioError } from '../spec/errors.ts'
import { noPrograms, type ProgramCache } from '../train/program-cache.ts'
import { createTrainControl } from '../train/train-control.ts'
import { trainRun } from '../train/train-run.ts'
import {
  type AnyRunPlace,
  isGenerationPlace,
  type RunPlace,
  type TrainingCommand,
  type TrainingEnd,
  type TrainingEvent,
} from './engine-protocol.ts'
import { firstWeights } from './first-weights.ts'
import { trainGeneration } from './generation-job.ts'
import { prepareAt } from './prepare-at.ts'
import { prepareWhile } from './prepare-while.ts'
import type { JobContext } from './serve-thread.ts'
import { endUnprepared, type TrainingHands } from './training-hands.ts'

/** The one run that a thread trains. */
export interface TrainingJob {
  train(place: AnyRunPlace, context: JobContext<TrainingEvent>): Promise<TrainingEnd>
  /** Resolves when the command has come to pass: true, or false where the run had ended before. */
  command(command: TrainingCommand): Promise<boolean>
}

async function trainPrediction(place: RunPlace, hands: TrainingHands): Promise<TrainingEnd> {
  const { control, tell, deliver, onPaused, programs } = hands
  const { training: plan, task } = place.spec
  const prepared = await prepareWhile((options) => prepareAt(place, options), {
    control,
    hasCheckpoint: existsSync(place.checkpoint),
    tell: (progress) => tell({ kind: 'preparing', progress }),
  })
  if (prepared === null) return endUnprepared(control)
  const { model, table } = prepared
  const trained = await trainRun({
    model,
    training: plan,
    task,
    data: table,
    // A run that has begun goes on from its checkpoint, also where the pretrained model is gone.
    ...(existsSync(place.checkpoint)
      ? {}
      : { startFrom: await firstWeights(place.projectFolder, model, table.outputs) }),
    programs,
    checkpointPath: place.checkpoint,
    resume: true,
    totalEpochs: place.totalEpochs,
    control,
    onBegin: ({ epoch, used }) => deliver({ kind: 'begin', epoch, used }),
    onProgress: (progress) => tell({ kind: 'progress', progress }),
    onEpoch: (epochs) => deliver({ kind: 'epochs', epochs }),
    onCheckpoint: (info) => deliver({ kind: 'checkpoint', ...info }),
    onPaused,
  })
  const predictions = await predictRows(trained, prepared, table.split.test, plan.threads)
  return { kind: 'finished', outcome: trained.outcome, report: evaluateRun(prepared, predictions) }
}

/** A thread's training job, before it was told which. @param programs those that were compiled before */
export function createTrainingJob(programs: ProgramCache = noPrograms): TrainingJob {
  const control = createTrainControl()
  let standsStill = false
  let tellPaused: () => void = () => undefined
  let training: Promise<unknown> | null = null

  async function run(place: AnyRunPlace, { signal, tell, deliver }: JobContext<TrainingEvent>): Promise<TrainingEnd> {
    // A thread that is asked to end leaves off as one that is told to.
    signal.addEventListener('abort', () => control.set('interrupt'), { once: true })
    const onPaused = () => {
      standsStill = true
      tellPaused()
    }
    const hands = { control, tell, deliver, onPaused, programs }
    try {
      return await (isGenerationPlace(place) ? trainGeneration(place, hands) : trainPrediction(place, hands))
    } catch (error) {
      if (error instanceof StudioError && error.code === 'cancelled') return { kind: 'interrupted' }
      throw error
    }
  }

  return {
    async train(place, context) {
      if (training !== null) throw new Error('This thread trains a run already.')
      const running = run(place, context)
      training = running
      return running
    },
    async command(command) {
      if (training === null) return false
      const ended = training.then(
        () => false,
        () => false,
      )
      switch (command) {
        case 'pause': {
          if (standsStill) return true
          const paused = new Promise<boolean>((resolve) => (tellPaused = () => resolve(true)))
          control.set('pause')
          return Promise.race([paused, ended])
        }
        case 'resume':
          standsStill = false
          control.set('run')
          return true
        case 'stop':
        case 'interrupt':
          control.set(command)
          await ended
          return true
        default:
          command satisfies never
          return false
      }
    },
  }
}
