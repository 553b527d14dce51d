import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideKind } from '../../../../../compute/data/kinds/column-kind.ts'
import { findDateFormats, shownFormat } from '../../../../../compute/data/kinds/date-format.ts'
import { commonForm, formPattern, parseNumber } from '../../../../../compute/data/kinds/number-text.ts'
import { sampleEvidence } from '../../../../../compute/data/kinds/sample-evidence.ts'

const kindOf = (name: string, texts: readonly string[]) => decideKind(sampleEvidence(name, texts, '.')).kind
const many = (count: number, make: (i: number) => string) => Array.from({ length: count }, (_, i) => make(i))

describe('a number', () => {
  it.each([
    ['1,234', '.', 1234],
    ['-12,345,678.5', '.', -12_345_678.5],
    ["1'234'567", '.', 1_234_567],
    ['12\u202f345,5', ',', 12_345.5],
    ['1\u00a0000', '.', 1000],
    ['1.234', ',', 1234],
    ['1.234.567,89', ',', 1_234_567.89],
  ] as const)('may have its digits grouped: %s with the decimal mark %s', (text, decimal, value) => {
    expect(parseNumber(text, decimal)).toBe(value)
  })

  it.each(['1,23', '12,34,567', '0,123', ',123', '1,2345', "1,234'567", '1234,567', '1,234.5.6', '1 234', '1,234e5'])(
    'is not %s, whose groups are not of three digits or not of one kind',
    (text) => expect(parseNumber(text, '.')).toBeNull(),
  )

  it.each(['0', '-1', '+2', '3.', '.5', '1e3', '1E-5', '007', '123456789012345678901234567890'])('is %s', (text) => {
    expect(parseNumber(text, '.')).toBe(Number(text))
  })

  it.each(['', 'x', '1,5', '1e400', 'Inf', 'NaN', '1_000', '0x10', '1 000', '--1', '1e', '.', '١'])(
    'is not %j',
    (text) => {
      expect(parseNumber(text, '.')).toBeNull()
    },
  )

  it('has a comma where the file writes one, and no point then', () => {
    expect(parseNumber('3,14', ',')).toBe(3.14)
    expect(parseNumber('1.23', ',')).toBeNull()
  })

  it('comes out again, to the character, in the form that its text matches', () => {
    const text = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.nat(4)).map(([n, d]) => (n / 10 ** d).toFixed(d)),
    )
    fc.assert(
      fc.property(text, fc.constantFrom(null, 0, 2, 4), (one, decimals) => {
        const short = decimals === null && one.length > 16
        if (short || !new RegExp(`^(?:${formPattern({ decimals }, '.')})$`).test(one)) return
        const value = Number(one)
        const sign = Object.is(value, -0) ? '-' : ''
        expect(decimals === null ? String(value) : sign + value.toFixed(decimals)).toBe(one)
      }),
      { numRuns: 2000 },
    )
  })

  it('has the form that most of a column has', () => {
    expect(commonForm(['1.50', '2.25', '3.00'], '.')).toEqual({ decimals: 2 })
    expect(commonForm(['1.5', '2.25', '3'], '.')).toEqual({ decimals: null })
    expect(commonForm(['1', '22', '333'], '.')).toEqual({ decimals: 0 })
    expect(commonForm(['1,50', '2,25'], ',')).toEqual({ decimals: 2 })
  })
})

describe('date formats', () => {
  it.each([
    ['ISO', ['2020-01-31', '2021-12-01'], ['%Y-%m-%d']],
    ['the day first, by one cell', ['03/04/2021', '13/04/2021'], ['%d/%m/%Y']],
    ['the month first, by one cell', ['03/04/2021', '04/13/2021'], ['%m/%d/%Y']],
    ['German', ['1.2.2020', '31.12.2020'], ['%d.%m.%Y']],
    ['Chinese', ['2020年1月5日', '2020年12月31日'], ['%Y年%m月%d日']],
    ['months in letters', ['05-Jan-2020', '06-feb-2021'], ['%d-%b-%Y']],
    [
      'times, some with seconds',
      ['2020-01-01 10:00', '2020-01-01 10:05', '2020-01-01 10:00:30'],
      ['%Y-%m-%d %H:%M', '%Y-%m-%d %H:%M:%S'],
    ],
    ['UTC', ['2020-01-01T10:00:00Z'], ['%Y-%m-%dT%H:%M:%SZ']],
    [
      'offsets from UTC, of which one is none',
      ['2020-03-29 01:30:00+01:00', '2020-03-29 03:30:00+0200', '2020-10-25 02:30:00+00:00'],
      ['%Y-%m-%d %H:%M:%S%z', '%Y-%m-%d %H:%M:%S+00:00'],
    ],
  ])('are found: %s', (_, texts, formats) => {
    expect(findDateFormats(texts, false)).toEqual({ formats, matching: texts.length })
  })

  it('need more than digits, unless the column is called a date', () => {
    expect(findDateFormats(['20200131'], false)).toBeNull()
    expect(findDateFormats(['20200131'], true)?.formats).toEqual(['%Y%m%d'])
    expect(findDateFormats(['2020-13-01', '1.5', 'x'], false)).toBeNull()
  })

  it('are shown as people write them', () => {
    expect(shownFormat('%d.%m.%Y %H:%M')).toBe('DD.MM.YYYY HH:mm')
  })
})

describe('the kind of a column', () => {
  it.each([
    ['measurements', 'length', many(30, (i) => String(i / 7)), 'number'],
    ['counts', 'rooms', many(60, (i) => String((i * 7) % 9)), 'number'],
    ['numbers with a few other texts', 'x', [...many(98, String), 'n/k', 'x'], 'number'],
    ['zero and one', 'survived', many(40, (i) => String(i % 2)), 'category'],
    ['small numbers in a column called a class', 'class', many(40, (i) => String(i % 3)), 'category'],
    ['codes with zeros in front', 'plz', many(40, (i) => `0${1000 + i}`), 'category'],
    ['few texts', 'colour', many(40, (i) => ['red', 'blue'][i % 2]!), 'category'],
    ['many short texts', 'name', many(40, (i) => `person ${i}`), 'category'],
    ['long texts', 'review', many(40, (i) => `This is the review number ${i}, and it goes on for a while.`), 'text'],
    ['dates', 'day', many(40, (i) => `2020-01-${String((i % 28) + 1).padStart(2, '0')}`), 'date'],
    ['digits called a date', 'date', many(28, (i) => `202001${String(i + 1).padStart(2, '0')}`), 'date'],
    ['digits called something else', 'amount', many(28, (i) => `202001${String(i + 1).padStart(2, '0')}`), 'number'],
    ['nothing', 'x', [], 'category'],
  ])('is right for %s', (_, name, texts, kind) => {
    expect(kindOf(name, texts)).toBe(kind)
  })
})
