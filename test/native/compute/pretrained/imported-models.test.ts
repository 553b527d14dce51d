import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeFeatures } from '../../../../compute/data/preprocess/encode.ts'
import { prepareRun } from '../../../../compute/data/preprocess/prepare-run.ts'
import { tokenColumn } from '../../../../compute/data/text/token-column.ts'
import { createTokenizer } from '../../../../compute/data/text/tokenizer.ts'
import { predictForm, predictRows } from '../../../../compute/evaluate/predictions.ts'
import { exportModel } from '../../../../compute/export/export-model.ts'
import {
  exportedTokenizer,
  importedModels,
  importedSpec,
  importedTokenizer,
  importedWeights,
  importModel,
} from '../../../../compute/pretrained/imported-models.ts'
import { createPredictor } from '../../../../compute/train/predict.ts'
import { trainRun } from '../../../../compute/train/train-run.ts'
import { toyRun } from '../../../support/toy-run.ts'
import { memoryTable, runSpec, sourceOf } from '../../../unit/compute/data/memory-table.ts'

const tiny = join(import.meta.dirname, '../../../fixtures/pretrained/tiny-bert')
const { signal } = new AbortController()
let project = ''

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'modelwright-pretrained-'))
})
afterEach(() => rm(project, { recursive: true, force: true }))

const texts = Array.from({ length: 120 }, (_, row) => (row % 2 === 0 ? `the training of ${row}` : `a column is ${row}`))
const table = memoryTable({ text: texts, about: texts.map((_, row) => ['learning', 'data'][row % 2]!) }, ['text'])

describe('a pretrained model in a project', () => {
  it('is there once however often it is brought in, and outlives its source', async () => {
    const source = join(project, 'source')
    await cp(tiny, source, { recursive: true })
    await writeFile(join(source, 'notes.md'), 'not of the model')
    const model = await importModel(source, project, signal)
    expect(await importModel(tiny, project, signal)).toEqual(model)
    await rm(source, { recursive: true })
    expect(await importedModels(project)).toEqual([model])
    expect(await readdir(join(project, 'pretrained'))).toEqual([model.id])
    expect(await readdir(join(project, 'pretrained', model.id))).not.toContain('notes.md')
    expect((await importedTokenizer(project, model.id)).vocabularySize).toBeLessThanOrEqual(model.vocabulary)
  })

  it('leaves nothing behind where a folder is no model, and where the import is cancelled', async () => {
    const source = join(project, 'source')
    await cp(tiny, source, { recursive: true })
    await writeFile(join(source, 'config.json'), '{"model_type": "gpt2"}')
    await expect(importModel(source, project, signal)).rejects.toMatchObject({ code: 'model-kind-unknown' })
    await expect(importModel(tiny, project, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
    expect(await importedModels(project)).toEqual([])
    expect(await readdir(join(project, 'pretrained')).catch(() => [])).toEqual([])
  })

  it('learns from texts, predicts one of a form, and is exported with the tokeniser that it was trained with', async () => {
    const { id } = await importModel(tiny, project, signal)
    const { specFor } = await importedSpec(project, id)
    const model = specFor(12)
    const spec = { ...runSpec(table, 'about'), model }
    const tokenizer = (pretrained: string) => importedTokenizer(project, pretrained)
    const prepared = await prepareRun({ ...sourceOf(table), tokenizer }, spec, [])
    expect(prepared.fitted.features).toEqual([{ kind: 'tokens', column: 'text', length: 12, pretrained: id }])
    const startFrom = await importedWeights(project, id, model, 2)
    expect(startFrom.size).toBeGreaterThan(20)
    const training = { ...spec.training, epochs: 4, learningRate: 0.003 }
    const trained = await trainRun(toyRun({ model, training, data: prepared.table, totalEpochs: 4, startFrom }))

    const rows = prepared.table.split.test
    const predictions = await predictRows(trained, prepared, rows, 1)
    const right = [...rows].filter((row, at) => predictions[2 * at + (row % 2 === 0 ? 1 : 0)]! > 0.5)
    expect(right.length / rows.length).toBeGreaterThan(0.9)

    const predictor = await createPredictor(trained, 1)
    const prediction = await predictForm(predictor, prepared.fitted, { text: 'a column is here' }, tokenizer)
    await predictor.release()
    expect(prediction).toMatchObject({ label: 'data' })

    const tokens = new Map([['text', tokenColumn(table.columns.get('text')!, await tokenizer(id), 12)]])
    expect(encodeFeatures({ ...table, tokens }, prepared.fitted)).toEqual(prepared.table.features)
    const check = { table: { ...table, tokens }, rows, expected: predictions }
    const path = join(project, 'model.onnx')
    const exported = { path, model: { fitted: prepared.fitted, weighted: trained }, metadata: {}, check, threads: 1 }
    expect((await exportModel(exported)).labelsDiffer).toBe(0)

    const written = new TextDecoder().decode(await exportedTokenizer(project, id, 12))
    const definition = JSON.parse(written) as Record<string, unknown>
    expect(definition).toMatchObject({ padding: { strategy: { Fixed: 12 } }, truncation: { max_length: 12 } })
    expect(createTokenizer(definition, {}).encode('a column')).toEqual((await tokenizer(id)).encode('a column'))
  })
})
