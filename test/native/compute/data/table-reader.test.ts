import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type TableReader, openTable } from '../../../../compute/data/table-reader.ts'
import { importFolder } from './import-support.ts'
import { settle } from './versions/settle.ts'

describe('an imported table', () => {
  const folder = importFolder()

  async function open(name: string, text: string): Promise<TableReader> {
    const table = await folder.import(await folder.write(name, text))
    return openTable(join(folder.project, table.file))
  }

  it('gives pages in the file’s order, and sorted with missing values last', async () => {
    const reader = await open(
      'pages.csv',
      'n,t,d\n3,b,2020-03-01\n,a,\n1,,2019-01-05\n3,c,2020-01-01\n2.5,a,2021-01-01\n',
    )
    expect(reader.rows).toBe(5)
    expect(await reader.page(1, 2)).toEqual([
      [null, 'a', null],
      [1, null, '2019-01-05'],
    ])
    expect(await reader.page(4, 10)).toEqual([[2.5, 'a', '2021-01-01']])
    expect(await reader.page(9, 10)).toEqual([])
    const order = async (sortBy: string, descending: boolean) =>
      (await reader.page(0, 5, { sortBy, descending })).map(([n]) => n)
    expect(await order('n', false)).toEqual([1, 2.5, 3, 3, null])
    expect(await order('n', true)).toEqual([3, 3, 2.5, 1, null])
    expect((await reader.page(0, 2, { sortBy: 'n', descending: true })).map(([, t]) => t)).toEqual(['b', 'c'])
    expect(await order('t', false)).toEqual([null, 2.5, 3, 3, 1])
    expect(await order('d', false)).toEqual([1, 3, 3, 2.5, null])
    await reader.close()
  })

  it('gives any rows in the order they are asked for', async () => {
    const reader = await open(
      'rows.csv',
      `n,t\n${Array.from({ length: 300_000 }, (_, i) => `${i},x${i % 3}\n`).join('')}`,
    )
    expect(await reader.rowsAt([299_999, 0, 150_000, 0])).toEqual([
      [299_999, 'x2'],
      [0, 'x0'],
      [150_000, 'x0'],
      [0, 'x0'],
    ])
    await expect(reader.rowsAt([300_000])).rejects.toThrow(RangeError)
    await reader.close()
  })

  it('gives columns as buffers, and as codes into their different texts', async () => {
    const reader = await open('columns.csv', 'n,t,d\n3,b,1.2.2020\n,a,\n1,,3.4.2021\n2.5,a,1.2.2020\n')
    const { columns, rows } = await reader.columns(['n', 't', 'd'])
    expect(rows).toBe(4)
    expect(columns.get('n')).toEqual({ kind: 'number', values: Float64Array.of(3, NaN, 1, 2.5) })
    expect(columns.get('t')).toEqual({ kind: 'category', codes: Int32Array.of(1, 0, -1, 0), dictionary: ['a', 'b'] })
    expect(columns.get('d')).toEqual({
      kind: 'date',
      codes: Int32Array.of(0, -1, 1, 0),
      formats: ['%d.%m.%Y'],
      dictionary: ['1.2.2020', '3.4.2021'],
    })
    await expect(reader.columns(['no'])).rejects.toMatchObject({ code: 'bad-request' })
    await reader.close()
  })

  it('reads columns of texts that are asked for side by side each as if alone', async () => {
    const names = ['a', 'b', 'c', 'd']
    const lines = Array.from({ length: 500 }, (_, row) => names.map((name, at) => `${name}${row % (at + 2)}`).join(','))
    const reader = await open('beside.csv', `a,b,c,d\n${lines.join('\n')}\n`)
    const asked = names.map((name) => reader.columns([name]))
    for (const [at, name] of names.entries()) {
      const column = (await asked[at])?.columns.get(name)
      const texts = column?.kind === 'category' ? Array.from(column.codes, (code) => column.dictionary[code]) : []
      expect(texts).toEqual(Array.from({ length: 500 }, (_, row) => `${name}${row % (at + 2)}`))
    }
    await reader.close()
  })

  it('answers many questions asked at once', async () => {
    const reader = await open('busy.csv', `n,t\n${Array.from({ length: 2000 }, (_, i) => `${i},t${i % 7}\n`).join('')}`)
    const pages = Array.from({ length: 20 }, (_, i) => reader.page(i * 100, 1, i % 2 === 0 ? {} : { sortBy: 'n' }))
    const columns = reader.columns(['t', 'n'])
    expect((await Promise.all(pages)).map(([row]) => row?.[0])).toEqual(Array.from({ length: 20 }, (_, i) => i * 100))
    expect((await columns).columns.size).toBe(2)
    await reader.close()
  })

  it('says what is wrong when its file is no table, or gone', async () => {
    const path = await folder.write('broken.parquet', 'PAR1 not really')
    await expect(openTable(path)).rejects.toMatchObject({ code: 'file-not-readable' })
    await expect(openTable(join(folder.path, 'gone.parquet'))).rejects.toMatchObject({ code: 'file-not-found' })
  })
})

describe('a column whose kind a person changes', () => {
  const folder = importFolder()
  const text =
    'code,price,day,word\n' +
    Array.from(
      { length: 60 },
      (_, i) => `${i % 3 === 0 ? '007' : i},${(i / 4).toFixed(2)},0${(i % 9) + 1}.02.2020,${i % 2}e1\n`,
    ).join('')

  it('shows its texts as in the file, and its numbers again after that', async () => {
    const first = await folder.import(await folder.write('kinds.csv', text), { kinds: { code: 'number' } })
    const { table: asTexts, all } = await settle(folder.project, first, [
      { kind: 'set-kinds', kinds: { code: 'category', price: 'category', day: 'text' } },
    ])
    const lines = text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
    expect((await folder.rows(asTexts)).map((row) => row.slice(0, 3))).toEqual(lines.map((line) => line.slice(0, 3)))
    expect(asTexts.fingerprint).not.toBe(first.fingerprint)
    expect(asTexts.profile.columns[0]).toMatchObject({ kind: 'category', kindReason: { key: 'data.kind.chosen' } })
    const kinds = { code: 'number', price: 'number', day: 'date' } as const
    const { table: back } = await settle(folder.project, first, [{ kind: 'set-kinds', kinds }], all)
    expect(back.fingerprint).toBe(first.fingerprint)
    expect(await folder.rows(back)).toEqual(await folder.rows(first))
    expect(back.profile.columns[1]?.numeric).toEqual(first.profile.columns[1]?.numeric)
  })

  it('needs the file it came from no more', async () => {
    const path = await folder.write('away.csv', 'a,b\n1.50,x\n2.25,y\n007,z\n')
    const table = await folder.import(path)
    await folder.write('away.csv', 'overwritten')
    const { table: changed } = await settle(folder.project, table, [{ kind: 'set-kinds', kinds: { a: 'category' } }])
    expect((await folder.rows(changed)).map(([a]) => a)).toEqual(['1.50', '2.25', '007'])
    expect(changed.source).toEqual(table.source)
  })

  it('says which cells are not of the kind, and keeps what was said of the import', async () => {
    const table = await folder.import(await folder.write('words.csv', 'a,b\n1,x\n2,9\n3,y,z\n4,8\n'), {
      skipBadRows: true,
    })
    const { table: changed } = await settle(folder.project, table, [{ kind: 'set-kinds', kinds: { b: 'number' } }])
    expect(changed.profile.columns[1]).toMatchObject({
      missing: 1,
      unparsed: { count: 1, firstText: 'x', firstRow: 2 },
    })
    expect(changed.profile.notices.map(({ text: { key } }) => key)).toContain('data.notice.skippedRows')
  })
})
