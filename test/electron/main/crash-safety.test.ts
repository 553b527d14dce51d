/** `kill -9` of the whole app while a run trains. Twenty times of it are in test/long. */
import { rm } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { makeHome } from '../driver.ts'
import { killWhileTraining } from './killed-runs.ts'

it('killed at 3 random moments of a run, the app comes back with it interrupted, and it ends with the same bytes', async () => {
  const home = await makeHome()
  try {
    const kills = await killWhileTraining(home, 3, 2500)
    console.log(kills.map(({ afterMs, epoch }) => `killed after ${afterMs} ms, at epoch ${epoch}`).join('\n'))
    // Otherwise nothing was interrupted.
    expect(kills.some(({ epoch }) => epoch > 0)).toBe(true)
  } finally {
    await rm(home.folder, { recursive: true, force: true })
  }
})
