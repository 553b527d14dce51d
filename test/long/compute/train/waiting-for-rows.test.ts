/**
 * That training does not wait for its data: over epochs of the bundled samples, one of each kind, and of made rows that lie in a
 * file, how much of the time goes by before the engine has what it is to work on.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as ort from 'onnxruntime-node'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createChunkSize } from '../../../../compute/train/chunk-size.ts'
import { initialCounters } from '../../../../compute/train/run-state.ts'
import { stateBytes } from '../../../../compute/train/state-layout.ts'
import { createTrainingSession } from '../../../../compute/train/training-session.ts'
import { trainFileIn } from '../../../native/main/cli/train-file.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwright-waiting-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Epochs that are measured, the first of them included, in which nothing has been read ahead. */
const epochs = 3

const kinds = [
  ['a table', 'flights.csv', {}],
  ['pictures', 'digits.zip', {}],
  ['pictures with columns beside them', 'emoji.zip', { data: 'mixed' }],
  ['texts', 'film-reviews.csv', {}],
  ['labelled words', 'voice-requests.conll', {}],
  ['a series', 'co2.csv', {}],
  ['recordings', 'spoken-digits.zip', {}],
] as const

const samples = join(import.meta.dirname, '../../../../assets/samples')
/** The class behind the sessions that ONNX Runtime makes, of whose calls the beginnings are told. */
const { prototype } = ort.InferenceSession as unknown as {
  readonly prototype: { run: (...given: unknown[]) => Promise<unknown> }
}
const { run } = prototype

afterEach(() => vi.restoreAllMocks())

describe('while a run trains, the engine waits for its rows less than a twentieth of the time', () => {
  it.each(kinds)('%s', { timeout: 900_000 }, async (kind, file, settings) => {
    const place = join(folder, file)
    await mkdir(place)
    const out = join(place, 'model.onnx')
    const { prepared, spec } = await trainFileIn(place, join(samples, file), {
      ...settings,
      out,
      epochs: 1,
      threads: 2,
    })
    const { table, model } = prepared
    let entered = 0
    vi.spyOn(prototype, 'run').mockImplementation(function (this: unknown, ...given: unknown[]) {
      entered = performance.now()
      return Reflect.apply<unknown, unknown[], Promise<unknown>>(run, this, given)
    })
    const session = await createTrainingSession(model, spec.training, spec.task, table)
    let [carried, step, waited] = [session.initialState(), 0, 0]
    const chunk = createChunkSize(stateBytes(carried))
    const began = performance.now()
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (let epochSteps = 0; epochSteps < session.plan.stepsPerEpoch;) {
        const steps = chunk.next(session.plan.stepsPerEpoch - epochSteps)
        const counters = { ...initialCounters, step, epoch, epochSteps }
        const asked = performance.now()
        carried = (await session.advance({ counters, carried, best: null }, steps)).state
        waited += entered - asked
        chunk.measured(steps, performance.now() - asked)
        step += steps
        epochSteps += steps
      }
    }
    const took = performance.now() - began
    await session.release()
    const where = table.features instanceof Float32Array ? 'memory' : 'a file'
    const share = waited / took
    console.log(
      `${kind} (${file}, rows in ${where}): ${step} steps of a ${model.family} in ${(took / 1000).toFixed(2)} s, waited ${(100 * share).toFixed(2)} %`,
    )
    expect(share).toBeLessThan(0.05)
  })
})
