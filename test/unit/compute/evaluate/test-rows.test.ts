import { describe, expect, it } from 'vitest'
import type { TargetValues } from '../../../../compute/data/preprocess/target.ts'
import { evaluateRun } from '../../../../compute/evaluate/evaluate-run.ts'
import { testRowPage } from '../../../../compute/evaluate/test-rows.ts'
import { memoryTable } from '../data/memory-table.ts'

const raw = memoryTable({ x: [10, 11, 12, null, 14, 15], c: ['a', 'b', null, 'd', 'e', 'f'] })
const split = { train: Uint32Array.of(0), validation: Uint32Array.of(), test: Uint32Array.of(1, 2, 3, 5) }
const classes: TargetValues = {
  kind: 'classes',
  column: 'y',
  labels: ['cat', 'dog'],
  values: Int32Array.of(1, 0, 0, 1, -1, 0),
}
/** Of the test rows 2, 3, 4 and 6, counted from 1. */
const probabilities = Float32Array.of(0.25, 0.75, 0.125, 0.875, 0.5, 0.5, 0.75, 0.25)
const page = (actual: string | null, predicted: string | null, offset = 0, limit = 10) =>
  testRowPage({ target: classes, table: { split } }, probabilities, raw, { actual, predicted, offset, limit })

describe('rows behind a confusion matrix', () => {
  it('lists a cell of the matrix, the most confident first, with the raw cells', () => {
    expect(page('cat', 'dog')).toEqual({
      total: 2,
      rows: [
        { row: 3, cells: [12, null], actual: 'cat', predicted: 'dog', confidence: 0.875 },
        { row: 2, cells: [11, 'b'], actual: 'cat', predicted: 'dog', confidence: 0.75 },
      ],
    })
  })

  it('has as many rows in each cell as the report counts there', () => {
    const report = evaluateRun({ target: classes, table: { split } }, probabilities)
    if (report.task !== 'classification') throw new Error()
    report.labels.forEach((actual, a) =>
      report.labels.forEach((predicted, p) => expect(page(actual, predicted).total).toBe(report.confusion[a]![p])),
    )
    expect(page(null, null).total).toBe(4)
  })

  it('gives a page at a time', () => {
    expect(page(null, null, 1, 2).rows.map(({ row }) => row)).toEqual([2, 6])
    expect(page(null, null, 4, 2)).toEqual({ total: 4, rows: [] })
  })
})

describe('evaluating a regression run', () => {
  const target: TargetValues = { kind: 'values', column: 'y', values: Float64Array.of(3, 10, 20, 30, NaN, 40) }
  const run = { target, table: { split: { ...split, train: Uint32Array.of(0, 1) } } }
  const predictions = Float32Array.of(11, 20, 25, 40)

  it('takes the mean of the training rows as the baseline', () => {
    expect(evaluateRun(run, predictions)).toMatchObject({ baseline: { predicts: 6.5 }, model: { mae: 1.5 } })
  })

  it('lists the rows with the largest errors first', () => {
    const query = { actual: null, predicted: null, offset: 0, limit: 2 }
    expect(testRowPage(run, predictions, raw, query).rows).toEqual([
      { row: 4, cells: [null, 'd'], actual: 30, predicted: 25, confidence: null },
      { row: 2, cells: [11, 'b'], actual: 10, predicted: 11, confidence: null },
    ])
  })
})
