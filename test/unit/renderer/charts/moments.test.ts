/** Axes of moments: marks where people count, words that say what is new in each. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { momentsOf } from '../../../../renderer/charts/lines/moment-axis.ts'
import { dateTicks } from '../../../../renderer/charts/maths/date-ticks.ts'

const at = (text: string) => Date.parse(`${text}Z`)
const iso = (times: readonly number[]) => times.map((time) => new Date(time).toISOString().slice(0, 16))

describe('marks of an axis of moments', () => {
  it('stand at years, months, days and hours', () => {
    expect(iso(dateTicks(at('1958-03-29T00:00'), at('2001-12-29T00:00'), 5))).toEqual([
      '1960-01-01T00:00',
      '1970-01-01T00:00',
      '1980-01-01T00:00',
      '1990-01-01T00:00',
      '2000-01-01T00:00',
    ])
    expect(iso(dateTicks(at('2026-01-20T00:00'), at('2026-04-10T00:00'), 4))).toEqual([
      '2026-02-01T00:00',
      '2026-03-01T00:00',
      '2026-04-01T00:00',
    ])
    expect(iso(dateTicks(at('2026-01-20T07:00'), at('2026-01-21T06:00'), 4))).toEqual([
      '2026-01-20T12:00',
      '2026-01-20T18:00',
      '2026-01-21T00:00',
      '2026-01-21T06:00',
    ])
  })

  it('are within the axis and not many more than asked for', () => {
    const begin = fc.integer({ min: at('1800-01-01T00:00'), max: at('2100-01-01T00:00') })
    fc.assert(
      fc.property(begin, fc.double({ min: 1, max: 14 }), fc.integer({ min: 2, max: 8 }), (from, power, count) => {
        const to = from + 10 ** power
        const ticks = dateTicks(from, to, count)
        expect(ticks.every((tick) => tick >= from && tick <= to)).toBe(true)
        expect(ticks.length).toBeLessThanOrEqual(count + 1)
        expect(ticks).toEqual([...new Set(ticks)].toSorted((a, b) => a - b))
      }),
    )
  })

  it('say what is new in them, in the time that the table is in', () => {
    const { axis, write, plain } = momentsOf(true, 'en', 'when', String)
    const marks = ['2026-01-01T00:00', '2026-02-01T00:00', '2026-02-03T00:00', '2026-02-03T18:30'].map(at)
    expect(marks.map(axis.format)).toEqual(['2026', 'Feb', 'Feb 3', '18:30'])
    expect(write(at('2026-02-03T00:00'))).toBe('Feb 3, 2026')
    expect(marks.map(plain).slice(2)).toEqual(['2026-02-03', '2026-02-03 18:30:00'])
  })

  it('are plain numbers where those stand for time', () => {
    const { axis, plain } = momentsOf(false, 'en', 'year', String)
    expect(axis.ticks(1700, 2000, 3)).toEqual([1700, 1800, 1900, 2000])
    expect([axis.format(1800), plain(1800)]).toEqual(['1800', '1800'])
  })
})
