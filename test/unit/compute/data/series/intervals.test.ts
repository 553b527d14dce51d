/** Steps of every kind of interval, and the moments that they stand for. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarInputs, calendarOf } from '../../../../../compute/data/series/calendar.ts'
import { stepOf, timeOfStep } from '../../../../../compute/data/series/intervals.ts'

const day = 86_400_000
const months = { kind: 'months', months: 1, first: 0, day: 31 } as const
const at = (text: string) => Date.parse(`${text}Z`)

describe('steps in time', () => {
  it('are months, whatever their length, each with its last day', () => {
    const ends = ['2023-11-30T00:00', '2023-12-31T00:00', '2024-01-31T00:00', '2024-02-29T00:00'].map(at)
    const first = stepOf(ends[0]!, months)
    expect(ends.map((time) => stepOf(time, months) - first)).toEqual([0, 1, 2, 3])
    expect(ends.map((_, ahead) => timeOfStep(first + ahead, months))).toEqual(ends)
  })

  it('are quarters that begin in any month', () => {
    const quarters = { kind: 'months', months: 3, first: 1, day: 1 } as const
    const begins = ['2020-02-01T00:00', '2020-05-01T00:00', '2020-08-01T00:00'].map(at)
    const first = stepOf(begins[0]!, quarters)
    expect(begins.map((time) => stepOf(time, quarters) - first)).toEqual([0, 1, 2])
    expect(begins.map((_, ahead) => timeOfStep(first + ahead, quarters))).toEqual(begins)
  })

  it('are workdays, from a Friday to a Monday one', () => {
    const workdays = { kind: 'workdays' } as const
    const friday = at('2026-11-27T00:00')
    expect(stepOf(friday + 3 * day, workdays) - stepOf(friday, workdays)).toBe(1)
    expect(timeOfStep(stepOf(friday, workdays) + 1, workdays)).toBe(friday + 3 * day)
    expect(timeOfStep(stepOf(at('1969-12-31T00:00'), workdays), workdays)).toBe(at('1969-12-31T00:00'))
  })

  it('stand for moments that belong to them', () => {
    const kinds = [
      { kind: 'even', length: 3600_000, origin: 1800_000 },
      { kind: 'even', length: 0.25, origin: -3 },
      months,
      { kind: 'months', months: 12, first: 5, day: 30 },
      { kind: 'workdays' },
    ] as const
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.integer({ min: -500, max: 3000 }), (interval, index) => {
        expect(stepOf(timeOfStep(index, interval), interval)).toBe(index)
      }),
    )
  })
})

describe('the calendar', () => {
  it('reads a moment as people do', () => {
    // A Thursday, and the last day of a leap year.
    expect(calendarOf(at('2026-11-26T18:30'), ['hour', 'weekday', 'yearday'])).toEqual([18.5, 3, 330])
    expect(calendarOf(at('2024-12-31T23:59'), ['yearday'])).toEqual([366])
    expect(calendarOf(at('1969-12-28T06:00'), ['hour', 'weekday'])).toEqual([6, 6])
  })

  it('comes round: after a whole period all is as before', () => {
    const [sin, cos] = calendarInputs(24, 'hour')
    expect(sin).toBeCloseTo(0, 5)
    expect(cos).toBeCloseTo(1, 5)
    expect(calendarInputs(6, 'hour')[0]).toBeCloseTo(1, 5)
  })
})
