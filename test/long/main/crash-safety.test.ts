/** `kill -9` of the whole app while a run trains, twenty times. */
import { rm } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { makeHome } from '../../electron/driver.ts'
import { killReport, killWhileTraining } from '../../electron/main/killed-runs.ts'

it('killed at 20 random moments of a run, the app comes back with it interrupted, and it ends with the same bytes', async () => {
  const home = await makeHome()
  try {
    const kills = await killWhileTraining(home, 20, 65_000)
    console.log(killReport(kills))
    // Otherwise nothing went on from where it was.
    expect(kills.filter(({ checkpointEpoch }) => checkpointEpoch > 0).length).toBeGreaterThan(10)
  } finally {
    await rm(home.folder, { recursive: true, force: true })
  }
})
