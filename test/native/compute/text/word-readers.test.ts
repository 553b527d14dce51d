import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseWordReader } from '../../../../compute/advise/choose-word-reader.ts'
import { prepareRun } from '../../../../compute/data/preprocess/prepare-run.ts'
import { predictForm, predictRows } from '../../../../compute/evaluate/predictions.ts'
import { exportModel } from '../../../../compute/export/export-model.ts'
import { wordReaders } from '../../../../compute/spec/advice.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import { createPredictor } from '../../../../compute/train/predict.ts'
import { trainRun } from '../../../../compute/train/train-run.ts'
import { someSpeed as speed } from '../../../support/machine-speed.ts'
import { toyRun } from '../../../support/toy-run.ts'
import { memoryTable, runSpec, sourceOf } from '../../../unit/compute/data/memory-table.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwright-readers-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const fillers = ['一', 'then', 'came', 'the', '后', 'of', 'and', 'with']

/** Both words are in every text, with others between them: only their order tells the label. */
function orderedText(row: number): { text: string; first: 'cause' | 'effect' } {
  const first = row % 2 === 0 ? 'cause' : 'effect'
  const filler = (place: number) => fillers[Math.floor(randomUnit(5, 'split', place, row) * fillers.length)]!
  const words = Array.from({ length: 6 }, (_, place) => filler(place))
  words.splice(1, 0, first)
  words.splice(4, 0, first === 'cause' ? 'effect' : 'cause')
  return { text: words.join(' '), first }
}

const rows = Array.from({ length: 400 }, (_, row) => orderedText(row))
const table = memoryTable({ text: rows.map(({ text }) => text), first: rows.map(({ first }) => first) }, ['text'])
describe('a network that reads texts word by word', () => {
  it.each(wordReaders)('learns from the order of words, and says the same when exported: %s', async (network) => {
    const tokens = { length: 12, vocabulary: 50 }
    const limits = { budget: 'quick', maxFileMb: null, maxPredictionMs: null, threads: 1 } as const
    const asked = { task: 'classification', limits, rows: 400, columns: 1, texts: 1, inputs: 12, outputs: 2 } as const
    const { model } = chooseWordReader(asked, network, tokens, speed, 1)
    const spec = { ...runSpec(table, 'first'), model }
    const prepared = await prepareRun(sourceOf(table), spec, [])
    expect(prepared.model).toMatchObject({ tokens: { length: 12, vocabulary: fillers.length + 4 } })

    const training = { ...spec.training, epochs: 20, batchSize: 16, learningRate: 0.005 }
    const data = prepared.table
    const trained = await trainRun(toyRun({ model: prepared.model, training, data, totalEpochs: 20 }))
    const { test } = data.split
    const predictions = await predictRows(trained, prepared, test, 1)
    const right = [...test].filter((row, at) => predictions[2 * at + (row % 2)]! > 0.5)
    expect(right.length / test.length).toBeGreaterThan(0.95)

    const predictor = await createPredictor(trained, 1)
    const { text } = orderedText(1001)
    expect(await predictForm(predictor, prepared.fitted, { text })).toMatchObject({ label: 'effect' })
    await predictor.release()

    const check = { table, rows: test, expected: predictions }
    const weighted = { fitted: prepared.fitted, weighted: trained }
    const path = join(folder, `${network}.onnx`)
    expect(await exportModel({ path, model: weighted, metadata: {}, check, threads: 1 })).toMatchObject({
      labelsDiffer: 0,
    })
  })
})
