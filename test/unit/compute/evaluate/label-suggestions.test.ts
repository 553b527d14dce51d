import { expect, it } from 'vitest'
import { labelSuggestions, unlabelledRows } from '../../../../compute/evaluate/label-suggestions.ts'

const target = (values: readonly number[]) => ({
  ...{ kind: 'classes' as const, column: 'class', labels: ['a', 'b', 'c'] },
  values: Int32Array.from(values),
})

it('says for each row without a class which is the most probable, and by how much', () => {
  const run = { target: target([0, -1, 2, -1]) }
  const rows = unlabelledRows(run)
  expect([...rows]).toEqual([1, 3])
  const [first, second] = labelSuggestions(run, rows, Float32Array.of(0.125, 0.625, 0.25, 0.5, 0.25, 0.25))
  expect(first).toEqual({ row: 1, predicted: 'b', confidence: 0.625, margin: 0.375 })
  expect(second).toEqual({ row: 3, predicted: 'a', confidence: 0.5, margin: 0.25 })
})

it('asks about some thousands of very many rows, from all over the table', () => {
  const rows = unlabelledRows({ target: target(Array.from({ length: 20_000 }, () => -1)) })
  expect([rows.length, rows[0], rows.at(-1)]).toEqual([5000, 0, 19_996])
})

it('has nothing to say where amounts are predicted', () => {
  const amounts = { kind: 'values' as const, column: 'price', values: Float64Array.of(1, Number.NaN) }
  expect([...unlabelledRows({ target: amounts })]).toEqual([])
})
