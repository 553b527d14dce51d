/** Two runs at the same time, in two threads of one process as the app has them, do not disturb each other's results. */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { trainedAlone } from '../../../support/family-toys.ts'
import { remainsOf } from '../../../support/interrupted-runs.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwright-at-once-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const entry = join(import.meta.dirname, '../../../support/family-thread.js')

it.each([
  ['plain CNN', 'LSTM'],
  ['Transformer', 'Transformer'],
] as const)('two runs in two threads end with the bytes of each alone: %s beside %s', async (...pair) => {
  const paths = pair.map((name, index) => join(folder, `${index} ${name}`))
  const threads = pair.map((name, index) => new Worker(entry, { argv: [name, paths[index], '0'], stdout: true }))
  await Promise.all(threads.map(async (thread) => expect(await once(thread, 'exit')).toEqual([0])))
  for (const [index, name] of pair.entries()) {
    expect(await remainsOf(paths[index]!)).toEqual(await trainedAlone(name, join(folder, `alone ${name}`)))
  }
})
