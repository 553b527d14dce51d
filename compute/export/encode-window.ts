/**
 * Windows of series as part of an exported model: raw values, categories and calendar of the known steps in, the model's
 * inputs out, as compute/data/series/encode-windows.ts has them.
 */
import { inputLayout } from '../data/preprocess/input-layout.ts'
import { angleScale } from '../data/series/calendar.ts'
import { type FittedWindows, knownPlaces } from '../data/series/encode-windows.ts'
import * as op from '../graph/ops.ts'
import { int64s, tensor } from '../graph/tensor.ts'
import { constant, inputValue, type Value } from '../graph/value.ts'
import { featuresWidth, stepWidth } from '../spec/preprocessing.ts'
import { levelOf, readSteps, seasonPlaces, type SeriesWindow } from '../spec/series-window.ts'
import { encodeCategories } from './encode-categories.ts'
import { encodeNumberColumns, rowsAxis } from './encode-graph.ts'

/** Axis of the steps of all windows, one window after the other. */
const stepsAxis = 'steps'

/**
 * Names in the file; where a category column has that very name, with an underscore behind it. `known` has the numbers of the steps
 * ahead, `ahead` a category column's.
 */
export function windowNames({ features }: Pick<FittedWindows, 'features'>) {
  const taken = new Set(features.flatMap(({ kind, column }) => (kind === 'category' ? [column] : [])))
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : name)
  return {
    ...{ values: free('values'), calendar: free('calendar'), forecast: free('forecast'), known: free('known') },
    ahead: (column: string) => free(`${column}_ahead`),
  }
}

/** Number and category columns that are known ahead, in the order of their inputs. */
export function knownColumns({ features, window: { known = [] } }: FittedWindows) {
  const of = (wanted: 'number' | 'category') =>
    features.flatMap(({ kind, column }) => (kind === wanted && known.includes(column) ? [column] : []))
  return { numbers: of('number'), categories: of('category') }
}

export interface EncodedWindows {
  /**
   * `values` [rows, steps, number columns], each category column [rows, steps], `known` [rows, horizon, number columns known ahead], each
   * category column known ahead [rows, horizon], `calendar` [rows, steps, parts], of the steps ahead as well where something is known.
   */
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
  const encode: EncodeSteps = (ofNumbers, ofCategories, steps, axis) => {
    const asColumn = (texts: Value) => op.reshape(texts, [axis, 1])
    const parts = [
      ...encodeNumberColumns(op.reshape(ofNumbers, [axis, width]), layout),
      ...(ofCategories.length === 0
        ? []
        : [encodeCategories(op.concat(ofCategories.map(asColumn), 1), layout, missing)]),
    ]
    const features = parts.length === 1 ? parts[0]! : op.concat(parts, 1)
    return op.reshape(features, [rowsAxis, steps, featuresWidth(fitted)])
  }
  const steps = encode(numbers, categories, history, stepsAxis)
  const ahead = readSteps(window) === history ? null : encodeAheadInputs(fitted, values, categories, encode)
  const calendar = window.calendar.length === 0 ? null : encodeCalendar(fitted, names.calendar)
  const whole = [
    ahead === null ? steps : op.concat([steps, ahead.encoded], 1),
    ...(calendar === null ? [] : [calendar.encoded]),
    ...(ahead === null ? [] : [tellsAhead(steps, ahead.encoded)]),
  ]
  return {
    inputs: [values, ...categories, ...(ahead?.inputs ?? []), ...(calendar === null ? [] : [calendar.input])],
    encoded: op.reshape(op.concat(whole, 2), [rowsAxis, readSteps(window) * stepWidth(fitted, window)]),
    level: level === 'season' ? seasonBefore(values, window) : last === null ? null : op.reshape(last, [rowsAxis, 1]),
  }
}

/** Encodes the features of steps: numbers [rows, steps, columns] and categories [rows, steps] each. */
type EncodeSteps = (numbers: Value, categories: readonly Value[], steps: number, axis: string) => Value

/** What is known of the steps ahead [rows, horizon, inputs of the features]; the other inputs are 0. */
function encodeAheadInputs(
  fitted: FittedWindows,
  values: Value,
  categories: readonly Value[],
  encode: EncodeSteps,
): { readonly inputs: readonly Value[]; readonly encoded: Value } {
  const { horizon } = fitted.window
  const names = windowNames(fitted)
  const layout = inputLayout(fitted)
  const known = knownColumns(fitted)
  const numbers =
    known.numbers.length === 0 ? null : inputValue(names.known, 'float32', [rowsAxis, horizon, known.numbers.length])
  // Of columns that aren't known any value does: what becomes of it is left out.
  const anything = (of: Value) => op.gather(of, constant(int64s(Array.from({ length: horizon }, () => 0))), 1)
  const column = (of: Value, at: number) => op.slice(of, { axis: 2, start: at, end: at + 1 })
  const ofNumbers = layout.numbers.map(({ feature }, at) => {
    const place = known.numbers.indexOf(feature.column)
    return numbers === null || place < 0 ? anything(column(values, at)) : column(numbers, place)
  })
  const inputs = known.categories.map((name) => inputValue(names.ahead(name), 'string', [rowsAxis, horizon]))
  const ofCategories = layout.categories.map(({ feature }, at) => {
    const place = known.categories.indexOf(feature.column)
    return inputs[place] ?? anything(categories[at]!)
  })
  const encoded = encode(op.concat(ofNumbers, 2), ofCategories, horizon, `${stepsAxis}_ahead`)
  const width = featuresWidth(fitted)
  const places = Float32Array.from(knownPlaces(fitted).slice(0, width), (is) => (is ? 1 : 0))
  const isKnown = op.greater(constant(tensor('float32', places, [1, 1, width])), 0)
  return { inputs: [...(numbers === null ? [] : [numbers]), ...inputs], encoded: op.where(isKnown, encoded, 0) }
}

/** 0 for each known step and 1 for each ahead: [rows, steps, 1]. */
function tellsAhead(steps: Value, ahead: Value): Value {
  const zeros = (of: Value) => op.zerosLike(op.slice(of, { axis: 2, start: 0, end: 1 }))
  return op.concat([zeros(steps), op.add(zeros(ahead), 1)], 1)
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
function encodeCalendar({ window }: FittedWindows, name: string) {
  const { calendar } = window
  const [parts, steps] = [calendar.length, readSteps(window)]
  const input = inputValue(name, 'float32', [rowsAxis, steps, parts])
  const angles = op.mul(input, constant(tensor('float32', Float32Array.from(calendar, angleScale))))
  const apart = (x: Value) => op.reshape(x, [rowsAxis, steps, parts, 1])
  const both = op.concat([apart(op.sin(angles)), apart(op.cos(angles))], 3)
  return { input, encoded: op.reshape(both, [rowsAxis, steps, 2 * parts]) }
}
