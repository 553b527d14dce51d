/** Windows as the model's inputs and targets, in 32-bit arithmetic and in the exported graph's order. */
import type { FittedPreprocessing } from '../../spec/preprocessing.ts'
import { featuresWidth, stepWidth } from '../../spec/preprocessing.ts'
import { levelOf, seasonPlaces, type SeriesLevel, type SeriesWindow } from '../../spec/series-window.ts'
import type { TableColumns } from '../column-values.ts'
import { encodeFeatures, standardise } from '../preprocess/encode.ts'
import { outputScale } from '../preprocess/encode-target.ts'
import { calendarInputs, calendarOf } from './calendar.ts'

export interface WindowEncoder {
  /** Inputs of the windows whose last known steps are given: windows × (history × inputs of a step). */
  readonly inputs: (origins: Uint32Array) => Float32Array
  /** What each of the windows counts its values ahead from: windows × horizon. */
  readonly levels: (origins: Uint32Array) => Float32Array
}

/** Preprocessing of windows. */
export type FittedWindows = FittedPreprocessing & { readonly window: SeriesWindow }

/** Whether preprocessing is that of windows. */
export const hasWindow = (fitted: FittedPreprocessing): fitted is FittedWindows => fitted.window !== undefined

/** The inputs of all steps: their features, then the calendar's. */
function stepInputs(columns: TableColumns, times: Float64Array, fitted: FittedWindows): Float32Array {
  const { calendar } = fitted.window
  const features = encodeFeatures(columns, fitted)
  if (calendar.length === 0) return features
  const [own, width] = [featuresWidth(fitted), stepWidth(fitted, fitted.window)]
  const inputs = new Float32Array(times.length * width)
  times.forEach((time, step) => {
    inputs.set(features.subarray(step * own, (step + 1) * own), step * width)
    const readings = calendarOf(time, calendar)
    inputs.set(
      calendar.flatMap((part, at) => calendarInputs(readings[at]!, part)),
      step * width + own,
    )
  })
  return inputs
}

/**
 * Encodes windows of a grid.
 *
 * @param columns by steps, missing values held
 * @param held the target's values by steps, missing ones held
 */
export function windowEncoder(
  columns: TableColumns,
  times: Float64Array,
  held: Float64Array,
  fitted: FittedWindows,
): WindowEncoder {
  const { history, horizon } = fitted.window
  const level = levelOf(fitted.window)
  const before = seasonPlaces(fitted.window)
  const steps = stepInputs(columns, times, fitted)
  const width = stepWidth(fitted, fitted.window)
  const [past] = fitted.features
  if (past?.kind !== 'number') throw new Error("a window begins with the target's own past")
  const lasts = (origins: Uint32Array) => Float32Array.from(origins, (origin) => held[origin]!)
  /** For each kind the value that a step ahead of a window is counted from. */
  const from = {
    own: () => 0,
    last: (origin) => held[origin]!,
    season: (origin, ahead) => held[origin - history + 1 + before[ahead]!]!,
  } as const satisfies Record<SeriesLevel, (origin: number, ahead: number) => number>
  const levels = (origins: Uint32Array) =>
    Float32Array.from({ length: origins.length * horizon }, (_, at) =>
      from[level](origins[Math.floor(at / horizon)]!, at % horizon),
    )
  return {
    levels,
    inputs(origins) {
      const inputs = new Float32Array(origins.length * history * width)
      const last = lasts(origins)
      origins.forEach((origin, window) => {
        const at = window * history * width
        const first = origin - history + 1
        inputs.set(steps.subarray(first * width, (origin + 1) * width), at)
        if (level === 'own') return
        for (let step = 0; step < history; step++) {
          const difference = Math.fround(Math.fround(held[first + step]!) - last[window]!)
          inputs[at + step * width] = standardise(difference, past.mean, past.scale)
        }
      })
      return inputs
    },
  }
}

/** The values ahead of each window, as they are: windows × horizon. */
export function valuesAhead(numbers: Float64Array, origins: Uint32Array, horizon: number): Float32Array {
  return Float32Array.from({ length: origins.length * horizon }, (_, at) => {
    return numbers[origins[Math.floor(at / horizon)]! + 1 + (at % horizon)]!
  })
}

/** Values ahead as the trainer learns them: standardised, counted from their levels. */
export function encodeAhead(values: Float32Array, levels: Float32Array, { target }: FittedWindows): Float32Array {
  if (target.kind !== 'value') throw new Error('windows foretell numbers')
  return values.map((value, at) => {
    const difference = Math.fround(value - levels[at]!)
    return Math.fround(difference - target.mean) * target.scale
  })
}

/** The model's outputs in the series' own units, rounded as in the exported graph: output · std, then + mean, then + level. */
export function turnBackAhead(outputs: Float32Array, levels: Float32Array, { target }: FittedWindows): Float32Array {
  if (target.kind !== 'value') throw new Error('windows foretell numbers')
  const std = outputScale(target)
  return outputs.map((output, at) => {
    const value = Math.fround(Math.fround(output * std) + target.mean)
    return value + levels[at]!
  })
}
