/** Vectors of categories: learned as PyTorch learns them, resumed to the byte, and exported with the model. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareRun } from '../../../../compute/data/preprocess/prepare-run.ts'
import { predictRows } from '../../../../compute/evaluate/predictions.ts'
import { exportModel } from '../../../../compute/export/export-model.ts'
import { GraphError } from '../../../../compute/graph/shape.ts'
import { buildModel } from '../../../../compute/models/families.ts'
import { initialWeights } from '../../../../compute/models/weights.ts'
import { embeddingWidth } from '../../../../compute/spec/entity-embedding.ts'
import type { MlpSpec } from '../../../../compute/spec/model.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import { createPredictor } from '../../../../compute/train/predict.ts'
import { trainRun } from '../../../../compute/train/train-run.ts'
import recorded from '../../../fixtures/engine/entity-embeddings.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'
import { headCaseSchema, headTable } from '../../../support/recorded-heads.ts'
import { trainRecorded } from '../../../support/recorded-training.ts'
import { toyModel, toyRun, toyTraining } from '../../../support/toy-run.ts'
import { memoryTable, runSpec, sourceOf } from '../../../unit/compute/data/memory-table.ts'
import { remainsOf, trainInterrupted } from '../../../support/interrupted-runs.ts'

const fixture = headCaseSchema.parse(recorded.case)
const optimizer = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const

describe('an MLP with vectors of categories', () => {
  const table = headTable(fixture)
  const { model, initial } = fixture

  it('has the names, shapes and outputs of PyTorch', async () => {
    const shapes = [...initialWeights(buildModel(model, table.inputs, table.outputs), 1)]
    expect(shapes.map(([name, { shape }]) => [name, shape]).sort()).toEqual(
      [...initial].map(([name, { shape }]) => [name, shape]).sort(),
    )
    const { inputs, outputs, features, rows } = table
    const predictor = await createPredictor({ model, inputs, outputs, weights: initial }, 1)
    const found = await predictor.logits(features, rows)
    await predictor.release()
    expectAllClose(found, fixture.outputs.data, { relative: 1e-5, absolute: 1e-6 }, 'outputs')
  })

  it('takes the course of PyTorch for 100 steps', async () => {
    const course = { ...fixture, task: 'classification', optimizer, weightDecay: 0, gradientClip: null } as const
    const { losses, norms } = await trainRecorded(course, table, recorded.batches, recorded.batchSize)
    expectAllClose(losses, fixture.losses, { relative: 1e-4, absolute: 1e-6 }, 'loss')
    expectAllClose(norms, fixture.gradientNorms, { relative: 1e-3, absolute: 1e-5 }, 'gradient norm')
  })

  it('begins with vectors from the standard normal distribution, that of 0 with zeros', () => {
    const spec: MlpSpec = { ...toyModel, categories: 'embedding', embedded: [{ input: 2, numbers: 400 }] }
    const { data, shape } = initialWeights(buildModel(spec, 5, 3), 7).get('embeddings.0.weight')!
    expect(shape).toEqual([400, 50])
    expect(data.subarray(0, 50).every((value) => value === 0)).toBe(true)
    const drawn = data.subarray(50)
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length
    expect(Math.abs(mean)).toBeLessThan(0.03)
    expect(Math.abs(variance - 1)).toBeLessThan(0.05)
    expect([2, 3, 5, 9, 101, 5000].map(embeddingWidth)).toEqual([1, 2, 3, 5, 50, 50])
  })

  it('is refused where it isn’t said which inputs are categories, or one is beyond them', () => {
    expect(() => buildModel({ ...toyModel, categories: 'embedding' }, 5, 3)).toThrow(GraphError)
    const beyond = { ...toyModel, embedded: [{ input: 5, numbers: 3 }] }
    expect(() => buildModel(beyond, 5, 3)).toThrow(GraphError)
  })
})

describe('a run on a table with many categories', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelwright-embeddings-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const rows = Array.from({ length: 900 }, (_, row) => row)
  const random = (place: number, row: number) => randomUnit(3, 'split', 41 + place, row)
  const shop = rows.map((row) => Math.floor(random(0, row) * 40))
  const columns = {
    price: rows.map((row) => random(1, row) * 10),
    // Each shop has its own kind, which its number doesn't tell.
    shop: rows.map((row) => (row % 97 === 0 ? null : `shop ${shop[row]}`)),
    day: rows.map((row) => ['Mon', 'Tue', 'Wed'][row % 3]!),
    sold: rows.map((row) => (random(2, shop[row]!) + random(1, row) > 1 ? 'yes' : 'no')),
  }
  const table = memoryTable(columns)
  const model: MlpSpec = { ...toyModel, normalization: 'none', categories: 'embedding' }
  const spec = runSpec(table, 'sold', { model })

  it('learns what each is, ends with the same bytes wherever it was interrupted, and is exported whole', async () => {
    const prepared = await prepareRun(sourceOf(table), spec, [])
    expect(prepared.table.inputs).toBe(3)
    const training = { ...toyTraining, epochs: 20 }
    const options = { model: prepared.model, training, data: prepared.table }
    const [wholePath, path] = [join(folder, 'whole.safetensors'), join(folder, 'parts.safetensors')]
    const trained = await trainRun(toyRun({ ...options, checkpointPath: wholePath }))
    await trainInterrupted(path, [3, 5], options)
    expect(await remainsOf(path)).toEqual(await remainsOf(wholePath))

    const { test } = prepared.table.split
    const predictions = await predictRows(trained, prepared, test, 1)
    const labels = prepared.target.kind === 'classes' ? prepared.target.values : []
    const right = Array.from(test).filter((row, at) => Number(predictions[2 * at + 1]! > 0.5) === labels[row])
    expect(right.length / test.length).toBeGreaterThan(0.85)

    const check = await exportModel({
      path: join(folder, 'model.onnx'),
      model: { fitted: prepared.fitted, weighted: trained },
      metadata: {},
      check: { table, rows: test, expected: predictions },
      threads: 1,
    })
    expect(check.rows).toBe(test.length)
    expect(check.largestDifference).toBeLessThan(1e-6)
    expect(check.labelsDiffer).toBe(0)
  })
})
