/**
 * Windows of series as part of an exported model: raw values, categories and calendar of the known steps in, the model's
 * inputs out, as compute/data/series/encode-windows.ts has them.
 */
import { inputLayout } from '../data/preprocess/input-layout.ts'
import { angleScale } from '../data/series/calendar.ts'
import type { FittedWindows } from '../data/series/encode-windows.ts'
import * as op from '../graph/ops.ts'
import { int64s, tensor } from '../graph/tensor.ts'
import { constant, inputValue, type Value } from '../graph/value.ts'
import { featuresWidth, stepWidth } from '../spec/preprocessing.ts'
import { levelOf, seasonPlaces, type SeriesWindow } from '../spec/series-window.ts'
import { encodeCategories } from './encode-categories.ts'
import { encodeNumberColumns, rowsAxis } from './encode-graph.ts'

/** Axis of the steps of all windows, one window after the other. */
const stepsAxis = 'steps'

/** Names in the file; where a category column has that very name, with an underscore behind it. */
export function windowNames({ features }: Pick<FittedWindows, 'features'>) {
  const taken = new Set(features.flatMap(({ kind, column }) => (kind === 'category' ? [column] : [])))
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : name)
  return { values: free('values'), calendar: free('calendar'), forecast: free('forecast') }
}

export interface EncodedWindows {
  /** `values` [rows, steps, number columns], each category column [rows, steps], `calendar` [rows, steps, parts]. */
  readonly inputs: readonly Value[]
  /** [rows, steps × inputs of a step] */
  readonly encoded: Value
  /** What the values ahead are counted from: [rows, 1 or horizon]; null where from nothing. */
  readonly level: Value | null
}

/** The graph from raw windows to the model's inputs. */
export function encodeWindowInputs(fitted: FittedWindows): EncodedWindows {
  const { window, missing } = fitted
  const { history } = window
  const layout = inputLayout(fitted)
  const names = windowNames(fitted)
  const width = layout.numbers.length
  const values = inputValue(names.values, 'float32', [rowsAxis, history, width])
  const categories = layout.categories.map(({ feature }) => inputValue(feature.column, 'string', [rowsAxis, history]))
  const level = levelOf(window)
  const last = level === 'own' ? null : lastTarget(values, history)
  const numbers = last === null ? values : countedFrom(values, last, width)
  const asColumn = (texts: Value) => op.reshape(texts, [stepsAxis, 1])
  const parts = [
    ...encodeNumberColumns(op.reshape(numbers, [stepsAxis, width]), layout),
    ...(categories.length === 0 ? [] : [encodeCategories(op.concat(categories.map(asColumn), 1), layout, missing)]),
  ]
  const features = parts.length === 1 ? parts[0]! : op.concat(parts, 1)
  const steps = op.reshape(features, [rowsAxis, history, featuresWidth(fitted)])
  const calendar = window.calendar.length === 0 ? null : encodeCalendar(fitted, names.calendar)
  const whole = calendar === null ? steps : op.concat([steps, calendar.encoded], 2)
  return {
    inputs: [values, ...categories, ...(calendar === null ? [] : [calendar.input])],
    encoded: op.reshape(whole, [rowsAxis, history * stepWidth(fitted, window)]),
    level: level === 'season' ? seasonBefore(values, window) : last === null ? null : op.reshape(last, [rowsAxis, 1]),
  }
}

/** What the target was a season before each step ahead: [rows, horizon]. */
function seasonBefore(values: Value, window: SeriesWindow): Value {
  const target = op.reshape(op.slice(values, { axis: 2, start: 0, end: 1 }), [rowsAxis, window.history])
  return op.gather(target, constant(int64s(seasonPlaces(window))), 1)
}

/** The target's last known values: [rows, 1, 1]. It is the first of the number columns. */
function lastTarget(values: Value, history: number): Value {
  const target = op.slice(values, { axis: 2, start: 0, end: 1 })
  return op.slice(target, { axis: 1, start: history - 1, end: history })
}

/** The values with the target's own counted from the last one. */
function countedFrom(values: Value, last: Value, width: number): Value {
  const target = op.sub(op.slice(values, { axis: 2, start: 0, end: 1 }), last)
  return width === 1 ? target : op.concat([target, op.slice(values, { axis: 2, start: 1, end: width })], 2)
}

/** Readings of the calendar as sine and cosine, one after the other. */
function encodeCalendar({ window: { calendar, history } }: FittedWindows, name: string) {
  const parts = calendar.length
  const input = inputValue(name, 'float32', [rowsAxis, history, parts])
  const angles = op.mul(input, constant(tensor('float32', Float32Array.from(calendar, angleScale))))
  const apart = (x: Value) => op.reshape(x, [rowsAxis, history, parts, 1])
  const both = op.concat([apart(op.sin(angles)), apart(op.cos(angles))], 3)
  return { input, encoded: op.reshape(both, [rowsAxis, history, 2 * parts]) }
}
