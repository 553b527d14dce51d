/** Training from records in a file is training from memory: the same bytes, also after interruptions. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { widened } from '../../../../compute/data/rows/feature-file.ts'
import { withRecords } from '../../../../compute/data/rows/record-reader.ts'
import { predictRows } from '../../../../compute/evaluate/predictions.ts'
import { exportTrainingProgram } from '../../../../compute/export/training-program.ts'
import type { ModelSpec } from '../../../../compute/spec/model.ts'
import type { EpochMetrics } from '../../../../compute/spec/run.ts'
import { readGenerativeCheckpoint } from '../../../../compute/train/generative-checkpoint.ts'
import type { GenerativeTable } from '../../../../compute/train/generative-loop-session.ts'
import { generativeRun } from '../../../../compute/train/generative-run.ts'
import { testLearningRates } from '../../../../compute/train/learning-rate-range.ts'
import { trainRun, type TrainRunOptions } from '../../../../compute/train/train-run.ts'
import { createTrainingSession } from '../../../../compute/train/training-session.ts'
import type { TrainingData } from '../../../../compute/train/training-table.ts'
import { toyGenerativeRun, toyModels, toyRows } from '../../../support/generative-toys.ts'
import { asBytes, asSpectra, inFile, toyWidening } from '../../../support/rows-in-file.ts'
import { noAugmentation } from '../../../../compute/spec/augmentation.ts'
import { toyModel, toyRun, toyTable, toyTraining } from '../../../support/toy-run.ts'
import { remainsOf, trainInterrupted } from '../../../support/interrupted-runs.ts'
import { bandScales, changedSounds, hearing } from '../../../support/augmented-toys.ts'
import { plainDesign } from '../../../support/plain-models.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwright-rows-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** All that a run tells of its epochs and ends with, but for the time that it took. */
async function outcome(name: string, options: Partial<TrainRunOptions>, looks: readonly number[] = []) {
  const checkpointPath = join(folder, name)
  const told = new Map<number, EpochMetrics>()
  const onEpoch = (epochs: readonly EpochMetrics[]) =>
    epochs.forEach((each) => told.set(each.epoch, { ...each, seconds: 0 }))
  await trainInterrupted(checkpointPath, looks, { ...options, onEpoch })
  return { ...(await remainsOf(checkpointPath)), epochs: [...told.values()] }
}

const cnn: ModelSpec = {
  family: 'cnn',
  image: { channels: 2, height: 7, width: 6 },
  design: plainDesign([8], [12], { dropout: 0.2 }),
}

describe('a run whose rows are in a file', () => {
  it.each([1, 2])(
    'gives the bytes that memory gives, wherever it was interrupted, with %i threads',
    async (threads) => {
      const training = { ...toyTraining, threads }
      const data = toyTable(288, 6)
      const held = await outcome(`held ${threads}`, { training, data })
      const filed = await inFile(data, join(folder, `numbers ${threads}`))
      expect(await outcome(`filed ${threads}`, { training, data: filed })).toEqual(held)
      for (const looks of [[3], [1, 6], [2, 2, 5, 1]]) {
        expect(await outcome(`filed ${threads} ${looks.join()}`, { training, data: filed }, looks)).toEqual(held)
      }
    },
  )

  it.each(['classification', 'regression'] as const)('and of 8-bit pictures the same: %s', async (task) => {
    const { filed, held } = await asBytes(toyTable(288, 84, task), toyWidening, join(folder, `pictures ${task}`))
    const options = { model: cnn, task }
    const expected = await outcome(`pictures held ${task}`, { ...options, data: held })
    expect(await outcome(`pictures filed ${task}`, { ...options, data: filed })).toEqual(expected)
    expect(await outcome(`pictures again ${task}`, { ...options, data: filed }, [2, 5])).toEqual(expected)
  })

  it('and of augmented pictures the same, which train another model than untouched ones', async () => {
    const { filed, held } = await asBytes(toyTable(288, 84), toyWidening, join(folder, 'augmented'))
    const augmentation = { ...noAugmentation, flipHorizontally: true, shift: 1, rotate: 10, contrast: 0.1, erase: 0.3 }
    const training = { ...toyTraining, augmentation }
    const expected = await outcome('augmented held', { model: cnn, training, data: held })
    expect(await outcome('augmented filed', { model: cnn, training, data: filed }, [1, 4, 2])).toEqual(expected)
    const untouched = await outcome('untouched', { model: cnn, data: held })
    expect(untouched.epochs).not.toEqual(expected.epochs)
  })

  it('with a batch in parts, and a range test of the learning rate, too', async () => {
    const { filed, held } = await asBytes(toyTable(288, 84), toyWidening, join(folder, 'parts'))
    const training = { ...toyTraining, accumulation: 3 }
    const expected = await outcome('parts held', { model: cnn, training, data: held })
    expect(await outcome('parts filed', { model: cnn, training, data: filed })).toEqual(expected)
    const range = (data: TrainingData) => testLearningRates({ model: cnn, training, task: 'classification', data })
    expect(await range(filed)).toEqual(await range(held))
  })

  it('predicts the same of its test rows', async () => {
    const { filed, held } = await asBytes(toyTable(288, 84), toyWidening, join(folder, 'predicted'))
    const model = await trainRun(toyRun({ model: cnn, data: filed }))
    const target = { kind: 'classes' as const, column: 'y', labels: ['a', 'b', 'c'] }
    const fitted = { features: [], target, missing: [] }
    const predictions = (table: TrainingData) => predictRows(model, { table, fitted }, table.split.test, 1)
    expect(await predictions(filed)).toEqual(await predictions(held))
  })

  it('is named by the layer where its numbers come apart, as from memory', async () => {
    const data = await inFile(toyTable(288, 6), join(folder, 'apart'))
    const training = { ...toyTraining, learningRate: 100, optimizer: { kind: 'sgd' as const }, gradientClip: null }
    const model = { ...toyModel, normalization: 'none' as const }
    const held = trainRun(toyRun({ training, model })).catch((error: unknown) => error)
    const filed = trainRun(toyRun({ training, model, data })).catch((error: unknown) => error)
    expect(await filed).toMatchObject({ code: 'training-diverged' })
    expect(await filed).toEqual(await held)
  })

  it('says so where its file is gone', async () => {
    const data = await inFile(toyTable(288, 6), join(folder, 'gone'))
    await rm(join(folder, 'gone'))
    await expect(trainRun(toyRun({ data }))).rejects.toMatchObject({ code: 'file-not-readable' })
  })

  it('is exported as a program whose inputs are its 8-bit rows', async () => {
    const { filed } = await asBytes(toyTable(288, 84), toyWidening, join(folder, 'exported'))
    const session = await createTrainingSession(cnn, toyTraining, 'classification', filed)
    const written = await exportTrainingProgram({ folder: join(folder, 'program'), name: 'toy', session })
    await session.release()
    expect(written.steps).toBe(7)
    expect(Number.isFinite(written.lastLoss)).toBe(true)
  })
})

describe('a run that hears, whose spectra are in a file', () => {
  it('gives the bytes that memory gives, changed at random by its seed, wherever it was interrupted', async () => {
    const training = { ...toyTraining, ...changedSounds }
    const { filed, held } = await asSpectra(toyTable(288, 96), bandScales, join(folder, 'spectra'))
    const wanted = await outcome('held spectra', { model: hearing, training, data: held })
    expect(await outcome('filed spectra', { model: hearing, training, data: filed })).toEqual(wanted)
    expect(await outcome('interrupted spectra', { model: hearing, training, data: filed }, [2, 3])).toEqual(wanted)
    const plain = await outcome('plain spectra', { model: hearing, training: toyTraining, data: held })
    expect(plain.epochs).not.toEqual(wanted.epochs)
  })
})

describe('widening outside of a graph', () => {
  it('gives the inputs that the formula gives', async () => {
    const { filed, held } = await asBytes(toyTable(40, 84), toyWidening, join(folder, 'widened'))
    const rows = Uint32Array.from({ length: 40 }, (_, row) => row)
    const records = await withRecords(filed.features, (reader) => reader.read(rows))
    expect(widened(records, filed.features)).toEqual(held.features)
  })
})

describe.each(['dense VAE', 'conditional DCGAN', 'least-squares GAN with two steps of the discriminator'] as const)(
  'a generative run whose rows are in a file: %s',
  (name) => {
    const model = toyModels[name]

    async function remains(place: string, data: GenerativeTable) {
      const checkpointPath = join(folder, `${name} ${place}`)
      await generativeRun(toyGenerativeRun(model, { data, checkpointPath }))
      const { counters, ...tensors } = await readGenerativeCheckpoint(checkpointPath)
      return { ...tensors, counters: { ...counters, seconds: 0 } }
    }

    it('gives the bytes that memory gives', async () => {
      const data = toyRows(model.family, 288, model.design.kind === 'convolutional' ? 64 : 30)
      const filed = await inFile(data, join(folder, `${name} rows`))
      expect(await remains('filed', filed)).toEqual(await remains('held', data))
    })
  },
)
