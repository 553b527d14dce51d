import fc from 'fast-check'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inspectTable } from '../../../../compute/data/inspect-table.ts'
import { openTable } from '../../../../compute/data/table-reader.ts'
import type { DialectOverrides } from '../../../../compute/spec/table-dialect.ts'
import { importFolder } from './import-support.ts'

describe('imported values', () => {
  const folder = importFolder()

  it('are the numbers that JavaScript reads in their texts, to the last bit', async () => {
    const texts = [
      '0',
      '-0',
      '+1',
      '.5',
      '5.',
      '007',
      '0.1',
      '1e23',
      '9007199254740993',
      '2.2250738585072011e-308',
      '5e-324',
      '1.7976931348623157e308',
      '123456789.123456789',
      '1E-7',
      '0.30',
      '-12.5',
    ]
    const path = await folder.write('numbers.csv', `n,k\n${texts.map((text) => `${text},x\n`).join('')}`)
    const table = await folder.import(path, { kinds: { n: 'number' } })
    // There is only one zero: −0 is 0.
    expect((await folder.rows(table)).map(([value]) => Number(value) + 0)).toEqual(
      texts.map((text) => Number(text) + 0),
    )
  })

  it('are numbers also where thousands are set apart, and come back as they were written', async () => {
    const cells = ['1,234.50', '-12,345,678', '999', "1'000'000", '12\u00a0345', '1,23', '2,000']
    const path = await folder.write('grouped.csv', `n,t\n${cells.map((text) => `"${text}",x`).join('\n')}\n`)
    const table = await folder.import(path, { kinds: { n: 'number' } })
    const values = (await folder.rows(table)).map(([value]) => value)
    expect(values).toEqual([1234.5, -12_345_678, 999, 1_000_000, 12_345, null, 2000])
    expect(table.profile.columns[0]).toMatchObject({ kind: 'number', unparsed: { count: 1, firstText: '1,23' } })

    const german = await folder.write('gruppen.csv', `n;t\n1.234,5;x\n12.345.678;x\n3,25;x\n`)
    const other = await folder.import(german)
    expect((await folder.rows(other)).map(([value]) => value)).toEqual([1234.5, 12_345_678, 3.25])
  })

  it('are missing where no finite number can be read, and that is said with the first line', async () => {
    const numbers = Array.from({ length: 100 }, (_, i) => `${i}.5`)
    const cells = ['1.5', '"2.5"', ...numbers, '1e400', 'Inf', '-inf', '1_000', '0x10', '']
    const path = await folder.write('unparsed.csv', `n,t\n${cells.map((text) => `${text},"a\nb"\n`).join('')}`)
    const table = await folder.import(path)
    const [n] = table.profile.columns
    // Each row takes two lines.
    expect(n).toMatchObject({
      kind: 'number',
      missing: 6,
      unparsed: { count: 5, firstRow: 2 + 2 * 102, firstText: '1e400' },
    })
    expect(table.profile.notices.map(({ text }) => text.key)).toContain('data.notice.unparsedNumbers')
  })

  it('are texts exactly as in the file, without the white space around them', async () => {
    const path = await folder.write(
      'texts.csv',
      'a,b\n x ,"q ""x"" y"\n\u3000中 文\u00a0,"two\nlines"\n"",\'\nNA,NaNa\n',
    )
    const table = await folder.import(path)
    expect(await folder.rows(table)).toEqual([
      ['x', 'q "x" y'],
      ['中 文', 'two\nlines'],
      [null, "'"],
      [null, 'NaNa'],
    ])
    expect(table.dialect.missing).toEqual(['NA'])
  })

  it('are missing also where a text for that comes only after the beginning', async () => {
    const rows = Array.from({ length: 4000 }, (_, i) => `${i / 4},${i % 3 === 0 ? 'red' : 'blue'}\n`)
    const late = ['N/A,red\n', '5,NULL\n', '-,blue\n']
    const table = await folder.import(await folder.write('late.csv', `n,c\n${rows.join('')}${late.join('')}`))
    expect(table.dialect.missing).toEqual(['N/A', 'NULL', '-'])
    expect(table.profile.columns.map(({ missing, unparsed }) => [missing, unparsed])).toEqual([
      [2, null],
      [1, null],
    ])
    const chosen = await folder.import(join(folder.path, 'late.csv'), { dialect: { missing: [] } })
    expect(chosen.profile.columns.map(({ missing, unparsed }) => [missing, unparsed?.count])).toEqual([
      [2, 2],
      [0, undefined],
    ])
  })

  it('keep a column whose later cells are no numbers as texts', async () => {
    const rows = Array.from({ length: 6000 }, (_, i) => `${i < 3000 ? i : `model ${i % 5}`},${i % 10}\n`)
    const table = await folder.import(await folder.write('mixed.csv', `a,b\n${rows.join('')}`))
    expect(table.profile.columns[0]).toMatchObject({ kind: 'category', distinct: 3005, unparsed: null, missing: 0 })
    expect((await folder.rows(table))[2999]).toEqual(['2999', 9])
  })

  it('leave out rows that do not fit where a person said so, and say which', async () => {
    const path = await folder.write('uneven.csv', 'a,b\n1,x\n2\n3,y,z\n4,"v\nw"\n5,\n6,u,,\n')
    const table = await folder.import(path, { skipBadRows: true })
    expect(await folder.rows(table)).toEqual([
      [1, 'x'],
      [4, 'v\nw'],
      [5, null],
      [6, 'u'],
    ])
    const skipped = table.profile.notices.find(({ text }) => text.key === 'data.notice.skippedRows')
    expect(skipped?.text.params).toEqual({ count: 2, rows: '3, 4' })
  })

  it('are read from oddly written files, and that is said', async () => {
    const path = await folder.write('odd.csv', 'a,b\r\n1,x\n2,"y"z\r3,w\n   \n')
    const table = await folder.import(path, { dialect: { quote: '"' } })
    expect(await folder.rows(table)).toEqual([
      [1, 'x'],
      [2, 'yz'],
      [3, 'w'],
    ])
    expect(table.profile.notices.map(({ text }) => text.key)).toContain('data.notice.oddText')
  })

  it('have columns that are all named, whatever the header says', async () => {
    const path = await folder.write(
      'names.csv',
      'x,X,,x,file_row_number,"a ""b""\nc",file_texts\n1,2,3,4,5,6,7\n2,2,3,4,5,6,7\n',
    )
    const table = await folder.import(path)
    expect(table.profile.columns.map(({ name }) => name)).toEqual([
      'x',
      'X',
      'column 3',
      'x 2',
      'file_row_number',
      'a "b"\nc',
      'file_texts',
    ])
    expect(await folder.rows(table)).toEqual([
      [1, 2, 3, 4, 5, 6, 7],
      [2, 2, 3, 4, 5, 6, 7],
    ])
    const reader = await openTable(join(folder.project, table.file))
    const { columns } = await reader.columns(['X', 'a "b"\nc'])
    await reader.close()
    expect([...columns.keys()]).toEqual(['X', 'a "b"\nc'])
  })

  it.each(['"\tword"', '"word\u3000"', '"\nword"', '" word "', 'word\u00a0', '"word\t"'])(
    'are taken without any white space around them, wherever quotes keep it: %j',
    async (cell) => {
      for (const between of [',', '\t', ';']) {
        const path = await folder.write(
          'spaces.csv',
          `c${between}n\n${cell}${between}1\nother${between}2\nword${between}3\n`,
        )
        expect(await folder.rows(await folder.import(path))).toEqual([
          ['word', 1],
          ['other', 2],
          ['word', 3],
        ])
      }
    },
  )

  it('are the same from any encoding, and so is the fingerprint', async () => {
    const text = 'städte;größe\nMünchen;3,5\nKöln;2,25\nDüsseldorf;\n'
    const files = [
      await folder.write('enc-utf8.csv', text),
      await folder.write('enc-bom.csv', `\ufeff${text}`),
      await folder.write('enc-utf16.csv', Buffer.from(`\ufeff${text}`, 'utf16le')),
      await folder.write('enc-utf16be.csv', Buffer.from(text, 'utf16le').swap16()),
      await folder.write('enc-latin1.csv', Buffer.from(text, 'latin1')),
    ]
    const tables = []
    for (const file of files) tables.push(await folder.import(file))
    expect(tables.map(({ dialect }) => dialect.encoding)).toEqual(['utf-8', 'utf-8', 'utf-16le', 'utf-16be', 'latin-1'])
    expect(new Set(tables.map(({ fingerprint }) => fingerprint)).size).toBe(1)
    expect(await folder.rows(tables[4]!)).toEqual([
      ['München', 3.5],
      ['Köln', 2.25],
      ['Düsseldorf', null],
    ])
    const other = await folder.import(await folder.write('enc-other.csv', text.replace('2,25', '2,26')))
    expect(other.fingerprint).not.toBe(tables[0]!.fingerprint)
  })

  it('are read in the encoding that shows only after megabytes of plain ASCII', async () => {
    const plain =
      'name,n\n' + Array.from({ length: 90_000 }, (_, i) => `${'plain '.repeat(8)}${i % 99},${i}\n`).join('')
    const latin = await folder.import(await folder.write('late-latin.csv', Buffer.from(`${plain}Zoë,2\n`, 'latin1')))
    expect(latin.dialect.encoding).toBe('latin-1')
    const chinese = Buffer.concat([Buffer.from(plain), Buffer.from([0xb1, 0xb1, 0xbe, 0xa9]), Buffer.from(',2\n')])
    const table = await folder.import(await folder.write('late-gb.csv', chinese))
    expect(table.dialect.encoding).toBe('gb18030')
    const reader = await openTable(join(folder.project, table.file))
    expect(await reader.page(90_000, 1)).toEqual([['北京', 2]])
    await reader.close()
  })

  it('know only one zero, whichever comes first', async () => {
    const path = await folder.write('zeros.csv', 'n,m\n0,-0\n-0,0\n0,-0\n')
    const table = await folder.import(path, { kinds: { n: 'number', m: 'number' } })
    expect(await folder.rows(table)).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ])
  })

  it('come back as they were written, in any dialect', async () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'B', 'ß', '中', ',', ';', '|', '"', "'", ' ', '\n', '.', '-', '7'),
      maxLength: 8,
    })
    const text = word.map((one) => one.trim()).filter((one) => !/^[-?]$/.test(one))
    const number = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
    const dialects = fc.record({
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      quote: fc.constantFrom('"', "'"),
      decimal: fc.constantFrom('.', ','),
      encoding: fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'),
      lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    })
    const rows = fc.array(fc.tuple(number, text, number), { minLength: 1, maxLength: 12 })
    let file = 0
    await fc.assert(
      fc.asyncProperty(dialects, rows, async ({ lineEnd, ...dialect }, table) => {
        const quoted = (one: string) =>
          dialect.quote + one.replaceAll(dialect.quote, dialect.quote.repeat(2)) + dialect.quote
        const written = (one: number | string) =>
          quoted(typeof one === 'string' ? one : numberText(one, dialect.decimal))
        const lines = [['n', 't', 'm'].map(quoted), ...table.map((row) => row.map(written))]
        const content = lines.map((line) => line.join(dialect.delimiter) + lineEnd).join('')
        const bytes = dialect.encoding === 'utf-8' ? Buffer.from(content) : Buffer.from(content, 'utf16le')
        if (dialect.encoding === 'utf-16be') bytes.swap16()
        const path = await folder.write(`property-${file++}.csv`, bytes)
        const overrides: DialectOverrides = { ...dialect, header: true, missing: [] }
        const kinds = { n: 'number', t: 'category', m: 'number' } as const
        const inspected = await inspectTable(path, overrides, kinds)
        // There is only one zero: −0 comes back as 0.
        const expected = table.map(([n, t, m]) => [n === 0 ? 0 : n, t === '' ? null : t, m === 0 ? 0 : m])
        const texts = table.map(([n, t, m]) => [
          numberText(n, dialect.decimal),
          t === '' ? null : t,
          numberText(m, dialect.decimal),
        ])
        expect(inspected.rows).toEqual(texts)
        const imported = await folder.import(path, { dialect: overrides, kinds })
        expect(await folder.rows(imported)).toEqual(expected)
      }),
      { numRuns: 30 },
    )
  })
})

function numberText(value: number, decimal: string): string {
  return (Object.is(value, -0) ? '-0' : String(value)).replace('.', decimal)
}
