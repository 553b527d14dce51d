import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firstCounters } from '../../../../compute/train/generative-plan.ts'
import { createGenerativeSession } from '../../../../compute/train/generative-session.ts'
import { type ProgramCache, programsIn } from '../../../../compute/train/program-cache.ts'
import { trainRun, type TrainRunOptions } from '../../../../compute/train/train-run.ts'
import { toyGeneration, toyGenerativeRun, toyModels } from '../../../support/generative-toys.ts'
import { toyModel, toyRun, toyTraining } from '../../../support/toy-run.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwright-programs-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Trains with what is kept in the folder; says how often something was compiled. */
async function trained(changes: Partial<TrainRunOptions> = {}, version = '1') {
  const kept = programsIn(join(folder, 'programs'), () => version)
  let compiled = 0
  const programs: ProgramCache = {
    program: (from, compile) =>
      kept.program(from, () => {
        compiled++
        return compile()
      }),
  }
  const { weights } = await trainRun(toyRun({ programs, ...changes }))
  return { compiled, weights: Array.from(weights, ([name, { data }]) => [name, [...data]]) }
}
const kept = async () => (await readdir(join(folder, 'programs'))).map((name) => join(folder, 'programs', name))

describe('programs that are kept', () => {
  it('are compiled once for the same run, which ends with the same bytes', async () => {
    const first = await trained()
    const again = await trained()
    expect([first.compiled, again.compiled]).toEqual([1, 0])
    expect(again.weights).toEqual(first.weights)
    expect(await kept()).toHaveLength(1)
  })

  it('serve runs that differ in what a program is given only', async () => {
    await trained()
    const schedule = { kind: 'cosine', warmupEpochs: 0, floor: 0.1 } as const
    const training = { ...toyTraining, seed: 12, learningRate: 0.02, epochs: 3, schedule }
    const { compiled, weights } = await trained({ training })
    expect(compiled).toBe(0)
    expect(weights).toEqual((await trained({ training, programs: undefined })).weights)
  })

  it.each<[string, Partial<TrainRunOptions>]>([
    ['model', { model: { ...toyModel, hidden: [24, 12] } }],
    ['optimiser', { training: { ...toyTraining, optimizer: { kind: 'sgd' } } }],
    ['batch', { training: { ...toyTraining, batchSize: 16 } }],
    ['clipping', { training: { ...toyTraining, gradientClip: 2 } }],
    ['accumulation', { training: { ...toyTraining, accumulation: 2 } }],
    ['averaging', { training: { ...toyTraining, averaging: { decay: 0.9 } } }],
  ])('are others for another %s', async (_, changes) => {
    await trained()
    const { compiled, weights } = await trained(changes)
    expect(compiled).toBe(1)
    expect(weights).toEqual((await trained({ ...changes, programs: undefined })).weights)
  })

  it('are not used by another version of the app, nor where they are damaged', async () => {
    const { weights } = await trained()
    expect((await trained({}, '2')).compiled).toBe(1)
    for (const path of await kept()) {
      const bytes = await readFile(path)
      bytes[bytes.length - 10]! ^= 1
      await writeFile(path, bytes)
    }
    const damaged = await trained()
    expect(damaged).toEqual({ compiled: 1, weights })
    for (const path of await kept()) await writeFile(path, 'not a program')
    expect(await trained()).toEqual({ compiled: 1, weights })
  })

  it('are kept for models that make pictures as well', async () => {
    const kept = programsIn(join(folder, 'programs'), () => '1')
    const model = toyModels['non-saturating GAN']
    const { data } = toyGenerativeRun(model)
    let compiled = 0
    const programs: ProgramCache = {
      program: (from, compile) => kept.program(from, () => (compiled++, compile())),
    }
    const bytes = async () => {
      const session = await createGenerativeSession(model, toyGeneration(model), data, { programs })
      const result = await session.advance({ counters: firstCounters, carried: session.initialState() }, 2)
      await session.release()
      return Array.from(result.state, ([name, numbers]) => [name, [...numbers]])
    }
    expect(await bytes()).toEqual(await bytes())
    expect(compiled).toBe(1)
  })

  it('cost no run where they can’t be written', async () => {
    await writeFile(join(folder, 'programs'), 'a file where the folder should be')
    expect((await trained()).compiled).toBe(1)
  })

  it('are as many as were used last', () => {
    const programs = programsIn(join(folder, 'many'), () => '1')
    const make = (at: number) => programs.program({ at }, () => ({ file: Uint8Array.of(at) }))
    for (let at = 0; at < 64; at++) make(at)
    return (async () => {
      const [oldest] = await readdir(join(folder, 'many'))
      await utimes(join(folder, 'many', oldest!), new Date(0), new Date(0))
      make(64)
      const names = await readdir(join(folder, 'many'))
      expect(names).toHaveLength(64)
      expect(names).not.toContain(oldest)
    })()
  })
})
