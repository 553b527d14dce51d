/** What is typed or pasted for the steps ahead: read as values, or said what is wrong with it. */
import { describe, expect, it } from 'vitest'
import type { AheadColumn } from '../../../../compute/spec/sequence-evaluation.ts'
import { aheadTexts, pasteAhead, readAhead } from '../../../../renderer/screens/result/known-ahead.ts'

const asks: AheadColumn[] = [
  { column: 'price', kind: 'number', values: [] },
  { column: 'feast', kind: 'category', values: ['no', 'yes'] },
]

describe('fields for the steps ahead', () => {
  it('show values in the fewest digits, and are read as they are written', () => {
    const texts = aheadTexts({ price: [Math.fround(1.1), 2], feast: ['no', null] })
    expect(texts).toEqual({ price: ['1.1', '2'], feast: ['no', ''] })
    expect(readAhead(asks, { price: ['1,5', '−2'], feast: [' yes ', 'no'] }, 2)).toEqual({
      values: { price: [1.5, -2], feast: ['yes', 'no'] },
    })
  })

  it('name the first that is empty or no number', () => {
    expect(readAhead(asks, { price: ['1', ' '], feast: ['no', 'no'] }, 2)).toEqual({
      problem: { column: 'price', step: 1, kind: 'missing' },
    })
    expect(readAhead(asks, { price: ['1', 'x'], feast: ['no', 'no'] }, 2)).toEqual({
      problem: { column: 'price', step: 1, kind: 'not-a-number' },
    })
    expect(readAhead(asks, { price: ['1', '2'] }, 2)).toEqual({
      problem: { column: 'feast', step: 0, kind: 'missing' },
    })
  })
})

describe('a pasted table', () => {
  const texts = { price: ['1.5', '2'], feast: ['no', 'yes'] }

  it('is read by the names of its columns, whatever stands between them', () => {
    expect(pasteAhead('day\tfeast\tprice\nMon\tno\t1.5\nTue\tyes\t2\n', asks, 2)).toEqual({ texts })
    expect(pasteAhead('"feast";"price"\r\nno;1.5\r\nyes;2', asks, 2)).toEqual({ texts })
    expect(pasteAhead('1.5,no\n2,yes', asks, 2)).toEqual({ texts })
  })

  it.each([
    ['price\n1\n2', 'noColumn', { column: 'feast' }],
    ['1,no,x\n2,yes,x', 'noNames', { columns: 'price, feast' }],
    ['price,feast\n1,no', 'otherLength', { found: 1, wanted: 2 }],
    ['price,feast\n1,no\n2,', 'emptyCell', { column: 'feast', line: 3, value: '' }],
    ['price,feast\ncheap,no\n2,no', 'noNumber', { column: 'price', line: 2, value: 'cheap' }],
  ])('that can’t be taken is told why: %j', (pasted, key, params) => {
    expect(pasteAhead(pasted, asks, 2)).toEqual({ problem: { key: `result.ahead.paste.${key}`, params } })
  })
})
