import { describe, expect, it } from 'vitest'
import { applyEdits, editedColumns } from '../../../../../compute/data/versions/apply-edits.ts'
import type { RowEdit } from '../../../../../compute/spec/data-edit.ts'

const animals = { codes: Int32Array.of(0, 1, 1, -1, 2), dictionary: ['cat', 'dog', 'kat'] }
const column = 'animal'

function after(...edits: RowEdit[]) {
  const edited = applyEdits(5, new Map([[column, animals]]), edits)
  const { codes, dictionary } = edited.columns.get(column)!
  return { ...edited, texts: Array.from(codes, (code) => dictionary[code] ?? null) }
}

describe('edits of rows', () => {
  it('give examples another class, a new one too, and count those that had another', () => {
    const { texts, changes } = after(
      { kind: 'set-values', column, rows: [0, 3], value: 'cat' },
      { kind: 'set-values', column, rows: [2], value: 'wolf' },
      { kind: 'set-values', column, rows: [1], value: null },
    )
    expect(texts).toEqual(['cat', null, 'wolf', 'cat', 'kat'])
    expect(changes.map((change) => 'count' in change && change.count)).toEqual([1, 1, 1])
  })

  it('rename a class, or merge it into one that is there', () => {
    const renamed = after({ kind: 'replace-values', column, from: ['dog'], to: 'hound' })
    expect(renamed.texts).toEqual(['cat', 'hound', 'hound', null, 'kat'])
    expect(renamed.changes).toEqual([
      { kind: 'replace-values', column, from: ['dog'], to: 'hound', merged: false, count: 2 },
    ])
    const merged = after({ kind: 'replace-values', column, from: ['kat'], to: 'cat' })
    expect(merged.texts).toEqual(['cat', 'dog', 'dog', null, 'cat'])
    expect(merged.changes[0]).toMatchObject({ merged: true, count: 1 })
  })

  it('follow one another: what has a class after a renaming is not renamed', () => {
    const { texts } = after(
      { kind: 'replace-values', column, from: ['dog'], to: 'hound' },
      { kind: 'set-values', column, rows: [0], value: 'dog' },
    )
    expect(texts).toEqual(['dog', 'hound', 'hound', null, 'kat'])
  })

  it('leave examples out and take them back in', () => {
    const { excluded, changes } = after(
      { kind: 'exclude', rows: [1, 2, 4], reason: 'chosen' },
      { kind: 'exclude', rows: [2], reason: 'near' },
      { kind: 'include', rows: [4] },
    )
    expect([...excluded]).toEqual([0, 1, 1, 0, 0])
    expect(changes.map((change) => 'count' in change && change.count)).toEqual([3, 0, 1])
  })

  it('leave what was imported as it is', () => {
    after({ kind: 'set-values', column, rows: [0, 1, 2], value: 'wolf' })
    expect(animals).toEqual({ codes: Int32Array.of(0, 1, 1, -1, 2), dictionary: ['cat', 'dog', 'kat'] })
  })

  it('name the columns that they are about', () => {
    expect(
      editedColumns([
        { kind: 'set-values', column, rows: [0], value: 'x' },
        { kind: 'exclude', rows: [1], reason: 'chosen' },
        { kind: 'replace-values', column, from: ['a'], to: 'b' },
        { kind: 'set-values', column: 'size', rows: [0], value: '3' },
      ]),
    ).toEqual([column, 'size'])
  })
})
