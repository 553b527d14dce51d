/** The training page in the real app: live figures and curves, pause, going on, stopping, and what became of an app that was killed. */
import { rm } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { makeHome, startStudio } from '../driver.ts'
import { listenForComplaints, startRunStudio } from './run-studio.ts'

/** So many epochs that the run is still under way whenever a test looks. */
const endless = { epochs: 100_000, earlyStopping: null }

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const progress = (page: Page) => page.getByRole('progressbar', { name: 'Progress of the training' })
const epochOf = async (page: Page) =>
  Number(/epoch ([\d,]+) of/.exec(await progress(page).innerText())?.[1]?.replace(',', ''))

describe('the training page', () => {
  it('shows how far a run is, pauses it, goes on with it, and ends it with the best it had', async () => {
    await using runs = await startRunStudio()
    const { page } = runs.studio
    const { id } = await runs.start('long', endless)
    await runs.go(`/runs/${id}`)
    const loss = page.getByRole('slider', { name: 'Loss', exact: true })
    await loss.waitFor()
    await page.getByText(/steps\/s/).waitFor()
    const first = await epochOf(page)
    await expect.poll(() => epochOf(page)).toBeGreaterThan(first)
    expect(await loss.getAttribute('aria-valuetext')).toMatch(
      /^Epoch [\d,]+: training [\d.,E-]+, validation [\d.,E-]+$/,
    )

    await button(page, 'Pause').click()
    await page.getByText(/^Paused at epoch/).waitFor()
    const paused = await epochOf(page)
    await pause(600)
    expect(await epochOf(page)).toBe(paused)

    await button(page, 'Go on').click()
    await expect.poll(() => epochOf(page), { timeout: 20_000 }).toBeGreaterThan(paused)

    await button(page, 'Stop and keep the best').click()
    await page.getByRole('heading', { name: 'Confusion matrix' }).waitFor({ timeout: 30_000 })
    const stopped = await runs.waitFor(id, 'stopped')
    expect(stopped.bestEpoch).not.toBeNull()
    const shown = new Intl.NumberFormat('en', { useGrouping: 'min2' }).format(stopped.bestEpoch ?? 0)
    await expect.poll(() => page.locator('.page-head').innerText()).toContain(`best epoch ${shown}`)
    expect(runs.complaints).toEqual([])
  })

  it('tells a run that waits for its turn, and ends it without training', async () => {
    await using runs = await startRunStudio()
    const { page } = runs.studio
    const first = await runs.start('first', endless)
    const second = await runs.start('second', endless)
    await runs.go(`/runs/${second.id}`)
    await page.getByText('Waiting for its turn').waitFor()
    await runs.studio.invoke('runs.stop', { id: first.id })
    await page.getByText(/steps\/s/).waitFor({ timeout: 20_000 })
    expect(runs.complaints).toEqual([])
  })

  it('says what went wrong with a run that came apart, and what to change', async () => {
    await using runs = await startRunStudio()
    const { page } = runs.studio
    // A decay of 10 at a rate of 100 turns each weight into 999 times its opposite at every step.
    const apart = {
      epochs: 400,
      learningRate: 100,
      weightDecay: 10,
      optimizer: { kind: 'sgd' },
      gradientClip: null,
    } as const
    const { id } = await runs.start('apart', {
      ...apart,
      schedule: { kind: 'constant', warmupEpochs: 0 },
      earlyStopping: null,
    })
    await runs.go(`/runs/${id}`)
    await page.getByRole('alert').waitFor({ timeout: 60_000 })
    expect(await page.getByRole('alert').getAttribute('data-code')).toBe('training-diverged')
    await button(page, 'Train with other settings').click()
    await page.waitForURL((url) => url.hash.endsWith(`/train?from=${id}`))
    expect(runs.complaints).toEqual([])
  })

  it('offers to go on with a run during which the app was killed', async () => {
    const home = await makeHome()
    let id: string
    {
      await using runs = await startRunStudio({ home })
      id = (await runs.start('killed', endless)).id
      await runs.go(`/runs/${id}`)
      await runs.studio.page.getByText(/steps\/s/).waitFor()
      await expect.poll(() => epochOf(runs.studio.page)).toBeGreaterThan(50)
      await runs.studio.kill()
    }
    {
      await using studio = await startStudio({ home })
      const complaints = listenForComplaints(studio)
      const { page } = studio
      const [project] = await studio.invoke('projects.recent', {})
      await studio.invoke('projects.open', { path: project?.path ?? '' })
      await page.evaluate((hash) => {
        location.hash = hash
      }, `#/runs/${id}`)
      await page.getByText(/^Interrupted at epoch/).waitFor()
      const interrupted = await epochOf(page)
      await button(page, 'Go on from the last checkpoint').click()
      await expect.poll(() => epochOf(page), { timeout: 30_000 }).toBeGreaterThan(interrupted)
      await button(page, 'Stop and keep the best').click()
      await page.getByRole('heading', { name: 'Confusion matrix' }).waitFor({ timeout: 30_000 })
      expect(complaints).toEqual([])
    }
    await rm(home.folder, { recursive: true, force: true })
  })
})
