/** Every screen of the way to a model, in both languages and themes, in a small and a large window: nothing cut, unnamed or broken. */
import { describe, expect, it } from 'vitest'
import type { RunningStudio } from '../driver.ts'
import { startStudio } from '../driver.ts'
import { layoutFaults } from './layout-faults.ts'
import { stops } from './walk.ts'

/** The smallest window and a large one; the theme changes no layout, so each is looked at once. */
const looks = [
  { theme: 'light', width: 900, height: 600 },
  { theme: 'dark', width: 1920, height: 1080 },
] as const
type Look = (typeof looks)[number]

async function show(studio: RunningStudio, { theme, width, height }: Look): Promise<void> {
  const { app, page } = studio
  await studio.invoke('settings.change', { theme })
  await page.locator(`html[data-theme="${theme}"]`).waitFor()
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  )
  await page.waitForFunction((wanted) => Math.abs(innerWidth - wanted) < 4, width)
  // Layout follows the size with the next frames: observers, then React.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
}

describe.each(['en', 'zh-CN'] as const)('the screens in %s', (language) => {
  it('show everything whole, named and without an error in the console', async () => {
    await using studio = await startStudio({ language })
    const { page } = studio
    const complaints: string[] = []
    page.on('console', (line) => {
      if (line.type() === 'error' || line.type() === 'warning') complaints.push(line.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))

    const faults: string[] = []
    for (const stop of stops) {
      await stop.go(studio)
      for (const look of looks) {
        await show(studio, look)
        const found = await layoutFaults(page)
        if (found.length > 0) await studio.screenshot(`${stop.name}-${language}-${look.width}`)
        faults.push(...found.map((fault) => `${stop.name} ${look.width}: ${fault}`))
      }
    }
    expect(faults).toEqual([])
    expect(complaints).toEqual([])
  })
})
