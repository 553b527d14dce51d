/** `kill -9` of the whole app while a run trains. Twenty times of it are in test/long. */
import { rm } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { makeHome } from '../driver.ts'
import { killReport, killWhileTraining } from './killed-runs.ts'

it('killed at 3 random moments of a run, the app comes back with it interrupted, and it ends with the same bytes', async () => {
  const home = await makeHome()
  try {
    const kills = await killWhileTraining(home, 3, 12_000)
    console.log(killReport(kills))
    // Otherwise nothing went on from where it was.
    expect(kills.some(({ checkpointEpoch }) => checkpointEpoch > 0)).toBe(true)
  } finally {
    await rm(home.folder, { recursive: true, force: true })
  }
})
