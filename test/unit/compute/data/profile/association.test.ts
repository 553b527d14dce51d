import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { associationOf, type Measured } from '../../../../../compute/data/profile/association.ts'
import type { Cell } from '../../../../../compute/spec/dataset.ts'
import { memoryTable } from '../memory-table.ts'

interface Recorded {
  columns: Record<string, Cell[]>
  cases: ({ a: string; b: string } & Record<string, number>)[]
}
const recorded = JSON.parse(
  readFileSync(new URL('../../../../fixtures/profile/associations.json', import.meta.url), 'utf8'),
) as Recorded

const measured = (cells: readonly Cell[]): Measured => {
  const values = memoryTable({ c: cells }).columns.get('c')!
  return values.kind === 'number' ? { kind: 'amounts', values: values.values } : { ...values, kind: 'categories' }
}

describe('how columns go along with each other', () => {
  it.each(recorded.cases)('is what SciPy says: $a and $b', ({ a, b, ...expected }) => {
    const [first, second] = [measured(recorded.columns[a]!), measured(recorded.columns[b]!)]
    const found = associationOf(first, second)!
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
    for (const [name, value] of Object.entries(expected)) {
      expect(found[name as 'eta'], name).toBeCloseTo(value, 10)
    }
    // It doesn't matter which of the two is predicted.
    for (const [name, value] of Object.entries(associationOf(second, first)!)) {
      expect(expected[name as 'eta']!, name).toBeCloseTo(value ?? NaN, 10)
    }
  })

  it('is nothing for a column that is the same everywhere, that tells rows apart, or of two rows', () => {
    const x = recorded.columns['x']!
    expect(associationOf(measured(x), measured(x.map(() => 1)))).toBeNull()
    expect(associationOf(measured(x.map(() => 'same')), measured(x))).toBeNull()
    const names = Array.from({ length: 300 }, (_, row) => `name ${row}`)
    expect(associationOf(measured(names), measured(names.map((_, row) => row)))).toBeNull()
    expect(associationOf(measured([1, 2, null]), measured([1, null, 3]))).toBeNull()
  })
})
