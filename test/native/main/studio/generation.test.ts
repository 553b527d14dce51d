/** Runs that make pictures, through the whole studio: trained, interrupted, stopped, extended, exported as other runs are. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { imageSize } from 'image-size'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { greyPng, imagePixels } from '../../../../compute/data/images/decode-image.ts'
import { createSession } from '../../../../compute/graph/session.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { dcgan } from '../../../../compute/models/dcgan.ts'
import { articleVae } from '../../../../compute/spec/article-models.ts'
import type { GenerationSpec } from '../../../../compute/spec/generation.ts'
import type { GenerativeModelSpec } from '../../../../compute/spec/generative-model.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import type { RunStatus } from '../../../../compute/spec/run.ts'
import { readGenerativeCheckpoint } from '../../../../compute/train/generative-checkpoint.ts'
import type { DatasetRecord } from '../../../../main/ipc/contract/records.ts'
import { checkpointFile, samplesFolder } from '../../../../main/projects/project-folder.ts'
import { float32Tensors, readSafetensors } from '../../../../compute/train/safetensors.ts'
import { adam, adversarialAdam } from '../../../support/generative-toys.ts'
import { startTestStudio, type TestStudio } from './test-studio.ts'

const image = { channels: 1, height: 8, width: 8 }
const classes = ['lying', 'spot', 'standing'] as const

/** Pictures of three classes, small and few: bars that lie, that stand, and spots. */
async function importBars(studio: TestStudio): Promise<DatasetRecord> {
  await studio.invoke('projects.create', { name: 'Bars' })
  const folder = join(studio.folder, 'bars')
  for (let at = 0; at < 90; at++) {
    const kind = at % classes.length
    const place = join(folder, classes[kind]!)
    await mkdir(place, { recursive: true })
    const middle = Math.floor(randomUnit(1, 'calibration', 0, at) * 6) + 1
    const pixels = Uint8Array.from({ length: 64 }, (_, pixel) => {
      const distances = [Math.abs(Math.floor(pixel / 8) - middle), Math.abs((pixel % 8) - middle)]
      const distance = kind === 2 ? Math.hypot(...distances) : distances[kind]!
      return Math.max(0, 240 - 110 * distance)
    })
    await writeFile(join(place, `${at}.png`), await greyPng(pixels, 8, 8))
  }
  return studio.invoke('datasets.importImages', { jobId: 'bars', request: { path: folder } })
}

function spec(dataset: DatasetRecord, model: GenerativeModelSpec, epochs: number): GenerationSpec {
  const conditional = model.family === 'gan' && model.classes !== null
  return {
    datasetFingerprint: dataset.table.fingerprint,
    task: 'generation',
    pictures: 'image',
    label: conditional ? 'label' : null,
    image,
    heldBack: model.family === 'vae' ? { validation: 0.1, test: 0.1 } : { validation: 0, test: 0 },
    model,
    training: {
      epochs,
      batchSize: 16,
      schedule: { kind: 'constant', warmupEpochs: 0 },
      networks:
        model.family === 'vae' ? { autoencoder: adam } : { generator: adversarialAdam, discriminator: adversarialAdam },
      earlyStopping: null,
      samples: 12,
      seed: 3,
      threads: 1,
    },
  }
}

const reaches = (studio: TestStudio, id: string, ...statuses: RunStatus[]) =>
  studio.waitFor('run.changed', ({ run }) => run.id === id && statuses.includes(run.status))

/** All that a run leaves behind, but for the time that it took. */
async function remains(studio: TestStudio, id: string) {
  const folder = studio.studio.projectFolder()
  const { counters, weights, slots, best } = await readGenerativeCheckpoint(join(folder, checkpointFile(id)))
  const history = await studio.invoke('runs.history', { id })
  return {
    ...{ weights, slots, best, counters: { ...counters, seconds: 0 } },
    history: history.map((epoch) => ({ ...epoch, seconds: 0 })),
    sheets: (await readdir(join(folder, samplesFolder(id)))).sort(),
  }
}

describe('a run that makes pictures', () => {
  it('is trained, judged by its bound and kept, with a sheet of samples for each epoch', async () => {
    await using studio = await startTestStudio()
    const dataset = await importBars(studio)
    const run = await studio.invoke('runs.start', {
      datasetId: dataset.id,
      spec: spec(dataset, articleVae(64, 8), 30),
    })
    expect(run).toMatchObject({ name: 'VAE 1', task: 'generation', target: 'image', architecture: '64 · 64 → 8' })
    await reaches(studio, run.id, 'completed')
    const record = await studio.invoke('runs.get', { id: run.id })
    expect(record).toMatchObject({ outcome: 'all-epochs', epoch: 30, error: null })
    expect(record.score?.metric).toBe('negativeElbo')
    expect(record.score!.value).toBeLessThan(record.score!.baseline)
    const { losses, trainLoss, validationLoss, validationScore } = (
      await studio.invoke('runs.history', { id: run.id })
    ).at(-1)!
    expect(Object.keys(losses!.train)).toEqual(['reconstruction', 'divergence'])
    expect(losses!.train['reconstruction']! + losses!.train['divergence']!).toBeCloseTo(trainLoss, 5)
    expect(losses!.validation!['reconstruction']).toBeLessThan(validationLoss)
    expect(validationScore).toBeNaN()
    expect((await remains(studio, run.id)).sheets).toHaveLength(30)
    // However long sheets take, epochs are told in their order.
    const told = studio.eventsOf('run.epochs').flatMap(({ epochs }) => epochs.map(({ epoch }) => epoch))
    expect(told).toEqual(Array.from({ length: 30 }, (_, at) => at + 1))
  })

  it('goes on after the app has ended to the same bytes, and can be extended', async () => {
    await using first = await startTestStudio()
    const dataset = await importBars(first)
    const own = spec(dataset, dcgan(image, 8, 4, 3), 100)
    const undisturbed = await first.invoke('runs.start', { datasetId: dataset.id, spec: own })
    await reaches(first, undisturbed.id, 'completed')
    const expected = await remains(first, undisturbed.id)
    const project = first.studio.projectFolder()
    const { id } = await first.invoke('runs.start', { datasetId: dataset.id, spec: own })
    await first.waitFor('run.epochs', (event) => event.id === id)
    await first.studio.close()

    await using second = await startTestStudio({ folder: first.folder })
    await second.invoke('projects.open', { path: project })
    const kept = await second.invoke('runs.get', { id })
    expect(kept.status).toBe('interrupted')
    expect(kept.epoch).toBeLessThan(100)
    const done = reaches(second, id, 'completed')
    await second.invoke('runs.resume', { id })
    await done
    expect(await remains(second, id)).toEqual(expected)
    expect((await second.invoke('runs.get', { id })).score).toBeNull()

    const drawn = await second.invoke('runs.draw', { id, seed: 5, count: 6, label: null })
    expect(drawn.labels).toEqual([...classes])
    expect(drawn.pictures.map(({ label }) => label)).toEqual([...classes, ...classes])
    const spots = await second.invoke('runs.draw', { id, seed: 5, count: 6, label: 'spot' })
    // The second was a spot already, out of the same noise.
    expect(spots.pictures[1]!.picture).toEqual(drawn.pictures[1]!.picture)
    expect(spots.pictures[0]!.picture).not.toEqual(drawn.pictures[0]!.picture)
    expect(await second.invoke('runs.reconstructions', { id, count: 3 })).toEqual([])

    const { networks } = await second.invoke('runs.layersAtWork', { id })
    expect(networks.map(({ network }) => network).sort()).toEqual(['discriminator', 'generator'])
    for (const { rows, layers } of networks) {
      expect(rows).toBe(90)
      for (const { gradients } of layers) expect(gradients?.norm).toBeGreaterThan(0)
    }

    const extended = reaches(second, id, 'completed')
    await second.invoke('runs.extend', { id, epochs: 2 })
    await extended
    expect(await second.invoke('runs.get', { id })).toMatchObject({ epoch: 102, totalEpochs: 102 })
  })

  it('is given a rate by a short sweep before it begins', async () => {
    await using studio = await startTestStudio()
    const dataset = await importBars(studio)
    const planned = { datasetId: dataset.id, spec: spec(dataset, articleVae(64, 8), 30) }
    const { suggestion, points } = await studio.invoke('advice.learningRates', { jobId: 'rates', ...planned })
    expect(points.length).toBeGreaterThan(50)
    expect(suggestion!.learningRate).toBeGreaterThan(1e-5)
    expect(suggestion!.learningRate).toBeLessThan(1)
  })

  it('stands still when it is paused, and ends with what it has when it is stopped', async () => {
    await using studio = await startTestStudio()
    const dataset = await importBars(studio)
    const own = spec(dataset, articleVae(32, 4), 100_000)
    const { id } = await studio.invoke('runs.start', { datasetId: dataset.id, spec: own })
    await studio.waitFor('run.epochs', (event) => event.id === id)
    await studio.invoke('runs.pause', { id })
    const { epoch } = await studio.invoke('runs.get', { id })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await studio.invoke('runs.get', { id })).toMatchObject({ status: 'paused', epoch })
    await studio.invoke('runs.stop', { id })
    const stopped = await studio.invoke('runs.get', { id })
    expect(stopped).toMatchObject({ status: 'stopped', outcome: 'stopped-by-person' })
    expect(stopped.score).not.toBeNull()
  })

  it('makes pictures between two, gives back what it was shown, and is exported with its encoder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'modelwright-generator-'))
    const inFolder = (name: string) => join(folder, name)
    const [model, sheet] = [inFolder('bars.onnx'), inFolder('sheet.png')]
    const [weights, program] = [inFolder('bars.safetensors'), inFolder('program')]
    const desktop = {
      chooseModelFile: async () => model,
      choosePictureFile: async () => sheet,
      chooseWeightsFile: async () => weights,
      chooseNewFolder: async () => program,
    }
    await using studio = await startTestStudio({ desktop })
    const dataset = await importBars(studio)
    const own = spec(dataset, articleVae(64, 4), 40)
    const { id } = await studio.invoke('runs.start', { datasetId: dataset.id, spec: own })
    await reaches(studio, id, 'completed')
    const { pictures } = await studio.invoke('runs.draw', { id, seed: 9, count: 4, label: null })
    const ends = { from: { kind: 'drawn', seed: 9, place: 1 }, to: { kind: 'drawn', seed: 9, place: 3 } } as const
    const way = await studio.invoke('runs.walk', { id, ...ends, steps: 5, label: null })
    expect(way.pictures[0]!.picture).toEqual(pictures[1]!.picture)
    expect(way.pictures[4]!.picture).toEqual(pictures[3]!.picture)
    const [atWork] = (await studio.invoke('runs.layersAtWork', { id })).networks
    expect(atWork).toMatchObject({ network: null, rows: 72 })
    expect(atWork!.layers.map(({ name }) => name)).toContain('fc_mu')
    const given = await studio.invoke('runs.reconstructions', { id, count: 4 })
    expect(given).toHaveLength(4)
    const [first] = given
    const row = { kind: 'row', row: first!.row } as const
    const stay = await studio.invoke('runs.walk', { id, from: row, to: row, steps: 2, label: null })
    expect(stay.pictures[1]!.picture).toEqual(first!.reconstruction)

    expect((await studio.invoke('runs.saveDrawn', { id, seed: 9, count: 4, label: null }))?.path).toBe(sheet)
    expect(imageSize(await readFile(sheet))).toMatchObject({ type: 'png', width: 35 * 8, height: 8 * 8 })
    const record = await studio.invoke('runs.export', { jobId: 'export', id })
    expect(record).toMatchObject({ path: model, check: { rows: 64, labelsDiffer: 0 } })
    expect(record!.check.largestDifference).toBeLessThan(1e-5)
    expect(await studio.invoke('runs.exportWeights', { jobId: 'weights', id })).toEqual({ path: weights })
    const named = float32Tensors(readSafetensors(await readFile(weights)))
    // The names of the article's class in PyTorch.
    expect([...named.keys()].slice(0, 4)).toEqual([
      'encoder.0.weight',
      'encoder.0.bias',
      'encoder.2.weight',
      'encoder.2.bias',
    ])
    const written = await studio.invoke('runs.exportProgram', { jobId: 'program', id })
    expect(written).toMatchObject({ folder: program })
    expect(written!.lastLoss).toBeLessThan(written!.firstLoss)
    const encoder = await createSession(join(folder, 'bars-encoder.onnx'), { threads: 1 })
    const decoder = await createSession(model, { threads: 1 })
    const shown = await imagePixels(first!.original, image)
    const { mean } = await encoder.run({ pictures: tensor('float32', Float32Array.from(shown), [1, 8, 8, 1]) })
    const made = await decoder.run({ noise: mean! })
    const left = await imagePixels(first!.reconstruction, image)
    expect(Uint8Array.from(made['pictures']!.data as Float32Array, Math.round)).toEqual(left)
    await encoder.release()
    await decoder.release()
    await rm(folder, { recursive: true })
  })
})
