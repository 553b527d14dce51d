import { describe, expect, it } from 'vitest'
import { rowKeys } from '../../../../../compute/data/split/row-keys.ts'
import { rowRefs, toDataEdit, toRowEdits } from '../../../../../compute/data/versions/row-refs.ts'

const refsOf = async (names: readonly string[]) => {
  const dictionary = [...new Set(names)]
  const codes = Int32Array.from(names, (name) => dictionary.indexOf(name))
  const columns = new Map([['name', { kind: 'category' as const, codes, dictionary }]])
  return rowRefs(
    await rowKeys({ columnNames: ['name'], columns: () => Promise.resolve({ rows: names.length, columns }) }),
  )
}

describe('the names of rows', () => {
  it('are different for equal rows, and find each again', async () => {
    const refs = await refsOf(['a', 'b', 'a', 'a'])
    const names = [0, 1, 2, 3].map((row) => refs.of(row))
    expect(new Set(names).size).toBe(4)
    expect(names[2]).toBe(`${names[0]}~1`)
    expect(refs.find([...names].reverse())).toEqual([3, 2, 1, 0])
    expect(refs.find(['0000000000000000'])).toEqual([null])
  })

  it('let edits find their rows after another import in another order, and say which are gone', async () => {
    const before = await refsOf(['a', 'b', 'c', 'a'])
    const after = await refsOf(['c', 'a', 'd'])
    const edit = toDataEdit({ kind: 'exclude', rows: [0, 2, 3], reason: 'chosen' }, before)
    const found = toRowEdits([edit], after)
    expect(found.edits).toEqual([{ kind: 'exclude', rows: [1, 0], reason: 'chosen' }])
    expect(found.lost).toEqual([before.of(3)])
  })
})
