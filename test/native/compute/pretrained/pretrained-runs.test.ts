/** What the engine does with runs that begin with a pretrained model's weights, from the project's own files. */
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { importedSpec, importedWeights, importModel } from '../../../../compute/pretrained/imported-models.ts'
import { initialCounters } from '../../../../compute/train/run-state.ts'
import { createTrainingSession } from '../../../../compute/train/training-session.ts'
import type { RunPlace } from '../../../../compute/worker/engine-protocol.ts'
import { loadFinishedRun } from '../../../../compute/worker/finished-run.ts'
import { prepareAt } from '../../../../compute/worker/prepare-at.ts'
import { rangeTestAt } from '../../../../compute/worker/range-test.ts'
import { createTrainingJob } from '../../../../compute/worker/training-job.ts'
import { memoryTable, runSpec } from '../../../unit/compute/data/memory-table.ts'
import { importFolder } from '../data/import-support.ts'

const tiny = join(import.meta.dirname, '../../../fixtures/pretrained/tiny-bert')
const { signal } = new AbortController()
const folder = importFolder()
const texts = Array.from({ length: 120 }, (_, row) => (row % 2 === 0 ? `the training of ${row}` : `a column is ${row}`))
const about = texts.map((_, row) => ['learning', 'data'][row % 2]!)
let place: RunPlace
/** The loss of the first batch with the pretrained weights, and with random ones in their place. */
let pretrainedLoss = NaN
let randomLoss = NaN

beforeAll(async () => {
  const rows = texts.map((text, row) => `${text},${about[row]}`)
  const file = await folder.write('texts.csv', ['text,about', ...rows].join('\n'))
  const table = await folder.import(file, { kinds: { text: 'text' } })
  const { id } = await importModel(tiny, folder.project, signal)
  const model = (await importedSpec(folder.project, id)).specFor(12)
  const planned = runSpec(memoryTable({ text: texts, about }, ['text']), 'about', { model })
  const spec = { ...planned, training: { ...planned.training, epochs: 1 } }
  const { project: projectFolder } = folder
  place = { projectFolder, table, spec, checkpoint: join(projectFolder, 'run.safetensors'), totalEpochs: 1 }

  const { table: data } = await prepareAt(place)
  const firstLoss = async (startFrom: Awaited<ReturnType<typeof importedWeights>>) => {
    const session = await createTrainingSession(model, spec.training, spec.task, data, { startFrom })
    const state = { counters: initialCounters, carried: session.initialState(), best: null }
    const { losses } = await session.advance(state, 1)
    await session.release()
    return losses[0]!
  }
  pretrainedLoss = await firstLoss(await importedWeights(projectFolder, id, model, data.outputs))
  randomLoss = await firstLoss(new Map())
  const context = { signal, tell: () => undefined, deliver: () => Promise.resolve() }
  expect(await createTrainingJob().train(place, context)).toMatchObject({ kind: 'finished' })
})

describe('a run of a pretrained model', () => {
  it('begins its range test with the pretrained weights', async () => {
    expect(Math.abs(pretrainedLoss - randomLoss)).toBeGreaterThan(1e-3)
    const { points } = await rangeTestAt(place, { signal, tell: () => undefined })
    expect(points[0]!.loss).toBeCloseTo(pretrainedLoss, 6)
  })

  it('writes a training program that begins with the pretrained weights', async () => {
    const run = await loadFinishedRun(place)
    const { firstLoss } = await run.exportProgram(join(folder.path, 'program'), 'Texts')
    await run.release()
    expect(firstLoss).toBeCloseTo(pretrainedLoss, 5)
  })

  it('is exported with its tokeniser, and without one where the model’s file can’t be written', async () => {
    const run = await loadFinishedRun(place)
    const exported = join(folder.path, 'exported')
    await mkdir(join(exported, 'taken.onnx'), { recursive: true })
    await run.export(join(exported, 'model.onnx'), {}, () => undefined)
    const refused = run.export(join(exported, 'taken.onnx'), {}, () => undefined)
    await expect(refused).rejects.toMatchObject({ code: 'folder-read-only' })
    await run.release()
    expect((await readdir(exported)).sort()).toEqual(['model.onnx', 'model.tokenizer.json', 'taken.onnx'])
  })
})
