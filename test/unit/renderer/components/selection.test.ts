import { describe, expect, it } from 'vitest'
import {
  click,
  keepListed,
  moveBy,
  moveTo,
  nothingChosen,
  type Selection,
  toggle,
  toggleAll,
} from '../../../../renderer/components/selection.ts'

const ids = ['a', 'b', 'c', 'd', 'e']
const chosen = (selection: Selection) => [...selection.chosen].sort().join('')
const plain = { toggles: false, extends: false }

describe('the selection of rows', () => {
  it('is one row after a click, and more with Ctrl', () => {
    const one = click(nothingChosen, ids, 'b', plain)
    expect(chosen(one)).toBe('b')
    const two = click(one, ids, 'd', { ...plain, toggles: true })
    expect(chosen(two)).toBe('bd')
    expect(chosen(click(two, ids, 'b', { ...plain, toggles: true }))).toBe('d')
    expect(chosen(click(two, ids, 'e', plain))).toBe('e')
  })

  it('is a range from the last clicked row with Shift, in either direction, and the range turns around it', () => {
    const start = click(nothingChosen, ids, 'c', plain)
    const down = click(start, ids, 'e', { ...plain, extends: true })
    expect(chosen(down)).toBe('cde')
    expect(chosen(click(down, ids, 'a', { ...plain, extends: true }))).toBe('abc')
  })

  it('moves without choosing, stops at the ends, and extends with Shift', () => {
    const first = moveBy(nothingChosen, ids, 1, false)
    expect(first.active).toBe('a')
    expect(chosen(first)).toBe('')
    expect(moveBy(first, ids, -1, false).active).toBe('a')
    expect(moveBy(first, ids, 99, false).active).toBe('e')
    expect(moveBy(nothingChosen, ids, -1, false).active).toBe('e')
    const extended = moveBy(moveBy(first, ids, 1, true), ids, 1, true)
    expect(chosen(extended)).toBe('abc')
    expect(chosen(moveBy(extended, ids, -1, true))).toBe('ab')
    expect(moveBy(nothingChosen, [], 1, false)).toBe(nothingChosen)
  })

  it('keeps what is chosen while the keyboard moves on', () => {
    expect(chosen(moveTo(toggle(nothingChosen, 'b'), ids, 'd', false))).toBe('b')
  })

  it('is all rows or none from the header', () => {
    const all = toggleAll(toggle(nothingChosen, 'b'), ids)
    expect(chosen(all)).toBe('abcde')
    expect(chosen(toggleAll(all, ids))).toBe('')
    expect(chosen(toggleAll(nothingChosen, []))).toBe('')
  })

  it('forgets rows that are no longer listed, and is the same object otherwise', () => {
    const selection = toggle(toggle(nothingChosen, 'b'), 'd')
    expect(keepListed(selection, ids)).toBe(selection)
    const left = keepListed(selection, ['a', 'b', 'c'])
    expect(chosen(left)).toBe('b')
    expect(left.active).toBeNull()
  })
})
