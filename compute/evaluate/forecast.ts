/** Foretells what comes after the end of the data. */
import type { PreparedRun } from '../data/preprocess/prepare-run.ts'
import { hasWindow, turnBackAhead } from '../data/series/encode-windows.ts'
import { timeAhead } from '../data/series/intervals.ts'
import { newestOrigins } from '../data/series/windows.ts'
import type { Forecast } from '../spec/sequence-evaluation.ts'
import type { Predictor } from '../train/predict.ts'

/** Newest known steps that are given with a forecast, at most. */
const mostKnown = 200

/** The next steps of each series, from its newest known one on. */
export async function forecastNext(
  predictor: Pick<Predictor, 'logits'>,
  { fitted, series }: Pick<PreparedRun, 'fitted' | 'series'>,
): Promise<Forecast> {
  if (series === undefined || !hasWindow(fitted)) throw new Error('a forecast without series')
  const { grid, window, numbers, dated, encoder } = series
  const newest = newestOrigins(grid, series, window.history)
  const origins = Uint32Array.from(newest.filter((origin) => origin !== null))
  const outputs = await predictor.logits(encoder.inputs(origins), origins.length)
  const values = turnBackAhead(outputs, encoder.levels(origins), fitted)
  const indexOf = (step: number) => {
    const segment = grid.segments.find(({ first, steps }) => step >= first && step < first + steps)
    return segment === undefined ? 0 : segment.index + step - segment.first
  }
  const seriesOf = newest.flatMap((origin, number) => (origin === null ? [] : [number]))
  return {
    dated,
    series: Array.from(origins, (origin, at) => {
      const number = seriesOf[at] ?? 0
      const first = Math.min(...grid.segments.filter((each) => each.series === number).map((each) => each.first))
      const from = Math.max(first, origin + 1 - Math.max(mostKnown, window.history))
      const ahead = Array.from({ length: window.horizon }, (_, step) => step + 1)
      return {
        series: grid.series[number] ?? '',
        known: {
          times: Array.from(grid.times.subarray(from, origin + 1)),
          values: Array.from(numbers.subarray(from, origin + 1), (value) => (Number.isNaN(value) ? null : value)),
        },
        times: ahead.map((steps) => timeAhead(window.interval, indexOf(origin), grid.times[origin]!, steps)),
        values: Array.from(values.subarray(at * window.horizon, (at + 1) * window.horizon)),
      }
    }),
    without: grid.series.filter((_, number) => newest[number] === null),
  }
}
