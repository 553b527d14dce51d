/** Foretells what comes after the end of the data. */
import type { PreparedRun } from '../data/preprocess/prepare-run.ts'
import { hasWindow, turnBackAhead } from '../data/series/encode-windows.ts'
import { timeAhead } from '../data/series/intervals.ts'
import { newestOrigins } from '../data/series/windows.ts'
import type { AheadValues, Forecast } from '../spec/sequence-evaluation.ts'
import type { Predictor } from '../train/predict.ts'
import { askedAhead, checkedAhead, encodeKnown, usualAhead } from './known-ahead.ts'

/** Newest known steps that are given with a forecast, at most. */
const mostKnown = 200

/**
 * The next steps of each series, from its newest known one on.
 *
 * @param given what someone says of the steps ahead, by series; of others the usual is taken to be known
 * @throws StudioError `ahead-missing`, `bad-value-in-form`
 */
export async function forecastNext(
  predictor: Pick<Predictor, 'logits'>,
  { fitted, series }: Pick<PreparedRun, 'fitted' | 'series'>,
  given: Readonly<Record<string, AheadValues>> = {},
): Promise<Forecast> {
  if (series === undefined || !hasWindow(fitted)) throw new Error('a forecast without series')
  const { grid, window, numbers, dated, encoder } = series
  const newest = newestOrigins(grid, series, window.history)
  const origins = Uint32Array.from(newest.filter((origin) => origin !== null))
  const indexOf = (step: number) => {
    const segment = grid.segments.find(({ first, steps }) => step >= first && step < first + steps)
    return segment === undefined ? 0 : segment.index + step - segment.first
  }
  const seriesOf = newest.flatMap((origin, number) => (origin === null ? [] : [number]))
  const timesOf = (origin: number) =>
    Array.from({ length: window.horizon }, (_, step) =>
      timeAhead(window.interval, indexOf(origin), grid.times[origin]!, step + 1),
    )
  const known = Array.from(origins, (origin, at) => {
    const name = grid.series[seriesOf[at] ?? 0] ?? ''
    const own = given[name]
    return own === undefined
      ? usualAhead(series, fitted, origin)
      : { values: checkedAhead(own, fitted, name), assumed: {} }
  })
  const asks = askedAhead(fitted)
  const ahead =
    asks.length === 0
      ? undefined
      : encodeKnown(
          known.map((each) => each.values),
          Float64Array.from(Array.from(origins).flatMap(timesOf)),
          fitted,
        )
  const outputs = await predictor.logits(encoder.inputs(origins, ahead), origins.length)
  const values = turnBackAhead(outputs, encoder.levels(origins), fitted)
  return {
    dated,
    asks,
    series: Array.from(origins, (origin, at) => {
      const number = seriesOf[at] ?? 0
      const first = Math.min(...grid.segments.filter((each) => each.series === number).map((each) => each.first))
      const from = Math.max(first, origin + 1 - Math.max(mostKnown, window.history))
      return {
        series: grid.series[number] ?? '',
        known: {
          times: Array.from(grid.times.subarray(from, origin + 1)),
          values: Array.from(numbers.subarray(from, origin + 1), (value) => (Number.isNaN(value) ? null : value)),
        },
        times: timesOf(origin),
        values: Array.from(values.subarray(at * window.horizon, (at + 1) * window.horizon)),
        ahead: known[at]?.values ?? {},
        assumed: known[at]?.assumed ?? {},
      }
    }),
    without: grid.series.filter((_, number) => newest[number] === null),
  }
}
