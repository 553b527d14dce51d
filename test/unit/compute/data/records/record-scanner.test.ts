import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RecordScanner, type RecordSyntax } from '../../../../../compute/data/records/record-scanner.ts'

const commas: RecordSyntax = { delimiter: ',', quote: '"' }

/** Scans a text cut into chunks at some places. */
function scan(text: string | Buffer, syntax = commas, cuts: readonly number[] = [], longest = 1 << 20) {
  const bytes = Buffer.from(text)
  const scanner = new RecordScanner(syntax, longest)
  const records: string[][] = []
  const lines: number[] = []
  let odd = 0
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  for (let i = 1; i < places.length && scanner.fault === null; i++) {
    scanner.scan(bytes.subarray(places[i - 1], places[i]), i === places.length - 1, (record) => {
      records.push(Array.from({ length: record.cells }, (_, cell) => record.cell(cell)))
      lines.push(record.line)
      if (record.odd) odd++
      return true
    })
  }
  return { records, lines, odd, fault: scanner.fault }
}

describe('RecordScanner', () => {
  it.each([
    [
      'plain cells',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a last line without an end',
      'a,b\n1,',
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    ['any line end, also mixed', 'a\r\nb\rc\nd', [['a'], ['b'], ['c'], ['d']]],
    [
      'no records of empty lines',
      'a,b\n\n  \n1,2\n\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['separators, marks and lines within quotes', '"a,b","c ""d""","e\nf"\n', [['a,b', 'c "d"', 'e\nf']]],
    ['marks that are text', 'a"b,5" pipe\n', [['a"b', '5" pipe']]],
    ['text after a closing mark', '"a"b,c\n', [['ab', 'c']]],
    ['a quoted cell after one space', 'a, "b,c"\n', [['a', 'b,c']]],
    ['white space around cells, Chinese too', ' a ,\u3000b\u3000\n', [['a', 'b']]],
    ['a byte-order mark', '\ufeffa,b\n', [['a', 'b']]],
  ])('reads %s', (_, text, records) => {
    expect(scan(text).records).toEqual(records)
  })

  it('reads other separators and marks', () => {
    expect(scan("a;'b;c'\n", { delimiter: ';', quote: "'" }).records).toEqual([['a', 'b;c']])
    expect(scan('a\t"b\n', { delimiter: '\t', quote: '' }).records).toEqual([['a', '"b']])
  })

  it('counts lines, also those inside quotes and those that are empty', () => {
    expect(scan('h,h\n"a\r\nb",1\n\nc,2\r\n"d\n\n",3\ne,4').lines).toEqual([1, 2, 5, 6, 9])
  })

  it('says on which line a mark opens that is never closed', () => {
    expect(scan('a,b\n1,2\n3,"4\n5,6\n').fault).toEqual({ kind: 'quote-not-closed', line: 3 })
    // It is closed by the next mark, some lines on; what follows shows that this was no closing mark.
    expect(scan('a,b\n1,"2\n3,4\n"x",1\n').fault).toEqual({ kind: 'quote-not-closed', line: 2 })
  })

  it('stops at a record that is longer than allowed', () => {
    expect(scan(`a\n${'x'.repeat(200)}\nb`, commas, [], 100).fault).toEqual({ kind: 'line-too-long', line: 2 })
    expect(scan(`a\n${'x'.repeat(200)}`, commas, [150, 160, 170, 180], 100).fault).toEqual({
      kind: 'line-too-long',
      line: 2,
    })
    expect(scan(`a\n"${'x\n'.repeat(100)}`, commas, [120, 150], 100).fault).toEqual({
      kind: 'quote-not-closed',
      line: 2,
    })
  })

  it('reads the same however the text is cut into chunks', () => {
    const piece = fc.constantFrom('a', '中', ',', '"', '""', '\n', '\r\n', '\r', ' ', '1')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.array(fc.nat(200), { maxLength: 5 }), (pieces, cuts) => {
        const text = pieces.join('')
        expect(scan(text, commas, cuts)).toEqual(scan(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('gives back whatever cells were written with quotes', () => {
    const cell = fc
      .string({ unit: fc.constantFrom('a', 'é', '中', ',', '"', '\n', '\r', ' ', ';') })
      .map((text) => text.trim())
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\n')
        expect(scan(text).records).toEqual(rows)
      }),
    )
  })
})
