/** What a split looks like: rows, class shares, times and groups of each part, to be seen before anything is trained. */
import { type Part, parts, type SplitSummary } from '../../spec/split.ts'
import type { SeriesWindow } from '../../spec/series-window.ts'
import type { TargetValues } from '../preprocess/target.ts'
import type { DividedSeries } from '../series/prepare-series.ts'
import type { DividedRows } from './divide-rows.ts'
import type { SplitValues } from './splitter.ts'

/** Classes that are listed by name. */
const mostLabels = 8

/** See the file's head. */
export function summariseSplit({ split, by }: DividedRows, target: TargetValues): SplitSummary {
  const shown = target.kind === 'classes' ? mostFrequent(target) : []
  const ofPart = (part: Part) => {
    const rows = split[part]
    return {
      rows: rows.length,
      classes: target.kind === 'classes' ? countClasses(target.values, rows, shown) : [],
      mean: target.kind === 'values' ? rows.reduce((sum, row) => sum + target.values[row]!, 0) / rows.length : null,
      ...span(by, rows),
      groups: by?.kind === 'texts' ? new Set(Array.from(rows, (row) => by.codes[row]!)).size : null,
    }
  }
  const rows = target.values.length
  const used = parts.reduce((sum, part) => sum + split[part].length, 0)
  let withoutTarget = 0
  for (const value of target.values) if (Number.isNaN(value) || (target.kind !== 'values' && value < 0)) withoutTarget++
  return {
    labels: target.kind === 'classes' ? shown.map((label) => target.labels[label]!) : [],
    moreLabels: target.kind === 'classes' ? target.labels.length - shown.length : 0,
    parts: { train: ofPart('train'), validation: ofPart('validation'), test: ofPart('test') },
    withoutTarget,
    inNoPart: rows - withoutTarget - used,
    dated: by?.kind === 'times' && by.dated,
  }
}

/** Windows of series by part: how many, and the moments that they foretell. */
export function summariseWindows(
  { windows, series, origins }: Pick<DividedSeries, 'windows' | 'series' | 'origins'>,
  { horizon }: SeriesWindow,
): SplitSummary {
  const { times } = series.grid
  const ofPart = (part: Part) => {
    let [from, to] = [Infinity, -Infinity]
    for (const window of windows[part]) {
      from = Math.min(from, times[origins[window]! + 1]!)
      to = Math.max(to, times[origins[window]! + horizon]!)
    }
    const none = windows[part].length === 0
    const span = { from: none ? null : from, to: none ? null : to }
    return { rows: windows[part].length, classes: [], mean: null, ...span, groups: null }
  }
  const used = parts.reduce((sum, part) => sum + windows[part].length, 0)
  return {
    ...{ labels: [], moreLabels: 0, dated: series.dated, withoutTarget: 0, inNoPart: origins.length - used },
    parts: { train: ofPart('train'), validation: ofPart('validation'), test: ofPart('test') },
  }
}

function mostFrequent({ labels, values }: Extract<TargetValues, { kind: 'classes' }>): number[] {
  const counts = new Float64Array(labels.length)
  for (const value of values) if (value >= 0) counts[value]!++
  return labels
    .map((_, label) => label)
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, mostLabels)
}

function countClasses(values: Int32Array, rows: Uint32Array, labels: readonly number[]): number[] {
  const counts = new Map<number, number>()
  for (const row of rows) counts.set(values[row]!, (counts.get(values[row]!) ?? 0) + 1)
  return labels.map((label) => counts.get(label) ?? 0)
}

function span(by: SplitValues | null, rows: Uint32Array): { from: number | null; to: number | null } {
  if (by?.kind !== 'times' || rows.length === 0) return { from: null, to: null }
  let [from, to] = [Infinity, -Infinity]
  for (const row of rows) {
    from = Math.min(from, by.values[row]!)
    to = Math.max(to, by.values[row]!)
  }
  return { from, to }
}
