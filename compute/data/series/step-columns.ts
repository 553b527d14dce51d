/**
 * Columns of a table as columns of steps. Rows of the same step are one: numbers by their mean, categories by the most
 * frequent. What is missing stays as it was last.
 */
import type { ColumnValues } from '../column-values.ts'
import type { SeriesGrid } from './series-grid.ts'

/** The mean of a step's numbers, NaN where it has none. */
function meanOf(values: Float64Array, { rows, rowStart }: SeriesGrid, step: number): number {
  const [from, to] = [rowStart[step]!, rowStart[step + 1]!]
  if (to - from === 1) return values[rows[from]!]!
  // In the order of their size, so that the sum is the same in whatever order the rows stand.
  const own = Array.from(rows.subarray(from, to), (row) => values[row]!).filter((value) => !Number.isNaN(value))
  own.sort((a, b) => a - b)
  return own.reduce((sum, value) => sum + value, 0) / own.length
}

/** The numbers of all steps as they are. */
export function numbersOfSteps(values: Float64Array, grid: SeriesGrid): Float64Array {
  return Float64Array.from({ length: grid.steps }, (_, step) => meanOf(values, grid, step))
}

/** Each missing number as the last one before it in its segment, up to so many in a row; NaN where there is none. */
export function heldNumbers(numbers: Float64Array, { segments }: SeriesGrid, most = Infinity): Float64Array {
  const held = numbers.slice()
  for (const { first, steps } of segments) {
    let since = Infinity
    for (let step = first; step < first + steps; step++) {
      since = Number.isNaN(numbers[step]!) ? since + 1 : 0
      if (since > 0 && since <= most && step > first) held[step] = held[step - 1]!
    }
  }
  return held
}

/** The code of a step's most frequent category, of equally frequent ones that of the first text; −1 where it has none. */
function modeOf(
  codes: Int32Array,
  dictionary: readonly string[],
  { rows, rowStart }: SeriesGrid,
  step: number,
): number {
  const [from, to] = [rowStart[step]!, rowStart[step + 1]!]
  if (to - from === 1) return codes[rows[from]!]!
  const counts = new Map<number, number>()
  for (const row of rows.subarray(from, to)) {
    const code = codes[row]!
    if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  const before = (a: number, b: number) => (dictionary[a]! < dictionary[b]! ? -1 : 1)
  return [...counts].sort(([a, countA], [b, countB]) => countB - countA || before(a, b))[0]?.[0] ?? -1
}

/** A column by steps, with what is missing held. */
export function stepColumn(column: ColumnValues, grid: SeriesGrid): ColumnValues {
  if (column.kind === 'number') {
    return { kind: 'number', values: heldNumbers(numbersOfSteps(column.values, grid), grid) }
  }
  const codes = Int32Array.from({ length: grid.steps }, (_, step) =>
    modeOf(column.codes, column.dictionary, grid, step),
  )
  for (const { first, steps } of grid.segments) {
    for (let step = first + 1; step < first + steps; step++) if (codes[step]! < 0) codes[step] = codes[step - 1]!
  }
  return { ...column, codes }
}
