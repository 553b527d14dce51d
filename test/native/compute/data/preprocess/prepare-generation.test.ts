/** Pictures of a dataset as a generative model learns them. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { greyPng } from '../../../../../compute/data/images/decode-image.ts'
import { importImages } from '../../../../../compute/data/images/import-images.ts'
import { prepareGeneration } from '../../../../../compute/data/preprocess/prepare-generation.ts'
import { columnSource } from '../../../../../compute/data/raw-columns.ts'
import { featuresOf } from '../../../../../compute/data/rows/feature-file.ts'
import { openTable } from '../../../../../compute/data/table-reader.ts'
import { generationReport, meanPictureBound } from '../../../../../compute/evaluate/generation-report.ts'
import { dcgan } from '../../../../../compute/models/dcgan.ts'
import { articleVae } from '../../../../../compute/spec/article-models.ts'
import type { ImportedTable } from '../../../../../compute/spec/dataset.ts'
import type { GenerationSpec } from '../../../../../compute/spec/generation.ts'
import { generativeRun } from '../../../../../compute/train/generative-run.ts'
import { toyGeneration, toyGenerativeRun } from '../../../../support/generative-toys.ts'

const image = { channels: 1, height: 8, width: 8 }
const count = 40
let folder: string
let table: ImportedTable
let flat: ImportedTable

/** The grey of all pixels of a picture; the first two hold the ends of what a byte can say. */
const levelOf = (picture: number) => (picture * 37) % 256
const pixelsOf = (picture: number) =>
  Uint8Array.from({ length: 64 }, (_, at) => (at === 0 ? 0 : at === 1 ? 255 : levelOf(picture)))

async function importFrom(name: string, fileOf: (picture: number) => string): Promise<ImportedTable> {
  const source = join(folder, name)
  for (let picture = 0; picture < count; picture++) {
    const file = join(source, fileOf(picture))
    await mkdir(join(file, '..'), { recursive: true })
    await writeFile(file, await greyPng(pixelsOf(picture), 8, 8))
  }
  const project = join(folder, 'project')
  await mkdir(join(project, 'datasets'), { recursive: true })
  const options = { signal: new AbortController().signal, onProgress: () => undefined }
  return importImages({ path: source }, project, options)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwright-generation-'))
  // Some lie beside the folders of the classes: nothing says what they are.
  table = await importFrom('sorted', (picture) =>
    picture % 4 === 3 ? `${picture}.png` : `${['a', 'b', 'c'][picture % 4]!}/${picture}.png`,
  )
  flat = await importFrom('flat', (picture) => `${picture}.png`)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function specOf(own: ImportedTable, change: Partial<GenerationSpec>): GenerationSpec {
  const model = change.model ?? articleVae(16, 3)
  return {
    datasetFingerprint: own.fingerprint,
    task: 'generation',
    pictures: 'image',
    label: null,
    image,
    heldBack: { validation: 0.2, test: 0.3 },
    model,
    training: toyGeneration(model),
    ...change,
  }
}

async function prepare(own: ImportedTable, spec: GenerationSpec, budget?: number) {
  const project = join(folder, 'project')
  const reader = await openTable(join(project, own.file))
  try {
    const source = columnSource({ reader, projectFolder: project, media: own.media })
    return await prepareGeneration(source, spec, own.dialect.missing, budget === undefined ? {} : { budget })
  } finally {
    await reader.close()
  }
}

describe('pictures to learn to make', () => {
  it.each([
    ['vae', articleVae(16, 3), (grey: number) => grey / 255],
    ['gan', dcgan(image, 4, 4), (grey: number) => (grey - 127.5) / 127.5],
  ] as const)('are in the range of a %s, in memory and in their file alike', async (_, model, scaled) => {
    const spec = specOf(flat, { model })
    const [held, filed] = [await prepare(flat, spec), await prepare(flat, spec, 0)]
    expect(held.table.features).toBeInstanceOf(Float32Array)
    expect(filed.table.features).toHaveProperty('type', 'uint8')
    const rows = Uint32Array.from({ length: count }, (_own, row) => row)
    const features = await featuresOf(held.table, rows)
    expect(await featuresOf(filed.table, rows)).toEqual(features)
    // Exactly the ends: what lies beyond is refused.
    expect([features[0], features[1]]).toEqual([scaled(0), scaled(255)])
    const pixels = Array.from({ length: count }, (_own, row) => features[row * 64 + 5]!)
    const wanted = Array.from({ length: count }, (_own, picture) => scaled(levelOf(picture)))
    expect([...pixels].sort((a, b) => a - b)).toEqual(
      wanted.sort((a, b) => a - b).map((value): unknown => expect.closeTo(value, 6)),
    )
  })

  it('are divided as the spec says, the same each time, and otherwise with another seed', async () => {
    const spec = specOf(flat, {})
    const { split } = (await prepare(flat, spec)).table
    expect([split.train.length, split.validation.length, split.test.length]).toEqual([20, 8, 12])
    expect(new Set([...split.train, ...split.validation, ...split.test]).size).toBe(count)
    expect((await prepare(flat, spec)).table.split).toEqual(split)
    const other = specOf(flat, { training: { ...spec.training, seed: 12 } })
    expect((await prepare(flat, other)).table.split).not.toEqual(split)
    const all = await prepare(flat, specOf(flat, { heldBack: { validation: 0, test: 0 } }))
    expect(all.table.split.train).toHaveLength(count)
  })

  it('are left out where a class is asked for and they have none', async () => {
    const model = dcgan(image, 4, 4, 3)
    const spec = specOf(table, { model, label: 'label', heldBack: { validation: 0, test: 0 } })
    const { labels, table: prepared } = await prepare(table, spec)
    expect(labels).toEqual(['a', 'b', 'c'])
    expect(prepared.split.train).toHaveLength(30)
    expect([...prepared.split.train].every((row) => prepared.targets.values[row]! >= 0)).toBe(true)
    // Those without a class are learned from where none is asked for.
    expect((await prepare(table, specOf(table, {}))).table.split.train).toHaveLength(20)
    await expect(prepare(flat, { ...spec, label: 'label' })).rejects.toMatchObject({ code: 'target-not-found' })
  })
})

describe('the report of a VAE', () => {
  it('sets its bound beside that of the mean picture, which is worked out by its definition', async () => {
    const spec = specOf(flat, {})
    const { table: prepared } = await prepare(flat, spec)
    const { train, test } = prepared.split
    const [learned, judged] = [await featuresOf(prepared, train), await featuresOf(prepared, test)]
    const mean = (at: number) => {
      let sum = 0
      for (let row = 0; row < train.length; row++) sum += learned[row * 64 + at]!
      return Math.min(1 - 1e-4, Math.max(1e-4, sum / train.length))
    }
    let sum = 0
    judged.forEach((value, index) => {
      sum -= value * Math.log(mean(index % 64)) + (1 - value) * Math.log(1 - mean(index % 64))
    })
    expect(await meanPictureBound(prepared)).toBeCloseTo(sum / test.length, 4)

    const trained = await generativeRun(
      toyGenerativeRun(articleVae(16, 3), { data: prepared, training: spec.training }),
    )
    const report = await generationReport(trained, prepared, spec)
    expect(report).toMatchObject({ learned: 20, judged: 12 })
    const { model, baseline } = report.bound!
    expect(baseline.negativeElbo).toBeCloseTo(sum / test.length, 4)
    expect(model.negativeElbo).toBeCloseTo(model.reconstruction + model.divergence, 6)
    expect(await generationReport(trained, prepared, spec)).toEqual(report)
    // The plain bound, whatever the divergence weighed in training.
    const weighed = { ...trained, model: { ...articleVae(16, 3), beta: 7 } }
    expect(await generationReport(weighed, prepared, spec)).toEqual(report)
  })

  it('says nothing of a GAN but how many pictures it learned from', async () => {
    const model = dcgan(image, 4, 4)
    const spec = specOf(flat, { model, heldBack: { validation: 0, test: 0 } })
    const { table: prepared } = await prepare(flat, spec)
    const trained = await generativeRun(toyGenerativeRun(model, { data: prepared, training: spec.training }))
    expect(await generationReport(trained, prepared, spec)).toEqual({
      task: 'generation',
      learned: count,
      judged: 0,
      bound: null,
    })
  })
})
