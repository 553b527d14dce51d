/** Finding the runtime and preparing it for an app, on folders laid out like the real ones. */
import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchCommand, sandboxArguments } from '../../../main/tooling/electron-launch.ts'
import { executableIn, resourcesIn } from '../../../main/tooling/electron-folder.ts'
import { recallFailure, rememberFailure } from '../../../main/tooling/electron-official.ts'
import { type ElectronRuntime, findElectron } from '../../../main/tooling/electron-runtime.ts'
import { withLock } from '../../../main/tooling/lock.ts'

const work = mkdtempSync(join(tmpdir(), 'modelwright-launch-'))
const [folder, appFolder] = [join(work, 'dist'), join(work, 'app')]
const runtime: ElectronRuntime = {
  source: 'registry',
  folder,
  executable: executableIn(folder),
  version: '1.2.3',
  napi: 9,
}
const before = { ...process.env }

beforeAll(() => {
  process.env['MODELWRIGHT_CACHE'] = join(work, 'cache')
  for (const path of [resourcesIn(folder), join(executableIn(folder), '..'), appFolder])
    mkdirSync(path, { recursive: true })
  writeFileSync(executableIn(folder), 'executable', { mode: 0o755 })
})
afterAll(() => {
  process.env = before
  rmSync(work, { recursive: true, force: true })
})

describe('starting an app', () => {
  it('gives a runtime without a starter of its own a copy for each app, and leaves the runtime as it is', async () => {
    const command = await launchCommand(runtime, appFolder)
    expect(command.args).toEqual(sandboxArguments())
    expect(command.executablePath).not.toBe(runtime.executable)
    expect(statSync(command.executablePath).mode & 0o100).toBe(0o100)
    const copy = join(command.executablePath, process.platform === 'darwin' ? '../../../..' : '..')
    expect(readlinkSync(join(resourcesIn(copy), 'app'))).toBe(appFolder)
    expect(existsSync(join(resourcesIn(folder), 'app'))).toBe(false)

    expect(await launchCommand(runtime, appFolder)).toEqual(command)
    expect((await launchCommand(runtime, work)).executablePath).not.toBe(command.executablePath)
  })

  it('names the app as an argument where the runtime has its starter', async () => {
    writeFileSync(join(resourcesIn(folder), 'default_app.asar'), '')
    const command = await launchCommand(runtime, appFolder)
    expect(command).toEqual({ executablePath: runtime.executable, args: [...sandboxArguments(), appFolder] })
  })
})

describe('finding the runtime', () => {
  it('says what is wrong with a folder that was named but holds no Electron', async () => {
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] = work
    await expect(findElectron({ quiet: true })).rejects.toThrow(/There is no Electron in .*modelwright-launch-/)
  })

  it('says so when the Electron there does not start', async () => {
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] = folder
    await expect(findElectron({ quiet: true })).rejects.toThrow(/does not start/)
  })

  it('remembers for a week that the download failed', async () => {
    const [monday, saturday, nextTuesday] = ['2030-01-07', '2030-01-12', '2030-01-15'].map((day) => new Date(day))
    await rememberFailure('no such host', monday)
    expect(await recallFailure(saturday)).toMatchObject({ reason: 'no such host' })
    expect(await recallFailure(nextTuesday)).toBeNull()
  })
})

describe('a lock', () => {
  it('lets one work at a time, and takes over from a process that is gone', async () => {
    mkdirSync(join(work, 'cache', 'locks'), { recursive: true })
    // No process has a number this high.
    writeFileSync(join(work, 'cache', 'locks', 'making'), '999999999')
    let atWork = 0
    let most = 0
    const make = async (): Promise<void> => {
      most = Math.max(most, ++atWork)
      await new Promise((resolve) => setTimeout(resolve, 20))
      atWork -= 1
    }
    await Promise.all([withLock('making', make), withLock('making', make)])
    expect(most).toBe(1)
  })
})
