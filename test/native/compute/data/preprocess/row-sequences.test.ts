import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readingNetwork } from '../../../../../compute/advise/reading-networks.ts'
import { prepareRun } from '../../../../../compute/data/preprocess/prepare-run.ts'
import { predictRows } from '../../../../../compute/evaluate/predictions.ts'
import { exportModel } from '../../../../../compute/export/export-model.ts'
import { wordReaders } from '../../../../../compute/spec/advice.ts'
import { randomUnit } from '../../../../../compute/spec/random.ts'
import { trainRun } from '../../../../../compute/train/train-run.ts'
import { toyRun } from '../../../../support/toy-run.ts'
import { memoryTable, runSpec, sourceOf } from '../../../../unit/compute/data/memory-table.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwright-sequences-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const [rows, steps] = [480, 16]
const noise = (row: number, step: number) => randomUnit(6, 'split', step, row) - 0.5

/** A bump and a dip anywhere, far from 0: which of them comes first tells the label, no column alone does. */
function valuesOf(row: number): readonly number[] {
  const first = 1 + Math.floor(randomUnit(7, 'split', 0, row) * 6)
  const second = first + 4 + Math.floor(randomUnit(7, 'split', 1, row) * 4)
  const sign = row % 2 === 0 ? 1 : -1
  const shape = (step: number) => (step === first ? sign : step === second ? -sign : 0)
  return Array.from({ length: steps }, (_, step) => 100 + 3 * shape(step) + 0.4 * noise(row, step))
}
const values = Array.from({ length: rows }, (_, row) => valuesOf(row))
const columns = Object.fromEntries(
  Array.from({ length: steps }, (_, step) => [
    `t${step}`,
    values.map((row, at) => (step === 3 && at % 50 === 0 ? null : row[step]!)),
  ]),
)
const table = memoryTable({ ...columns, order: values.map((_, row) => (row % 2 === 0 ? 'up first' : 'down first')) })
const read = { sequence: { steps: 1, features: 1, lengths: 'fixed' as const }, tokens: null }
const specOf = (network: (typeof wordReaders)[number]) => ({
  ...runSpec(table, 'order'),
  model: readingNetwork(network, read, { width: 16, layers: 1, dropout: 0 }),
})

describe('columns that a network reads in their order', () => {
  it('are all in one scale, keep their places, and have no inputs for gaps', async () => {
    const { fitted, model, table: encoded } = await prepareRun(sourceOf(table), specOf('gru'), [])
    expect(model).toMatchObject({ sequence: { steps, features: 1 } })
    expect(fitted.features.map(({ kind }) => kind)).toEqual(Array<string>(steps).fill('number'))
    const scales = fitted.features.map((feature) => (feature.kind === 'number' ? [feature.mean, feature.scale] : []))
    expect(new Set(scales.map(String)).size).toBe(1)
    expect(scales[0]![0]).toBeCloseTo(100, 0)
    // Of all training values together: 2 of 16 are 3 away from 100.
    expect(1 / scales[0]![1]!).toBeCloseTo(3 * Math.sqrt(2 / steps), 1)
    expect(encoded.inputs).toBe(steps)
    const features = encoded.features as Float32Array
    const row = 7
    for (const [step, value] of values[row]!.entries()) {
      expect(features[row * steps + step]).toBeCloseTo((value - scales[0]![0]!) * scales[0]![1]!, 4)
    }
  })

  it('are refused where one of them holds no numbers', async () => {
    const texts = memoryTable({ a: ['x', 'y', 'x', 'y'], order: ['1', '2', '1', '2'] })
    const spec = { ...runSpec(texts, 'order'), model: specOf('gru').model }
    await expect(prepareRun(sourceOf(texts), spec, [])).rejects.toMatchObject({ code: expect.any(String) as string })
  })

  it.each(wordReaders)('tell what no column tells alone, in the app and exported: %s', async (network) => {
    const spec = specOf(network)
    const prepared = await prepareRun(sourceOf(table), spec, [])
    const epochs = network === 'transformer' ? 40 : 25
    const training = { ...spec.training, epochs, batchSize: 16, learningRate: 0.005 }
    const run = toyRun({ model: prepared.model, training, data: prepared.table, totalEpochs: epochs })
    const trained = await trainRun(run)
    const { test } = prepared.table.split
    const predictions = await predictRows(trained, prepared, test, 1)
    const labels = prepared.target.kind === 'classes' ? prepared.target.labels : []
    const upFirst = labels.indexOf('up first')
    const right = [...test].filter((row, at) => predictions[2 * at + upFirst]! > 0.5 === (row % 2 === 0))
    expect(right.length / test.length).toBeGreaterThan(0.9)

    const path = join(folder, `${network}.onnx`)
    const check = { table, rows: test, expected: predictions }
    const model = { fitted: prepared.fitted, weighted: trained }
    expect(await exportModel({ path, model, metadata: {}, check, threads: 1 })).toMatchObject({ labelsDiffer: 0 })
  })
})
