/** Windows as the model's inputs and targets, in 32-bit arithmetic and in the exported graph's order. */
import type { WindowForm } from '../../nn/series-augmentation.ts'
import type { FittedPreprocessing } from '../../spec/preprocessing.ts'
import { categoryWidth, featuresWidth, stepWidth } from '../../spec/preprocessing.ts'
import { levelOf, readSteps, seasonPlaces, type SeriesLevel, type SeriesWindow } from '../../spec/series-window.ts'
import type { TableColumns } from '../column-values.ts'
import { inputLayout } from '../preprocess/input-layout.ts'
import { encodeFeatures, standardise } from '../preprocess/encode.ts'
import { outputScale } from '../preprocess/encode-target.ts'
import { calendarInputs, calendarOf } from './calendar.ts'

export interface WindowEncoder {
  /**
   * Inputs of the windows whose last known steps are given: windows × (steps × inputs of a step).
   *
   * @param ahead what is known of the steps ahead of each window (`inputsAhead`), windows × horizon × inputs of a step; without, it is
   *   taken from the steps that follow
   */
  readonly inputs: (origins: Uint32Array, ahead?: Float32Array) => Float32Array
  /** What each of the windows counts its values ahead from: windows × horizon. */
  readonly levels: (origins: Uint32Array) => Float32Array
}

/** Preprocessing of windows. */
export type FittedWindows = FittedPreprocessing & { readonly window: SeriesWindow }

/** Whether preprocessing is that of windows. */
export const hasWindow = (fitted: FittedPreprocessing): fitted is FittedWindows => fitted.window !== undefined

/** The inputs of all steps as known ones: their features, then the calendar's. */
function stepInputs(columns: TableColumns, times: Float64Array, fitted: FittedWindows): Float32Array {
  const { calendar, known = [] } = fitted.window
  const features = encodeFeatures(columns, fitted)
  if (calendar.length === 0 && known.length === 0) return features
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

/** Which inputs of a step are known ahead: those of the columns that are, the calendar's and the last one, which says so. */
export function knownPlaces(fitted: FittedWindows): readonly boolean[] {
  const { window } = fitted
  const { numbers, categories } = inputLayout(fitted)
  const { known = [] } = window
  const slots = [
    ...numbers.map((slot) => ({ ...slot, width: 1 })),
    ...categories.map((slot) => ({ ...slot, width: categoryWidth(slot.feature) })),
  ].filter(({ feature }) => known.includes(feature.column))
  const own = featuresWidth(fitted)
  return Array.from({ length: stepWidth(fitted, window) }, (_, place) =>
    place >= own
      ? true
      : slots.some(({ first, width, indicator }) => place === indicator || (place >= first && place < first + width)),
  )
}

/** The inputs of steps ahead: what is known of them, and 1 for being ahead. */
export function inputsAhead(columns: TableColumns, times: Float64Array, fitted: FittedWindows): Float32Array {
  const places = knownPlaces(fitted)
  const width = places.length
  return stepInputs(columns, times, fitted).map((input, at) => {
    const place = at % width
    return place === width - 1 ? 1 : places[place] === true ? input : 0
  })
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
  const read = readSteps(fitted.window)
  const following = read === history ? null : inputsAhead(columns, times, fitted)
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
    inputs(origins, given) {
      const inputs = new Float32Array(origins.length * read * width)
      const last = lasts(origins)
      origins.forEach((origin, window) => {
        const at = window * read * width
        const first = origin - history + 1
        inputs.set(steps.subarray(first * width, (origin + 1) * width), at)
        if (following !== null) {
          const ahead = given?.subarray(window * horizon * width, (window + 1) * horizon * width)
          const next = ahead ?? following.subarray((origin + 1) * width, (origin + 1 + horizon) * width)
          inputs.set(next, at + history * width)
        }
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

/** What of the encoded windows is numbers, and where a target lies that is what it is counted from. */
export function windowForm(fitted: FittedWindows): WindowForm {
  const { window, target } = fitted
  const width = stepWidth(fitted, window)
  const places = new Set(inputLayout(fitted).numbers.map(({ first }) => first))
  const known = knownPlaces(fitted)
  const steps = readSteps(window)
  return {
    steps,
    width,
    numbers: Float32Array.from({ length: steps * width }, (_, at) => {
      const place = at % width
      return places.has(place) && (at < window.history * width || known[place] === true) ? 1 : 0
    }),
    level: target.kind !== 'value' || levelOf(window) === 'own' ? 0 : -target.mean * target.scale,
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
