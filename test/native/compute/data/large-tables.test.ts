/** Preparing a run whose table is too large for the memory it may take: the same inputs, out of files. */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { greyPng } from '../../../../compute/data/images/decode-image.ts'
import { importImages } from '../../../../compute/data/images/import-images.ts'
import { readPixels } from '../../../../compute/data/images/pixel-file.ts'
import { prepareRun, type PrepareOptions } from '../../../../compute/data/preprocess/prepare-run.ts'
import { columnSource } from '../../../../compute/data/raw-columns.ts'
import { featuresOf } from '../../../../compute/data/rows/feature-file.ts'
import { openTable } from '../../../../compute/data/table-reader.ts'
import type { ImportedTable } from '../../../../compute/spec/dataset.ts'
import type { JobProgress } from '../../../../compute/spec/job.ts'
import type { ModelSpec } from '../../../../compute/spec/model.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import type { RunSpec } from '../../../../compute/spec/run.ts'
import { toyModel, toyTraining } from '../../../support/toy-run.ts'
import { temporaryFolder } from '../../database/database-fixtures.ts'
import { importFolder } from './import-support.ts'
import { plainDesign } from '../../../support/plain-models.ts'

const sample = join(import.meta.dirname, '../../../../assets/samples/life-expectancy.csv')
const quiet = () => ({ signal: new AbortController().signal, onProgress: () => undefined })

async function prepared(projectFolder: string, table: ImportedTable, spec: RunSpec, options: PrepareOptions) {
  const reader = await openTable(join(projectFolder, table.file))
  try {
    const source = columnSource({ reader, projectFolder, media: table.media })
    return await prepareRun(source, spec, table.dialect.missing, options)
  } finally {
    await reader.close()
  }
}

type Prepared = Awaited<ReturnType<typeof prepared>>

/** All that a run is given, its features read back: their hash, since many numbers are slow to compare one by one. */
async function givenTo({ table, fitted, target }: Prepared) {
  const rows = Uint32Array.from({ length: table.rows }, (_, row) => row)
  const features = await featuresOf(table, rows)
  return { ...table, features: createHash('sha256').update(features).digest('hex'), fitted, target }
}

describe('a table of numbers and categories that is too large', () => {
  const folder = importFolder()

  it('is fitted column by column and encoded block by block to the same inputs, once', async () => {
    const table = await folder.import(sample)
    const columns = table.profile.columns.filter(({ kind }) => kind === 'number' || kind === 'category')
    const [target, ...features] = columns.toReversed()
    expect(new Set(features.map(({ kind }) => kind))).toEqual(new Set(['number', 'category']))
    const spec: RunSpec = {
      datasetFingerprint: table.fingerprint,
      task: target!.kind === 'number' ? 'regression' : 'classification',
      target: target!.name,
      features: features.map(({ name, kind }) => ({ column: name, kind })),
      model: toyModel,
      training: toyTraining,
    }
    const told: JobProgress[] = []
    const small = await prepared(folder.project, table, spec, {})
    const large = await prepared(folder.project, table, spec, { budget: 0, onProgress: (each) => told.push(each) })
    expect(small.table.features).toBeInstanceOf(Float32Array)
    expect(large.table.features).toMatchObject({ type: 'float32', rows: small.table.rows })
    expect(await givenTo(large)).toEqual(await givenTo(small))
    expect(told.at(-1)).toMatchObject({ stage: 'preparing', fraction: 1 })
    expect((await folder.datasets()).filter((name) => name.endsWith('.rows'))).toHaveLength(1)
    const again: JobProgress[] = []
    await prepared(folder.project, table, spec, { budget: 0, onProgress: (each) => again.push(each) })
    expect(again).toEqual([])
  })

  it('keeps no more files of encoded rows than the newest four', async () => {
    const table = await folder.import(sample)
    const [target, ...others] = table.profile.columns.filter(({ kind }) => kind === 'number')
    const specOf = (column: string): RunSpec => ({
      datasetFingerprint: table.fingerprint,
      task: 'regression',
      target: target!.name,
      features: [{ column, kind: 'number' }],
      model: toyModel,
      training: toyTraining,
    })
    for (const { name } of others.slice(0, 5)) await prepared(folder.project, table, specOf(name), { budget: 0 })
    expect((await folder.datasets()).filter((name) => name.endsWith('.rows'))).toHaveLength(4)
  })
})

const cnn: ModelSpec = {
  family: 'cnn',
  image: { channels: 1, height: 6, width: 5 },
  design: plainDesign([4], [], { normalization: 'none' }),
}

/** Sixty pictures of two classes of noise. */
async function pictures(folder: string) {
  using source = temporaryFolder('noise')
  for (let index = 0; index < 60; index++) {
    const name = index % 2 === 0 ? 'dark' : 'bright'
    const level = index % 2 === 0 ? 90 : 200
    const pixels = Uint8Array.from({ length: 30 }, (_, at) => level * randomUnit(3, 'split', index, at))
    await mkdir(join(source.path, name), { recursive: true })
    await writeFile(join(source.path, name, `${index}.png`), await greyPng(pixels, 5, 6))
  }
  const table = await importImages({ path: source.path }, folder, quiet())
  const spec: RunSpec = {
    datasetFingerprint: table.fingerprint,
    task: 'classification',
    target: 'label',
    features: [{ column: 'image', kind: 'image' }],
    model: cnn,
    training: toyTraining,
  }
  return { table, spec }
}

describe('pictures that are too many', () => {
  it('stay 8-bit in their file and become the same inputs', async () => {
    using project = temporaryFolder('project')
    const { table, spec } = await pictures(project.path)
    const small = await prepared(project.path, table, spec, {})
    const large = await prepared(project.path, table, spec, { budget: 0 })
    expect(small.table.features).toBeInstanceOf(Float32Array)
    expect(large.table.features).toMatchObject({ type: 'uint8', width: 30, rows: 60 })
    expect(await givenTo(large)).toEqual(await givenTo(small))
    const { records } = await readPixels(project.path, table.media!, cnn.image)
    expect(large.table.features).toMatchObject({ path: records.path })
  })

  it('have each channel’s mean and deviation over the training rows alone', async () => {
    using project = temporaryFolder('project')
    const { table, spec } = await pictures(project.path)
    const { fitted, table: run } = await prepared(project.path, table, spec, { budget: 0 })
    const { records } = await readPixels(project.path, table.media!, cnn.image)
    const bytes = await readFile(records.path)
    const own = [...run.split.train].flatMap((row) => [...bytes.subarray(row * 30, row * 30 + 30)])
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length
    const std = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length)
    const [feature] = fitted.features
    expect(feature).toMatchObject({ kind: 'image' })
    if (feature?.kind !== 'image') return
    expect(feature.mean[0]).toBeCloseTo(mean, 4)
    expect(feature.scale[0]! * std).toBeCloseTo(1, 5)
  })

  it('tell how far their decoding is, and leave nothing behind where it is cancelled', async () => {
    using project = temporaryFolder('project')
    const { table, spec } = await pictures(project.path)
    const records = async () =>
      (await readdir(join(project.path, 'datasets'))).filter((name) => name.includes('.pixels'))
    // What an import makes to find pictures that look alike.
    const before = await records()
    const abort = new AbortController()
    const told: number[] = []
    const onProgress = ({ stage, fraction }: JobProgress) => {
      expect(stage).toBe('preparing')
      told.push(fraction ?? NaN)
      if (told.length === 20) abort.abort()
    }
    const attempt = prepared(project.path, table, spec, { signal: abort.signal, onProgress })
    await expect(attempt).rejects.toMatchObject({ code: 'cancelled' })
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(await records()).toEqual(before)
    await prepared(project.path, table, spec, { onProgress: ({ fraction }) => told.push(fraction ?? NaN) })
    expect(told.at(-1)).toBe(1)
  })
})
