/** Which curves of a run make which chart, over epochs, steps or time. */
import type { Curve, CurveMarker } from '../../charts/lines/curve.ts'
import type { CurveColumn, RunCurves } from '../../charts/data/run-curves.ts'
import { curveColumns } from '../../charts/data/run-curves.ts'
import { csvOf } from '../../charts/chart-files.ts'
import type { XKind } from '../../charts/lines/curve-controls.tsx'
import type { CurvesSnapshot } from './run-curve-feed.ts'

/** The column that x is. */
export const xColumns = { epoch: 'epoch', step: 'step', time: 'seconds' } as const satisfies Record<XKind, CurveColumn>

/** The measured columns that are drawn. */
export const measured = ['trainLoss', 'validationLoss', 'validationScore', 'learningRate', 'gradientNorm'] as const
export type Measured = (typeof measured)[number]

/** A curve of a run. The arrays are the run's own: they grow, and the version tells. */
export function curveOf(
  snapshot: CurvesSnapshot,
  column: Measured,
  x: XKind,
  style: Pick<Curve, 'id' | 'label' | 'tone' | 'dash'>,
): Curve {
  const { curves, version } = snapshot
  return {
    ...style,
    x: curves.columns[xColumns[x]],
    y: curves.columns[column],
    length: curves.length,
    version,
    rewrites: curves.rewrites,
  }
}

/** The point of the best epoch on a curve of `column`; null before there is one. */
export function bestMarker(
  curves: RunCurves,
  curveId: string,
  column: Measured,
  x: XKind,
  label: (epoch: number) => string,
): CurveMarker | null {
  const index = curves.best
  if (index < 0) return null
  return {
    curveId,
    x: curves.columns[xColumns[x]][index]!,
    y: curves.columns[column][index]!,
    label: label(curves.columns.epoch[index]!),
  }
}

/** The whole history of a run as CSV. */
export function runCsv(curves: RunCurves): string {
  const columns = curveColumns.map((name) => ({ name, values: curves.columns[name] }))
  return csvOf(columns, curves.length)
}

/** The histories of several runs below each other, with the run's name in front. */
export function manyRunsCsv(runs: readonly { readonly name: string; readonly curves: RunCurves }[]): string {
  const length = runs.reduce((sum, { curves }) => sum + curves.length, 0)
  const names = runs.flatMap(({ name, curves }) => Array.from({ length: curves.length }, () => name))
  const columns = curveColumns.map((name) => ({
    name,
    values: runs.flatMap(({ curves }) => [...curves.columns[name].subarray(0, curves.length)]),
  }))
  return csvOf([{ name: 'run', values: names }, ...columns], length)
}
