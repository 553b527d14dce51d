/**
 * A run's metric history as columns that grow: what the live charts draw from.
 *
 * Epochs come out of the history once and then from events. A run that goes on from an older checkpoint
 * tells some epochs a second time; those replace what was there.
 */
import type { EpochMetrics } from '../../../compute/spec/run.ts'

/** The measured columns, in the order in which tables and CSV files show them. */
export const curveColumns = [
  'epoch',
  'step',
  'seconds',
  'trainLoss',
  'validationLoss',
  'validationScore',
  'learningRate',
  'gradientNorm',
] as const satisfies readonly (keyof EpochMetrics)[]
export type CurveColumn = (typeof curveColumns)[number]

export interface RunCurves {
  length: number
  /** Rises with every change, so that a chart can tell whether it has drawn this. */
  version: number
  /** Rises when epochs that were there already were replaced: what was derived from them must start again. */
  rewrites: number
  /** Index of the epoch with the lowest validation loss, the earliest where several have it; -1 without one. */
  best: number
  columns: Record<CurveColumn, Float64Array>
}

const firstCapacity = 256

/** Curves without an epoch yet. */
export function createRunCurves(): RunCurves {
  return { length: 0, version: 0, rewrites: 0, best: -1, columns: makeColumns(firstCapacity) }
}

/** Curves of a whole history. */
export function runCurvesOf(epochs: readonly EpochMetrics[]): RunCurves {
  const curves = createRunCurves()
  mergeEpochs(curves, epochs)
  return curves
}

function makeColumns(capacity: number): Record<CurveColumn, Float64Array> {
  const entries = curveColumns.map((name) => [name, new Float64Array(capacity)])
  return Object.fromEntries(entries) as Record<CurveColumn, Float64Array>
}

/**
 * Takes epochs in: appends them, or, from the first one that is known already, replaces that and drops what came
 * after it (those epochs are being trained again). Answers whether anything is different now.
 */
export function mergeEpochs(curves: RunCurves, epochs: readonly EpochMetrics[]): boolean {
  const first = epochs[0]
  if (first === undefined) return false
  const known = indexOfEpoch(curves, first.epoch)
  if (known + epochs.length <= curves.length && sameValues(curves, known, epochs)) return false
  if (known < curves.length) curves.rewrites += 1
  reserve(curves, known + epochs.length)
  epochs.forEach((epoch, offset) => {
    for (const name of curveColumns) curves.columns[name][known + offset] = epoch[name]
  })
  curves.length = known + epochs.length
  curves.version += 1
  curves.best = bestFrom(curves, known)
  return true
}

/** Index of the first epoch that is not before `epoch`. Epochs rise. */
function indexOfEpoch(curves: RunCurves, epoch: number): number {
  const epochs = curves.columns.epoch
  let index = curves.length
  // Nearly always at the end: a walk backwards is shorter than a search.
  while (index > 0 && (epochs[index - 1] as number) >= epoch) index--
  return index
}

function sameValues(curves: RunCurves, from: number, epochs: readonly EpochMetrics[]): boolean {
  return epochs.every((epoch, offset) => {
    return curveColumns.every((name) => Object.is(curves.columns[name][from + offset], epoch[name]))
  })
}

function reserve(curves: RunCurves, length: number): void {
  if (length <= curves.columns.epoch.length) return
  const grown = makeColumns(Math.max(length, curves.columns.epoch.length * 2))
  for (const name of curveColumns) grown[name].set(curves.columns[name].subarray(0, curves.length))
  curves.columns = grown
}

/** One epoch as a record again. */
export function epochAt(curves: RunCurves, index: number): EpochMetrics | null {
  if (index < 0 || index >= curves.length) return null
  const entries = curveColumns.map((name) => [name, curves.columns[name][index]])
  return Object.fromEntries(entries) as EpochMetrics
}

/** The best index, when the points before `from` were known already. */
function bestFrom(curves: RunCurves, from: number): number {
  const losses = curves.columns.validationLoss
  const forgotten = curves.best >= from
  let best = forgotten ? -1 : curves.best
  for (let index = forgotten ? 0 : from; index < curves.length; index++) {
    const loss = losses[index]!
    if (Number.isFinite(loss) && (best < 0 || loss < losses[best]!)) best = index
  }
  return best
}
