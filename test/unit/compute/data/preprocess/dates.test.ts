import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findDateFormats, parseDate } from '../../../../../compute/data/kinds/date-format.ts'
import { encodeMoment, fitDates, readMoment } from '../../../../../compute/data/preprocess/fit-dates.ts'
import { type FittedFeature, featureWidth } from '../../../../../compute/spec/preprocessing.ts'

interface Recorded {
  train: number[]
  cases: { name: string; formats: string[]; texts: (string | null)[]; parts: string[]; inputs: number[][] }[]
}
const recorded = JSON.parse(
  readFileSync(new URL('../../../../fixtures/preprocessing/dates.json', import.meta.url), 'utf8'),
) as Recorded
const train = Uint32Array.from(recorded.train)

function columnOf(texts: readonly (string | null)[], formats?: readonly string[]) {
  const dictionary = [...new Set(texts.filter((text) => text !== null))]
  const codes = Int32Array.from(texts, (text) => (text === null ? -1 : dictionary.indexOf(text)))
  return { kind: 'date', codes, dictionary, ...(formats === undefined ? {} : { formats }) } as const
}

function inputsOf(seconds: number, feature: Extract<FittedFeature, { kind: 'date' }>) {
  const inputs = new Float32Array(featureWidth(feature))
  encodeMoment(seconds, feature, inputs)
  return inputs
}

describe('dates as parts', () => {
  it.each(recorded.cases)(
    'equal pandas’ parts, of the training rows’ spread: $name',
    ({ formats, texts, parts, inputs }) => {
      const fitted = fitDates('when', columnOf(texts, formats), train)!
      expect(fitted.parts.map(({ part }) => part)).toEqual(parts)
      expect(findDateFormats([...new Set(texts.filter((text) => text !== null))], true)?.formats).toEqual(formats)
      texts.forEach((text, row) => {
        const found = inputsOf(text === null ? NaN : readMoment(text, fitted), fitted)
        expect(found).toHaveLength(inputs[row]!.length)
        found.forEach((value, at) => expect(Math.abs(value - inputs[row]![at]!)).toBeLessThan(1e-5))
      })
    },
  )

  it('are those that were asked for, and of them those that differ', () => {
    const column = columnOf(['2024-03-01', '2024-03-02', '2024-03-09', 'unknown'], ['%Y-%m-%d'])
    const partsOf = (asked?: ('year' | 'weekday' | 'hour')[]) =>
      fitDates('when', column, Uint32Array.of(0, 1, 2), asked)?.parts.map(({ part }) => part)
    expect(partsOf()).toEqual(['elapsed', 'day', 'weekday'])
    expect(partsOf(['year', 'weekday', 'hour'])).toEqual(['weekday'])
    expect(fitDates('when', column, Uint32Array.of(3))).toBeNull()
  })

  it('tell what no date is from what is missing in no way: all inputs are 0 but the last', () => {
    const column = columnOf(['2024-03-01', null, '2025-07-30'], ['%Y-%m-%d'])
    const fitted = fitDates('when', column, Uint32Array.of(0, 1, 2))!
    expect(fitted.indicator).toBe(true)
    const none = inputsOf(readMoment('30.2.2024', fitted), fitted)
    expect([...none]).toEqual([...none.fill(0, 0, -1)])
    expect(none.at(-1)).toBe(1)
  })
})

describe('a text of a date', () => {
  it.each([
    ['29.02.2024', ['%d.%m.%Y'], '2024-02-29T00:00:00.000Z'],
    ['29.02.2023', ['%d.%m.%Y'], null],
    ['3/4/69', ['%m/%d/%y'], '1969-03-04T00:00:00.000Z'],
    ['3/4/68', ['%m/%d/%y'], '2068-03-04T00:00:00.000Z'],
    ['05-MAY-2001', ['%d-%b-%Y'], '2001-05-05T00:00:00.000Z'],
    ['12 August 0033', ['%d %B %Y'], '0033-08-12T00:00:00.000Z'],
    ['2001年7月9日', ['%Y年%m月%d日'], '2001-07-09T00:00:00.000Z'],
    ['2001-07-09 12:05 AM', ['%Y-%m-%d %I:%M %p'], '2001-07-09T00:05:00.000Z'],
    ['2001-07-09 12:05 pm', ['%Y-%m-%d %I:%M %p'], '2001-07-09T12:05:00.000Z'],
    ['2001-07-09T23:59:59.25Z', ['%Y-%m-%dT%H:%M:%S.%fZ'], '2001-07-09T23:59:59.250Z'],
    ['2001-07-09', ['%d.%m.%Y', '%Y-%m-%d'], '2001-07-09T00:00:00.000Z'],
    ['yesterday', ['%Y-%m-%d'], null],
  ] as const)('%s in %j is %s', (text, formats, expected) => {
    const moment = parseDate(text, formats)
    expect(moment === null ? null : new Date(moment).toISOString()).toBe(expected)
  })
})
