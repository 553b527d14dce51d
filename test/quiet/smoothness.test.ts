/** How smooth the app is while it trains: the main process's event loop, and the frames of the window. */
import { expect, it } from 'vitest'
import { startStudio } from '../electron/driver.ts'
import { importPenguins, penguinSpec, runReaches } from '../electron/main/killed-runs.ts'

/** Milliseconds that are measured at a time, and how often at most: what else this machine does is not the app's doing. */
const [measuredMs, attempts] = [4000, 4]
/** Three refreshes of 16.7 ms each; the clock of a frame is off by tenths of a millisecond. */
const threeFrames = 50.5

it('keeps the event loop under 16 ms and the frames within three refreshes, at p99, while a run trains and is shown', async () => {
  await using studio = await startStudio()
  const { dataset } = await importPenguins(studio)
  const spec = await penguinSpec(studio, dataset, 100_000)
  const { id } = await studio.invoke('runs.start', { datasetId: dataset.id, spec })
  await runReaches(studio, id, 'running')
  await studio.page.evaluate((run) => (location.hash = `#/runs/${run}`), id)
  await studio.page.waitForTimeout(2000)

  const lags: { p99: number; max: number }[] = []
  const frames: { p99: number; max: number }[] = []
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [lag, frame] = await Promise.all([
      studio.app.evaluate(async (_electron, ms) => {
        const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
        const resolution = 1
        const histogram = monitorEventLoopDelay({ resolution })
        histogram.enable()
        await new Promise((resolve) => setTimeout(resolve, ms))
        histogram.disable()
        // What the histogram holds is the time between two ticks of a timer: the resolution is no delay.
        return { p99: histogram.percentile(99) / 1e6 - resolution, max: histogram.max / 1e6 - resolution }
      }, measuredMs),
      studio.page.evaluate(
        (ms) =>
          new Promise<{ p99: number; max: number }>((resolve) => {
            const times: number[] = []
            const begin = performance.now()
            let last = begin
            const look = (now: number): void => {
              times.push(now - last)
              last = now
              if (now - begin < ms) requestAnimationFrame(look)
              else {
                times.sort((a, b) => a - b)
                resolve({ p99: times[Math.floor(times.length * 0.99)] ?? 0, max: times.at(-1) ?? 0 })
              }
            }
            requestAnimationFrame(look)
          }),
        measuredMs,
      ),
    ])
    lags.push(lag)
    frames.push(frame)
    if (lag.p99 < 16 && frame.p99 < threeFrames) break
  }
  expect((await studio.invoke('runs.get', { id })).status).toBe('running')
  const written = (all: typeof lags) =>
    all.map(({ p99, max }) => `p99 ${p99.toFixed(1)}, max ${max.toFixed(1)}`).join('; ')
  console.log(`event loop lag in ms: ${written(lags)}\nframes in ms: ${written(frames)}`)
  expect(Math.min(...lags.map(({ p99 }) => p99))).toBeLessThan(16)
  expect(Math.min(...frames.map(({ p99 }) => p99))).toBeLessThan(threeFrames)
  await studio.invoke('runs.stop', { id })
})
