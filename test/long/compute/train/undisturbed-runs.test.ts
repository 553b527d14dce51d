/** That nothing around a run changes what it ends with: other runs at the same time, the process it is in, a kill. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { trainRun } from '../../../../compute/train/train-run.ts'
import { familyRun, toyNames, type ToyName, trainedAlone } from '../../../support/family-toys.ts'
import { remainsOf } from '../../../support/interrupted-runs.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwright-undisturbed-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const script = join(import.meta.dirname, '../../../support/family-child.ts')
/** Milliseconds of rest at each look of a run that is to be killed. */
const rest = 30

function inProcess(name: ToyName, path: string, resting: number): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', script, name, path, String(resting)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function endOf(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, 'exit')) as [number | null]
  expect(code).toBe(0)
}

describe.each(toyNames)('a run of a family, changed at random or not: %s', (name) => {
  it('gives the same bytes in two processes at once as alone in another', async () => {
    const paths = [1, 2].map((number) => join(folder, `beside ${name} ${number}`))
    await Promise.all(paths.map((path) => endOf(inProcess(name, path, 0))))
    const whole = await trainedAlone(name, join(folder, `alone ${name}`))
    for (const path of paths) expect(await remainsOf(path)).toEqual(whole)
  })

  it('ends after a kill with the bytes of one that was not killed', async () => {
    const path = join(folder, `killed ${name}`)
    const child = inProcess(name, path, rest)
    const [line] = (await once(child.stdout!, 'data')) as [Buffer]
    child.kill('SIGKILL')
    await once(child, 'exit')
    const whole = await trainedAlone(name, join(folder, `alone ${name}`))
    const step = Number(line.toString().split('\n')[0])
    expect(step).toBeGreaterThan(0)
    expect(step).toBeLessThan(whole.counters.step)
    await trainRun(familyRun(name, { checkpointPath: path, resume: true }))
    expect(await remainsOf(path)).toEqual(whole)
  })
})
