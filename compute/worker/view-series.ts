/** The series of a dataset: what is found out about them, and their curves to be looked at. */
import { columnSource, type OpenDataset } from '../data/raw-columns.ts'
import { readTarget } from '../data/preprocess/target.ts'
import { findSeries, type SeriesQuestion } from '../data/series/find-series.ts'
import { readSeries, type SeriesTarget } from '../data/series/prepare-series.ts'
import type { ImportedTable } from '../spec/dataset.ts'
import type { SeriesCurve, SeriesFacts } from '../spec/series-facts.ts'
import type { SeriesView } from './engine-protocol.ts'

/** Series and points of each, and gaps, at most. */
const most = { series: 20, points: 2_000, gaps: 100 } as const

/** What is found out about a column's series; null where it has none. */
export function seriesFacts(
  dataset: OpenDataset,
  { profile }: ImportedTable,
  question: SeriesQuestion,
): Promise<SeriesFacts | null> {
  return findSeries(columnSource(dataset), profile, question)
}

/** See the file's head. */
export async function viewSeries(
  dataset: OpenDataset,
  table: ImportedTable,
  question: SeriesQuestion,
): Promise<SeriesView> {
  const facts = await seriesFacts(dataset, table, question)
  if (facts === null) return { facts, curves: [] }
  const source = columnSource(dataset)
  const { columns } = await source.columns([question.target])
  const target = readTarget(question.target, columns.get(question.target)!, 'regression', table.dialect.missing)
  if (target.kind !== 'values') return { facts, curves: [] }
  const series = await readSeries(source, target, { ...facts.window, bridge: 0 })
  const shown = series.grid.series.slice(0, most.series)
  return { facts, curves: shown.map((_, number) => curveOf(series, number)) }
}

/** A series as a curve; of more steps than are shown, the first of each few. */
function curveOf({ grid, numbers }: SeriesTarget, number: number): SeriesCurve {
  const segments = grid.segments.filter(({ series }) => series === number)
  const steps = segments.reduce((sum, segment) => sum + segment.steps, 0)
  const every = Math.ceil(steps / most.points)
  const times: number[] = []
  const values: (number | null)[] = []
  const gaps: SeriesCurve['gaps'] = []
  let last: { readonly time: number; readonly index: number } | null = null
  for (const { first, steps: own, index } of segments) {
    for (let step = first; step < first + own; step++) {
      const [time, value] = [grid.times[step]!, numbers[step]!]
      if (Number.isNaN(value)) continue
      const at = index + step - first
      if (last !== null && at - last.index > 1) {
        gaps.push({ from: last.time, to: time, steps: at - last.index - 1 })
        // A curve is interrupted by a moment without a value.
        times.push((last.time + time) / 2)
        values.push(null)
      }
      if ((step - first) % every === 0 || step === first + own - 1) {
        times.push(time)
        values.push(value)
      }
      last = { time, index: at }
    }
  }
  return {
    ...{ series: grid.series[number] ?? '', times, values },
    gaps: gaps.toSorted((a, b) => b.steps - a.steps).slice(0, most.gaps),
    moreGaps: Math.max(0, gaps.length - most.gaps),
  }
}
