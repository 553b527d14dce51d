/**
 * The columns of the runs table as one table: how wide, how sorted, what a filter's text is matched with.
 *
 * The settings remember columns by these keys. How a cell looks is in run-cells.tsx, total over the same keys.
 */
import { metrics } from '../../../compute/spec/evaluation.ts'
import type { RunStatus } from '../../../compute/spec/run.ts'
import type { RunSummary } from '../../../main/ipc/contract/records.ts'

export const runColumnKeys = [
  'name',
  'status',
  'score',
  'gain',
  'dataset',
  'target',
  'model',
  'bestEpoch',
  'bestLoss',
  'duration',
  'created',
  'tags',
  'exports',
  'note',
] as const
export type RunColumnKey = (typeof runColumnKeys)[number]

/** What a run is sorted by: numbers before texts never meet, null (nothing to compare yet) always goes last. */
export type SortValue = number | string | null

export interface RunColumn {
  /** In CSS pixels, before a person resizes it. */
  readonly width: number
  readonly align: 'start' | 'end'
  readonly hiddenAtFirst: boolean
  /** Whether the first click sorts the largest, newest or best first. */
  readonly descendingFirst: boolean
  sortValue(run: RunSummary): SortValue
}

/** The order in which states are of interest: what wants a person or is moving comes first. */
const statusOrder = {
  failed: 0,
  interrupted: 1,
  running: 2,
  paused: 3,
  queued: 4,
  stopped: 5,
  completed: 6,
} as const satisfies Record<RunStatus, number>

export const runColumns = {
  name: column(220, 'start', (run) => run.name),
  status: column(132, 'start', (run) => statusOrder[run.status]),
  score: { ...column(116, 'end', sortableScore), descendingFirst: true },
  gain: { ...column(116, 'end', relativeGain), descendingFirst: true },
  dataset: column(150, 'start', (run) => run.datasetName),
  target: column(130, 'start', (run) => run.target),
  model: column(140, 'start', (run) => `${run.family} ${run.architecture}`),
  bestEpoch: column(100, 'end', (run) => run.bestEpoch),
  bestLoss: { ...column(120, 'end', (run) => run.bestValidationLoss), hiddenAtFirst: true },
  duration: { ...column(104, 'end', (run) => run.seconds), descendingFirst: true },
  created: { ...column(148, 'start', (run) => run.createdAt), descendingFirst: true },
  tags: column(160, 'start', (run) => (run.tags.length === 0 ? null : run.tags.join(' '))),
  exports: { ...column(90, 'end', (run) => run.exports), descendingFirst: true },
  note: { ...column(200, 'start', (run) => (run.note === '' ? null : run.note)), hiddenAtFirst: true },
} as const satisfies Record<RunColumnKey, RunColumn>

function column(width: number, align: 'start' | 'end', sortValue: (run: RunSummary) => SortValue): RunColumn {
  return { width, align, hiddenAtFirst: false, descendingFirst: false, sortValue }
}

/** The score so that larger is better: an RMSE is turned around. Scores of different metrics are not comparable, but stay apart. */
function sortableScore(run: RunSummary): SortValue {
  if (run.score === null) return null
  return metrics[run.score.metric].better === 'higher' ? run.score.value : -run.score.value
}

/**
 * By how much a run beats its baseline, as a share of what the baseline left to win: for an accuracy of the
 * distance to 1, for what is to be low of the baseline's own. 1 is perfect, 0 no better than guessing.
 */
export function relativeGain(run: RunSummary): number | null {
  if (run.score === null) return null
  const { metric, value, baseline } = run.score
  const toWin = metrics[metric].better === 'higher' ? 1 - baseline : baseline
  const won = metrics[metric].better === 'higher' ? value - baseline : baseline - value
  return toWin === 0 ? null : won / toWin
}
