/** A run in its thread: prepares the data, trains, evaluates, and hears what it is told meanwhile. */
import { existsSync } from 'node:fs'
import type { PreparedRun } from '../data/preprocess/prepare-run.ts'
import { evaluateRun } from '../evaluate/evaluate-run.ts'
import { predictRows } from '../evaluate/predictions.ts'
import { StudioError } from '../spec/errors.ts'
import type { JobProgress } from '../spec/job.ts'
import { createTrainControl } from '../train/train-control.ts'
import { trainRun } from '../train/train-run.ts'
import type { RunPlace, TrainingCommand, TrainingEnd, TrainingEvent } from './engine-protocol.ts'
import { firstWeights } from './first-weights.ts'
import { prepareAt } from './prepare-at.ts'
import type { JobContext } from './serve-thread.ts'

/** Milliseconds between two times that is told how far the data is prepared. */
const tellEveryMs = 150

/** The one run that a thread trains. */
export interface TrainingJob {
  train(place: RunPlace, context: JobContext<TrainingEvent>): Promise<TrainingEnd>
  /** Resolves when the command has come to pass: true, or false where the run had ended before. */
  command(command: TrainingCommand): Promise<boolean>
}

/** A thread's training job, before it was told which. */
export function createTrainingJob(): TrainingJob {
  const control = createTrainControl()
  let standsStill = false
  let tellPaused: () => void = () => undefined
  let training: Promise<unknown> | null = null

  /** The run's data; null where a person would not wait for it. */
  async function prepare(place: RunPlace, tell: JobContext<TrainingEvent>['tell']): Promise<PreparedRun | null> {
    const hasCheckpoint = existsSync(place.checkpoint)
    const abort = new AbortController()
    const leave = async () => {
      while (!abort.signal.aborted) {
        // A run that has weights is judged by them when it is stopped, and needs its data for that.
        if (control.request === 'interrupt' || (control.request === 'stop' && !hasCheckpoint)) abort.abort()
        else await control.changed()
      }
    }
    void leave()
    let toldAt = -Infinity
    const onProgress = (progress: JobProgress) => {
      const now = performance.now()
      if (now - toldAt < tellEveryMs) return
      toldAt = now
      tell({ kind: 'preparing', progress })
    }
    try {
      return await prepareAt(place, { signal: abort.signal, onProgress })
    } catch (error) {
      if (abort.signal.aborted) return null
      throw error
    } finally {
      abort.abort()
    }
  }

  async function run(place: RunPlace, { signal, tell, deliver }: JobContext<TrainingEvent>): Promise<TrainingEnd> {
    // A thread that is asked to end leaves off as one that is told to.
    signal.addEventListener('abort', () => control.set('interrupt'), { once: true })
    const { training: plan, task } = place.spec
    const prepared = await prepare(place, tell)
    if (prepared === null) {
      return control.request === 'stop'
        ? { kind: 'finished', outcome: 'stopped-by-person', report: null }
        : { kind: 'interrupted' }
    }
    const { model, table } = prepared
    // A run that has begun goes on from its checkpoint, also where the pretrained model is gone.
    const hasBegun = existsSync(place.checkpoint)
    try {
      const trained = await trainRun({
        model,
        training: plan,
        task,
        data: table,
        ...(hasBegun ? {} : { startFrom: await firstWeights(place.projectFolder, model, table.outputs) }),
        checkpointPath: place.checkpoint,
        resume: true,
        totalEpochs: place.totalEpochs,
        control,
        onBegin: ({ epoch, used }) => deliver({ kind: 'begin', epoch, used }),
        onProgress: (progress) => tell({ kind: 'progress', progress }),
        onEpoch: (epochs) => deliver({ kind: 'epochs', epochs }),
        onCheckpoint: (info) => deliver({ kind: 'checkpoint', ...info }),
        onPaused: () => {
          standsStill = true
          tellPaused()
        },
      })
      const predictions = await predictRows(trained, prepared, table.split.test, plan.threads)
      return { kind: 'finished', outcome: trained.outcome, report: evaluateRun(prepared, predictions) }
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
