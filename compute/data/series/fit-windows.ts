/** Fits what windows of series go through, on the steps before the first that is watched. */
import type { FittedFeature, FittedPreprocessing } from '../../spec/preprocessing.ts'
import type { RunSpec } from '../../spec/run.ts'
import { levelOf, seasonPlaces, type SeriesWindow } from '../../spec/series-window.ts'
import type { TableColumns } from '../column-values.ts'
import { fitColumn, preprocessingOf } from '../preprocess/fit-preprocessing.ts'
import { numberStatistics, standardisation } from '../preprocess/number-statistics.ts'
import type { TargetValues } from '../preprocess/target.ts'

/** Columns beside the target that are learned from: numbers and categories. */
export const othersOf = ({ features, target }: Pick<RunSpec, 'features' | 'target'>) =>
  features.filter(({ column, kind }) => column !== target && (kind === 'number' || kind === 'category'))

export interface WindowsToFit {
  readonly spec: Pick<RunSpec, 'features' | 'target'> & { readonly window: SeriesWindow }
  /** The target's values by steps, as they are and with missing ones held. */
  readonly series: { readonly numbers: Float64Array; readonly held: Float64Array }
  /** All columns, by steps. */
  readonly columns: TableColumns
  /** Steps before the first that is watched. */
  readonly trainSteps: Uint32Array
  /** The last known step of each window. */
  readonly origins: Uint32Array
  /** Windows that are learned from. */
  readonly train: Uint32Array
  readonly target: TargetValues
  readonly missing: readonly string[]
}

/** Preprocessing of windows: the target's past first among the features. */
export function fitWindows(asked: WindowsToFit): FittedPreprocessing {
  const { spec, columns, trainSteps, target, missing } = asked
  const others = othersOf(spec).map((feature) => fitColumn(columns, feature, trainSteps, missing))
  const { past, ahead } = fitTarget(asked)
  const fitted = preprocessingOf([past, ...others], target, new Uint32Array(0), missing)
  return { ...fitted, target: { kind: 'value', column: target.column, ...ahead }, window: spec.window }
}

/** How the target's past comes in, and how what is ahead of it is learned. */
function fitTarget({ spec, series, trainSteps, origins, train, target }: WindowsToFit) {
  const { history, horizon } = spec.window
  const level = levelOf(spec.window)
  const seasons = seasonPlaces(spec.window)
  const { numbers, held } = series
  const steps = numberStatistics(numbers, trainSteps)
  const own = standardisation(steps)
  const feature = (scaling: typeof own): FittedFeature => ({
    ...{ kind: 'number', column: target.column, fill: steps.median, indicator: false },
    ...scaling,
  })
  if (level === 'own') return { past: feature(own), ahead: own }
  const [before, after] = [createSpread(), createSpread()]
  for (const window of train) {
    const origin = origins[window]!
    const last = held[origin]!
    for (let step = origin - history + 1; step < origin; step++) before.add(held[step]! - last)
    for (let ahead = 0; ahead < horizon; ahead++) {
      const from = level === 'season' ? held[origin - history + 1 + seasons[ahead]!]! : last
      after.add(numbers[origin + 1 + ahead]! - from)
    }
  }
  // Counted from the last value, which itself is 0 then.
  return {
    past: { ...feature({ ...standardisation(before.result()), mean: 0 }), fill: 0 },
    ahead: standardisation(after.result()),
  }
}

/** Mean and standard deviation of numbers, by Welford's recurrence. */
function createSpread() {
  let [count, mean, squares] = [0, 0, 0]
  return {
    add(value: number) {
      count++
      const difference = value - mean
      mean += difference / count
      squares += difference * (value - mean)
    },
    result: () => ({ mean, std: Math.sqrt(squares / Math.max(count, 1)) }),
  }
}
