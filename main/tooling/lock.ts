/** One maker at a time: what is prepared once and then shared must not be prepared by two processes together. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cacheFolder } from './repository.ts'

/** Runs `work` while no other process on this machine runs work under the same name. */
export async function withLock<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const folder = join(cacheFolder(), 'locks')
  await mkdir(folder, { recursive: true })
  const file = join(folder, name)
  while (!(await take(file))) await sleep(200)
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    const holder = Number(await readFile(file, 'utf8').catch(() => ''))
    // An empty file is one whose holder is just writing its number; a process that is gone has left its lock behind.
    if (holder > 0 && !isAlive(holder)) await rm(file, { force: true })
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
