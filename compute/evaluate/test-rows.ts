/**
 * The rows behind the figures: which test rows are in a cell of the confusion matrix, and what they hold.
 */
import type { TableColumns } from '../data/column-values.ts'
import type { Cell } from '../spec/dataset.ts'
import type { TestRow } from '../spec/evaluation.ts'
import { predictedClass } from './classification-report.ts'
import type { JudgedRun } from './evaluate-run.ts'

export interface TestRowQuery {
  /** Labels of a confusion-matrix cell; null: any. */
  readonly actual: string | null
  readonly predicted: string | null
  readonly offset: number
  readonly limit: number
}

/** A page of test rows, and how many there are on all pages. */
export interface TestRowPage {
  readonly total: number
  readonly rows: readonly TestRow[]
}

type Judged = Omit<TestRow, 'cells' | 'row'> & { readonly position: number; readonly rank: number }

/**
 * A page of the test rows that a query asks for, the most striking first: for classes by falling confidence of the
 * prediction, for numbers by falling error.
 *
 * @param predictions as for `evaluateRun`
 * @param raw the columns whose cells are shown, in their order
 */
export function testRowPage(
  run: JudgedRun,
  predictions: Float32Array,
  raw: TableColumns,
  query: TestRowQuery,
): TestRowPage {
  const { test } = run.table.split
  const all = judge(run, predictions).filter(
    ({ actual, predicted }) =>
      (query.actual === null || query.actual === actual) && (query.predicted === null || query.predicted === predicted),
  )
  all.sort((a, b) => b.rank - a.rank || a.position - b.position)
  const page = all.slice(query.offset, query.offset + query.limit)
  return {
    total: all.length,
    rows: page.map(({ position, actual, predicted, confidence }) => {
      const row = test[position]!
      return { row: row + 1, cells: cellsOf(raw, row), actual, predicted, confidence }
    }),
  }
}

function judge({ target, table }: JudgedRun, predictions: Float32Array): Judged[] {
  // Rows with a label for each word are in the report, words and all.
  if (target.kind === 'step-classes' || target.kind === 'spans') return []
  if (target.kind === 'classes') {
    const { labels, values } = target
    return Array.from(table.split.test, (row, position) => {
      const index = predictedClass(predictions, position, labels.length)
      const confidence = predictions[position * labels.length + index]!
      return { position, actual: labels[values[row]!]!, predicted: labels[index]!, confidence, rank: confidence }
    })
  }
  const { values } = target
  return Array.from(table.split.test, (row, position) => {
    const actual = values[row]!
    const predicted = predictions[position]!
    return { position, actual, predicted, confidence: null, rank: Math.abs(predicted - actual) }
  })
}

/** The cells of a row, in the order of the columns. */
function cellsOf(raw: TableColumns, row: number): Cell[] {
  return Array.from(raw.columns.values(), (column) => {
    if (column.kind === 'number') return Number.isNaN(column.values[row]!) ? null : column.values[row]!
    return column.codes[row]! < 0 ? null : column.dictionary[column.codes[row]!]!
  })
}
