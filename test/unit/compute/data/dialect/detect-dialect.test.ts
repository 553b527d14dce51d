import { describe, expect, it } from 'vitest'
import { fieldNames, nameColumns } from '../../../../../compute/data/dialect/column-names.ts'
import { detectHeader } from '../../../../../compute/data/dialect/detect-header.ts'
import { detectSyntax } from '../../../../../compute/data/dialect/detect-syntax.ts'
import { detectDecimal, detectMissing } from '../../../../../compute/data/dialect/detect-values.ts'

const found = (text: string, given = {}) => {
  const { delimiter, quote } = detectSyntax(Buffer.from(text), true, given)
  return `${delimiter} ${quote}`
}

describe('the separator and the quotation mark', () => {
  it.each([
    ['commas', 'a,b,c\n1,2,3\n4,5,6\n', ', "'],
    ['tabs with commas in the texts', 'a\tb\nx, y\t1\nz, w, v\t2\n', '\t "'],
    ['semicolons with decimal commas', 'a;b;c\n1,5;2,5;3,1\n4,5;5,25;6,0\n', '; "'],
    ['bars', 'a|b\n1|2\n3|4\n', '| "'],
    ['quoted cells with separators in them', 'name,n\n"Doe, Jane",1\n"Roe, Max",2\n', ', "'],
    ['apostrophes that quote', "'a','b'\n'x, y','z'\n'v','w'\n", ", '"],
    ['apostrophes in names', "name,n\nO'Brien,1\nD'Arcy,2\n", ', "'],
    ['inches, which quote nothing', 'size,n\n5" pipe,1\n"6" pipe,2\n"7" pipe, 3\n', ', '],
    ['one column', 'a\n1\n2\n', ', "'],
  ])('are found for %s', (_, text, expected) => {
    expect(found(text)).toBe(expected)
  })

  it('stand where a person chose them', () => {
    expect(found('a;b\n1;2\n', { delimiter: ',', quote: '' })).toBe(', ')
  })

  it('do not turn quoting off to hide a mark that is never closed', () => {
    expect(found('a,"b\n1,2\n3,4\n')).toBe(', "')
  })

  it('are found at once in rows of thousands of numbers that end in a text', () => {
    const numbers = Array.from({ length: 4000 }, (_, i) => String(i / 10)).join(',')
    const start = performance.now()
    expect(found(`${numbers},kind\n${`${numbers},a\n${numbers},b\n`.repeat(4)}`)).toBe(', "')
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})

describe('the header', () => {
  it.each([
    [
      'texts over numbers',
      [
        ['a', 'b'],
        ['1', 'x'],
        ['2', 'y'],
      ],
      true,
    ],
    [
      'numbers over numbers',
      [
        ['5.1', 'x'],
        ['4.9', 'y'],
        ['4.7', 'x'],
      ],
      false,
    ],
    [
      'years over numbers',
      [
        ['country', '1990', '1991'],
        ['A', '1', '2'],
        ['B', '3', '4'],
      ],
      true,
    ],
    [
      'different texts over texts',
      [
        ['name', 'city'],
        ['Ann', 'Rome'],
        ['Bob', 'Oslo'],
      ],
      true,
    ],
    [
      'texts that come again below',
      [
        ['red', 'small'],
        ['blue', 'small'],
        ['red', 'big'],
      ],
      false,
    ],
  ])('is found for %s', (_, records, header) => {
    expect(detectHeader(records).header).toBe(header)
  })
})

describe('how values are written', () => {
  it.each([
    ['points', [['1.5', '2.25']], ';', '.'],
    [
      'commas',
      [
        ['1,5', '2,25'],
        ['x', 'y'],
      ],
      ';',
      ',',
    ],
    [
      'quoted thousands in a comma file',
      [
        ['1,234', '5,678'],
        ['1.5', '2'],
      ],
      ',',
      '.',
    ],
    ['quoted decimal commas in a comma file', [['3,14', '2,7']], ',', ','],
    ['grouped millions', [['1,234,567', '2,345,678']], ';', '.'],
    ['whole numbers', [['1', '2']], ',', '.'],
  ] as const)('is told from %s', (_, columns, delimiter, decimal) => {
    expect(detectDecimal(columns, delimiter).decimal).toBe(decimal)
  })

  it('takes words for missing only among numbers and dates', () => {
    expect(detectMissing([['1', 'NA', '2', '-']], '.').missing).toEqual(['NA', '-'])
    expect(detectMissing([['brick', 'None', 'wood']], '.').missing).toEqual([])
    expect(detectMissing([['有', '无', '有', '缺失']], '.').missing).toEqual(['缺失'])
    expect(detectMissing([['1', 'x']], '.').missing).toEqual([])
  })
})

describe('column names', () => {
  it('are all different, and empty ones get one', () => {
    expect(nameColumns(['a', '', 'a', 'a 2', 'a', 'B']).map(({ name }) => name)).toEqual([
      'a',
      'column 2',
      'a 3',
      'a 2',
      'a 4',
      'B',
    ])
    expect(nameColumns(['', 'column 1']).map(({ renamedFrom }) => renamedFrom)).toEqual(['', null])
  })

  it('become field names that differ without upper and lower case', () => {
    expect(fieldNames(['x', 'X', 'filename', 'x 2'], ['filename'])).toEqual(['x', 'X 3', 'filename 2', 'x 2'])
  })
})
