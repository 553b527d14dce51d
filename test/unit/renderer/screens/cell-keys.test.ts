import { describe, expect, it } from 'vitest'
import { besides, isTyped, placeAfter } from '../../../../renderer/screens/dataset/page/cell-keys.ts'

const size = { rows: 5, columns: 3 }
const key = (name: string, held: { readonly ctrlKey?: boolean; readonly altKey?: boolean } = {}) => ({
  ...{ key: name, ctrlKey: false, metaKey: false, altKey: false },
  ...held,
})

describe('cells', () => {
  it('are gone to by the arrow keys, which stop at the edges', () => {
    expect(placeAfter(key('ArrowDown'), { row: 0, column: 1 }, size)).toEqual({ row: 1, column: 1 })
    expect(placeAfter(key('ArrowUp'), { row: 0, column: 1 }, size)).toEqual({ row: 0, column: 1 })
    expect(placeAfter(key('ArrowRight', { ctrlKey: true }), { row: 2, column: 0 }, size)).toEqual({ row: 2, column: 2 })
    expect(placeAfter(key('End', { ctrlKey: true }), { row: 0, column: 0 }, size)).toEqual({ row: 4, column: 2 })
    expect(placeAfter(key('PageDown'), { row: 1, column: 0 }, size)).toEqual({ row: 4, column: 0 })
    expect(placeAfter(key('x'), { row: 1, column: 0 }, size)).toBeNull()
  })

  it('are entered where the table begins', () => {
    expect(placeAfter(key('ArrowDown'), null, size)).toEqual({ row: 0, column: 0 })
  })

  it('are gone through by Tab, row after row', () => {
    expect(besides({ row: 0, column: 2 }, 1, size)).toEqual({ row: 1, column: 0 })
    expect(besides({ row: 1, column: 0 }, -1, size)).toEqual({ row: 0, column: 2 })
    expect(besides({ row: 4, column: 2 }, 1, size)).toEqual({ row: 4, column: 2 })
  })

  it('are typed in with characters, not with commands', () => {
    expect([key('5'), key('é'), key('F2'), key('c', { ctrlKey: true })].map(isTyped)).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})
