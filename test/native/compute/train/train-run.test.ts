/** Whole runs: what they give, that they are determined, and that nothing that happens to them changes their result. */
import { copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NamedTensors } from '../../../../compute/models/weights.ts'
import type { StudioError } from '../../../../compute/spec/errors.ts'
import type { EpochMetrics, RunProgress } from '../../../../compute/spec/run.ts'
import type { TrainingSpec } from '../../../../compute/spec/training.ts'
import { readCheckpoint } from '../../../../compute/train/checkpoint.ts'
import { createPredictor } from '../../../../compute/train/predict.ts'
import { createTrainControl } from '../../../../compute/train/train-control.ts'
import {
  readTrainedModel,
  type TrainedModel,
  trainRun,
  type TrainRunOptions,
} from '../../../../compute/train/train-run.ts'
import { requestAfter, toyModel, toyRun, toyTable, toyTraining } from '../../../support/toy-run.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwright-train-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const bytesOf = (weights: NamedTensors) =>
  Array.from(weights, ([name, { data }]) => [
    name,
    Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
  ])

/** All that must be the same after any course of a run: the result, and every tensor that it would go on from. */
async function fingerprint(model: TrainedModel, checkpointPath: string) {
  const { weights, slots, best, counters } = await readCheckpoint(checkpointPath)
  return {
    result: bytesOf(model.weights),
    weights: bytesOf(weights),
    slots: bytesOf(slots),
    best: bytesOf(best ?? new Map()),
    counters: { ...counters, seconds: 0 },
  }
}

/** Runs until it is interrupted at some moment, then on from the checkpoint, and so on until it is through. */
async function runWithInterruptions(path: string, looks: readonly number[], options: Partial<TrainRunOptions>) {
  const epochs: EpochMetrics[] = []
  const onEpoch = (metrics: readonly EpochMetrics[]) => void epochs.push(...metrics)
  for (const count of looks) {
    const attempt = trainRun(
      toyRun({ ...options, checkpointPath: path, resume: true, onEpoch, control: requestAfter(count, 'interrupt') }),
    )
    await expect(attempt).rejects.toMatchObject({ code: 'cancelled' })
  }
  const model = await trainRun(toyRun({ ...options, checkpointPath: path, resume: true, onEpoch }))
  return { model, epochs }
}

const withoutSeconds = (epochs: readonly EpochMetrics[]) => epochs.map((each) => ({ ...each, seconds: 0 }))

describe('a run', () => {
  it('learns, and says so epoch by epoch', async () => {
    const epochs: EpochMetrics[] = []
    const progress: RunProgress[] = []
    const model = await trainRun(
      toyRun({
        training: { ...toyTraining, epochs: 40 },
        onEpoch: (metrics) => void epochs.push(...metrics),
        onProgress: (each) => void progress.push(each),
      }),
    )
    expect(epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
    expect(epochs.at(-1)!.trainLoss).toBeLessThan(epochs[0]!.trainLoss / 2)
    expect(Math.max(...epochs.map(({ validationScore }) => validationScore))).toBeGreaterThan(0.8)
    expect(model).toMatchObject({ outcome: 'all-epochs', lastEpoch: 40, step: 40 * 7, inputs: 6, outputs: 3 })
    const lowest = epochs.reduce((best, each) => (each.validationLoss < best.validationLoss ? each : best))
    expect(model.bestEpoch).toBe(lowest.epoch)
    expect(progress.at(-1)).toMatchObject({ step: 280, totalSteps: 280, totalEpochs: 40 })
  })

  it('keeps the best epoch, and a predictor gives that epoch its validation loss again', async () => {
    const epochs: EpochMetrics[] = []
    const data = toyTable(288, 6)
    const training = { ...toyTraining, epochs: 30, learningRate: 0.05 }
    const model = await trainRun(toyRun({ data, training, onEpoch: (metrics) => void epochs.push(...metrics) }))
    const rows = data.split.validation
    const features = Float32Array.from([...rows].flatMap((row) => [...data.features.subarray(row * 6, row * 6 + 6)]))
    const predictor = await createPredictor(model, 1)
    const logits = await predictor.logits(features, rows.length)
    await predictor.release()
    let loss = 0
    rows.forEach((row, index) => {
      const own = logits.subarray(index * 3, index * 3 + 3)
      loss += Math.log(own.reduce((sum, logit) => sum + Math.exp(logit), 0)) - own[data.targets.values[row]!]!
    })
    expect(loss / rows.length).toBeCloseTo(epochs[model.bestEpoch - 1]!.validationLoss, 4)
    expect(model.bestEpoch).toBeLessThan(30)
  })

  it('gives R² as the score of a regression', async () => {
    const epochs: EpochMetrics[] = []
    const training = { ...toyTraining, epochs: 60, batchSize: 50 }
    const model = { ...toyModel, dropout: 0, normalization: 'none' } as const
    const options = { model, training, task: 'regression', data: toyTable(288, 6, 'regression') } as const
    await trainRun(toyRun({ ...options, onEpoch: (metrics) => void epochs.push(...metrics) }))
    expect(epochs.at(-1)!.validationScore).toBeGreaterThan(0.9)
    expect(epochs.at(-1)!.validationScore).toBeLessThan(1)
  })

  it('stops early when the validation loss has not improved for so many epochs', async () => {
    const training = { ...toyTraining, epochs: 400, learningRate: 0.05, earlyStopping: { patience: 5 } }
    const model = await trainRun(toyRun({ training }))
    expect(model.outcome).toBe('early-stopping')
    expect(model.lastEpoch).toBe(model.bestEpoch + 5)
  })

  it('stops when it is told to, with the best weights so far', async () => {
    const path = join(folder, 'stopped.safetensors')
    const model = await trainRun(toyRun({ checkpointPath: path, control: requestAfter(9, 'stop') }))
    expect(model.outcome).toBe('stopped-by-person')
    expect(model.lastEpoch).toBeLessThan(6)
    expect(bytesOf((await readTrainedModel(path)).weights)).toEqual(bytesOf(model.weights))
    const whole = join(folder, 'stopped-whole.safetensors')
    const gone = await trainRun(toyRun({ checkpointPath: path, resume: true }))
    expect(await fingerprint(gone, path)).toEqual(
      await fingerprint(await trainRun(toyRun({ checkpointPath: whole })), whole),
    )
  })

  it('drops a last batch of one row when it normalises over the batch, and only then', async () => {
    const data = toyTable(288, 6)
    const odd = { ...data, split: { ...data.split, train: data.split.train.slice(0, 65) } }
    expect((await trainRun(toyRun({ data: odd }))).step).toBe(6 * 2)
    const model = { ...toyModel, normalization: 'layer' } as const
    expect((await trainRun(toyRun({ data: odd, model }))).step).toBe(6 * 3)
  })

  it('ends with the epoch and step when the loss is no number any more, and keeps the last good checkpoint', async () => {
    const path = join(folder, 'diverged.safetensors')
    const training = { ...toyTraining, optimizer: { kind: 'sgd' }, gradientClip: null, weightDecay: 0 } as const
    const model = { ...toyModel, normalization: 'none', dropout: 0 } as const
    const options = { model, task: 'regression', data: toyTable(288, 6, 'regression'), checkpointPath: path } as const
    const calm = trainRun(toyRun({ ...options, training, control: requestAfter(8, 'interrupt') }))
    await expect(calm).rejects.toMatchObject({ code: 'cancelled' })
    const before = await readFile(path)
    const wild = trainRun(toyRun({ ...options, training: { ...training, learningRate: 100 }, resume: true }))
    const error = await wild.catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'training-diverged' })
    const { params } = error as StudioError
    expect(Number(params['step'])).toBeGreaterThan(4)
    expect(params['epoch']).toBe(Math.ceil(Number(params['step']) / 7))
    expect(params['layer']).toMatch(/^layers\.\d$/)
    expect(await readFile(path)).toEqual(before)
  })

  it('refuses to train without rows', async () => {
    const data = toyTable(288, 6)
    const empty = { ...data, split: { ...data.split, validation: new Uint32Array(0) } }
    await expect(trainRun(toyRun({ data: empty }))).rejects.toMatchObject({ code: 'too-few-rows' })
  })
})

describe('the result of a run', () => {
  it('is the same bytes for the same seed, and others for another seed', async () => {
    const path = join(folder, 'seed.safetensors')
    const once = await fingerprint(await trainRun(toyRun({ checkpointPath: path })), path)
    const again = await fingerprint(await trainRun(toyRun({ checkpointPath: path })), path)
    expect(again).toEqual(once)
    const other = await fingerprint(
      await trainRun(toyRun({ checkpointPath: path, training: { ...toyTraining, seed: 12 } })),
      path,
    )
    expect(other.result).not.toEqual(once.result)
  })

  const courses = [[1], [2], [3], [6], [11], [14], [1, 1, 1, 1, 1, 1, 1, 1], [5, 2, 7, 1, 4], [9, 9]]
  it.each<[string, Partial<TrainingSpec>]>([
    ['1 thread', {}],
    ['2 threads', { threads: 2 }],
    ['an average of the weights', { averaging: { decay: 0.9 } }],
    ['batches in parts', { accumulation: 3 }],
    ['frozen and slower layers', { frozen: ['layers.0'], learningRateFactors: [{ prefix: 'layers.4', factor: 0.1 }] }],
    ['balanced classes', { loss: { kind: 'cross-entropy', labelSmoothing: 0.1, classWeights: 'balanced' } }],
    ['rare classes repeated', { classSampling: 'over' }],
    ['a plateau', { schedule: { ...plateau, warmupEpochs: 0.5 } }],
  ])('is the same bytes wherever the run was interrupted, with %s', async (name, changes) => {
    const options = { training: { ...toyTraining, ...changes } }
    const wholePath = join(folder, `whole ${name}.safetensors`)
    const epochs: EpochMetrics[] = []
    const onEpoch = (metrics: readonly EpochMetrics[]) => void epochs.push(...metrics)
    const whole = await fingerprint(
      await trainRun(toyRun({ ...options, checkpointPath: wholePath, onEpoch })),
      wholePath,
    )
    for (const [index, looks] of courses.entries()) {
      const path = join(folder, `course ${name} ${index}.safetensors`)
      const course = await runWithInterruptions(path, looks, options)
      expect(await fingerprint(course.model, path), `interrupted after ${looks.join(', ')} looks`).toEqual(whole)
      expect(withoutSeconds(course.epochs)).toEqual(withoutSeconds(epochs))
    }
  })

  it('is the same bytes after a pause, and while it pauses the checkpoint is whole', async () => {
    const wholePath = join(folder, 'unpaused.safetensors')
    const whole = await fingerprint(await trainRun(toyRun({ checkpointPath: wholePath })), wholePath)
    const [path, copy] = [join(folder, 'paused.safetensors'), join(folder, 'paused-copy.safetensors')]
    const control = createTrainControl()
    let pauses = 0
    const paused = trainRun(
      toyRun({
        checkpointPath: path,
        control,
        onProgress: () => control.set(pauses === 0 ? 'pause' : 'run'),
        onPaused: () => {
          pauses++
          void copyFile(path, copy).then(() => control.set('run'))
        },
      }),
    )
    expect(await fingerprint(await paused, path)).toEqual(whole)
    expect(pauses).toBe(1)
    const fromCopy = await trainRun(toyRun({ checkpointPath: copy, resume: true }))
    expect(await fingerprint(fromCopy, copy)).toEqual(whole)
  })

  it('is left alone by going on with a run that had ended', async () => {
    const path = join(folder, 'ended.safetensors')
    const ended = await fingerprint(await trainRun(toyRun({ checkpointPath: path })), path)
    const epochs: EpochMetrics[] = []
    const again = await trainRun(
      toyRun({ checkpointPath: path, resume: true, onEpoch: (metrics) => void epochs.push(...metrics) }),
    )
    expect(await fingerprint(again, path)).toEqual(ended)
    expect(epochs).toEqual([])
  })
})

/** Lowers the rate at once, after any epoch that has not halved the loss. */
const plateau = {
  kind: 'plateau',
  warmupEpochs: 0,
  factor: 0.5,
  patience: 0,
  threshold: 0.5,
  cooldown: 1,
  floor: 0.01,
} as const

describe('an average of the weights', () => {
  it('is what a run gives and evaluates, while the weights themselves go on', async () => {
    const path = join(folder, 'average.safetensors')
    const epochs: EpochMetrics[] = []
    const training = { ...toyTraining, averaging: { decay: 0.95 } }
    const run = toyRun({ training, checkpointPath: path, onEpoch: (all) => void epochs.push(...all) })
    const model = await trainRun(run)
    const plain: EpochMetrics[] = []
    await trainRun(toyRun({ onEpoch: (all) => void plain.push(...all) }))
    expect(epochs.map(({ trainLoss }) => trainLoss)).toEqual(plain.map(({ trainLoss }) => trainLoss))
    expect(epochs.map(({ validationLoss }) => validationLoss)).not.toEqual(
      plain.map(({ validationLoss }) => validationLoss),
    )
    const { weights, slots, best } = await readCheckpoint(path)
    expect(bytesOf(model.weights)).toEqual(bytesOf(best!))
    expect(model.bestEpoch).toBe(model.lastEpoch)
    const name = 'layers.0.weight'
    expect(best!.get(name)!.data).toEqual(slots.get(`${name}.average`)!.data)
    expect(best!.get(name)!.data).not.toEqual(weights.get(name)!.data)
  })

  it('is what is left of a run that was stopped within its first epoch', async () => {
    const path = join(folder, 'average-early.safetensors')
    const training = { ...toyTraining, batchSize: 2, averaging: { decay: 0.5 } }
    const stopped = await trainRun(toyRun({ training, checkpointPath: path, control: requestAfter(5, 'stop') }))
    expect(stopped).toMatchObject({ bestEpoch: 0, lastEpoch: 0 })
    expect(stopped.step).toBeGreaterThan(1)
    const { slots } = await readCheckpoint(path)
    expect(stopped.weights.get('layers.0.weight')!.data).toEqual(slots.get('layers.0.weight.average')!.data)
    expect(bytesOf((await readTrainedModel(path)).weights)).toEqual(bytesOf(stopped.weights))
  })

  it('is the first weights before the first step', async () => {
    const training = { ...toyTraining, averaging: { decay: 0.5 } }
    const control = requestAfter(0, 'stop')
    const averaged = await trainRun(toyRun({ training, control }))
    expect(averaged.step).toBe(0)
    expect(bytesOf(averaged.weights)).toEqual(bytesOf((await trainRun(toyRun({ control }))).weights))
  })
})

describe('a plateau', () => {
  it('lowers the rate of the epochs that follow a standstill, and a run keeps it', async () => {
    const path = join(folder, 'plateau.safetensors')
    const rates: number[] = []
    const training = { ...toyTraining, schedule: plateau, epochs: 12 }
    await trainRun(
      toyRun({
        training,
        checkpointPath: path,
        onEpoch: (all) => void rates.push(...all.map((each) => each.learningRate)),
      }),
    )
    expect(rates[0]).toBe(toyTraining.learningRate)
    expect(rates.at(-1)).toBeLessThan(toyTraining.learningRate / 3)
    const { counters } = await readCheckpoint(path)
    expect(counters.plateau.scale).toBeLessThan(0.4)
  })
})

describe('a run that goes on for more epochs', () => {
  it('begins after the last one, with the rates that were planned and then the last of them', async () => {
    const path = join(folder, 'longer.safetensors')
    const first: EpochMetrics[] = []
    await trainRun(toyRun({ checkpointPath: path, onEpoch: (metrics) => void first.push(...metrics) }))
    const more: EpochMetrics[] = []
    let begun = {}
    const model = await trainRun(
      toyRun({
        checkpointPath: path,
        resume: true,
        totalEpochs: 9,
        onBegin: (from) => void (begun = from),
        onEpoch: (metrics) => void more.push(...metrics),
      }),
    )
    expect(begun).toEqual({ step: 42, epoch: 6, used: { device: 'cpu', fallback: null } })
    expect(more.map(({ epoch }) => epoch)).toEqual([7, 8, 9])
    expect(more.map(({ learningRate }) => learningRate)).toEqual([0, 1, 2].map(() => first.at(-1)!.learningRate))
    expect(model).toMatchObject({ lastEpoch: 9, outcome: 'all-epochs' })
  })

  it('has its patience again if it had stopped early', async () => {
    const path = join(folder, 'patient.safetensors')
    const training = { ...toyTraining, epochs: 400, learningRate: 0.05, earlyStopping: { patience: 3 } }
    const first = await trainRun(toyRun({ training, checkpointPath: path }))
    const second = await trainRun(
      toyRun({ training, checkpointPath: path, resume: true, totalEpochs: first.lastEpoch + 50 }),
    )
    expect(second.lastEpoch).toBeGreaterThanOrEqual(first.lastEpoch + 3)
  })
})

describe('a checkpoint', () => {
  it('comes after its epochs were kept, and before anything newer is told of it', async () => {
    const happened: string[] = []
    let kept = 0
    await trainRun(
      toyRun({
        checkpointPath: join(folder, 'ordered.safetensors'),
        onEpoch: async (metrics) => {
          await new Promise((resolve) => setTimeout(resolve, 20))
          kept = metrics.at(-1)!.epoch
          happened.push(`kept ${kept}`)
        },
        onCheckpoint: ({ epoch }) => {
          expect(epoch).toBeLessThanOrEqual(kept)
          happened.push(`checkpoint ${epoch}`)
        },
      }),
    )
    expect(happened.at(-1)).toBe('checkpoint 6')
    expect(happened).toContain('kept 6')
  })

  it.each([
    ['cut short', (path: string) => truncate(path, 3000)],
    ['empty', (path: string) => truncate(path, 0)],
    ['something else', (path: string) => writeFile(path, 'species,island\nAdelie,Torgersen\n')],
    ['missing', (path: string) => rm(path)],
  ])('that is %s is refused by name', async (_, damage) => {
    const path = join(folder, 'damaged.safetensors')
    await trainRun(toyRun({ checkpointPath: path }))
    await damage(path)
    await expect(readTrainedModel(path)).rejects.toMatchObject({ code: 'checkpoint-unreadable' })
  })

  it('of another model is refused', async () => {
    const path = join(folder, 'other.safetensors')
    await trainRun(toyRun({ checkpointPath: path }))
    const model = { ...toyModel, hidden: [24] }
    await expect(trainRun(toyRun({ model, checkpointPath: path, resume: true }))).rejects.toMatchObject({
      code: 'checkpoint-unreadable',
    })
  })
})
