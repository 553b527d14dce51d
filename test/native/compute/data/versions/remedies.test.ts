/** What a finding's remedies make of a table, and that its rows are those that it means. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rowsWhere } from '../../../../../compute/data/health/rows-where.ts'
import { storedRows } from '../../../../../compute/data/health/stored-rows.ts'
import { openTable } from '../../../../../compute/data/table-reader.ts'
import type { AskedEdit } from '../../../../../compute/spec/data-edit.ts'
import type { ImportedTable } from '../../../../../compute/spec/dataset.ts'
import type { RowFilter } from '../../../../../compute/spec/row-filter.ts'
import { createTranslator } from '../../../../../main/i18n/translator.ts'
import { importFolder } from '../import-support.ts'
import { settle as settleIn } from './settle.ts'

const rows = Array.from({ length: 100 }, (_, row) => row)
/** A column of numbers of which a fifth are words, one with gaps, one that is the same everywhere, and classes. */
const line = (row: number) =>
  [
    row % 5 === 4 ? `about ${row}` : `${row}.5`,
    row % 10 === 3 ? '' : row % 10 === 5 ? '7e1x' : `${row * 2}`,
    'cm',
    row < 12 ? 'rare' : row % 2 === 0 ? 'even' : 'odd',
  ].join(',')
const text = `size,count,unit,class\n${rows.map(line).join('\n')}\n${line(17)}\n`

describe('findings of a table', () => {
  const folder = importFolder()
  const imported = async () => folder.import(await folder.write('sizes.csv', text), { kinds: { count: 'number' } })
  const found = async (table: ImportedTable, where: RowFilter) => {
    const reader = await openTable(join(folder.project, table.file))
    try {
      return [...(await rowsWhere(await storedRows(reader, table), where))]
    } finally {
      await reader.close()
    }
  }
  const findingOf = (table: ImportedTable, key: string) =>
    table.profile.notices.find((notice) => notice.text.key === `data.notice.${key}`)
  const settle = (base: ImportedTable, ...asked: AskedEdit[]) => settleIn(folder.project, base, asked)

  it('tell of numbers among words with the rows that are none, and read them as numbers with a click', async () => {
    const base = await imported()
    const mixed = findingOf(base, 'mixedNumbers')!
    expect(mixed).toMatchObject({ level: 'needs-you', column: 'size', text: { params: { count: 20, share: 80 } } })
    expect(await found(base, mixed.where!)).toEqual(rows.filter((row) => row % 5 === 4))
    const [readAs] = mixed.remedies!
    expect(readAs).toEqual({ kind: 'read-as', column: 'size', as: 'number' })
    const { table } = await settle(base, { kind: 'set-kinds', kinds: { size: 'number' } })
    expect(table.profile.columns[0]).toMatchObject({ kind: 'number', missing: 20, unparsed: { count: 20 } })
    expect(findingOf(table, 'mixedNumbers')).toBeUndefined()
  })

  it('name the rows with gaps, words among numbers, repeats and rare classes, and leave them out', async () => {
    const base = await imported()
    const missing = findingOf(base, 'missing')!
    expect(await found(base, missing.where!)).toEqual(rows.filter((row) => row % 10 === 3 || row % 10 === 5))
    const unparsed = findingOf(base, 'unparsedNumbers')!
    expect(await found(base, unparsed.where!)).toEqual(rows.filter((row) => row % 10 === 5))
    expect(await found(base, findingOf(base, 'repeatedRows')!.where!)).toEqual([100])
    const small = findingOf(base, 'smallClasses')!
    expect(await found(base, small.where!)).toEqual(rows.slice(0, 12))
    expect(small.remedies!.map(({ kind }) => kind)).toEqual(['exclude-where'])
    const leaveOut = (where: RowFilter): AskedEdit => ({ kind: 'exclude-where', where, reason: 'found' })
    const { table, steps } = await settle(base, leaveOut(missing.where!), leaveOut(small.where!))
    // Rows 3 and 5 are in both.
    expect(steps.map(({ change }) => change)).toEqual([
      { kind: 'exclude', reason: 'found', count: 20 },
      { kind: 'exclude', reason: 'found', count: 10 },
    ])
    expect(table.profile.rows).toBe(71)
    expect(table.profile.columns[3]!.distribution.map(({ label }) => label)).toEqual(['even', 'odd'])
    // The numbers of rows are those of the table that is asked.
    expect(await found(table, { kind: 'imported', rows: [0, 13, 14, 100] })).toEqual([1, 70])
  })

  it('leave a column out, and all that is kept beside the values of the others stays', async () => {
    const base = await imported()
    const constant = findingOf(base, 'constant')!
    expect(constant.remedies).toEqual([{ kind: 'drop-column', column: 'unit' }])
    const { table, steps, all } = await settle(
      base,
      { kind: 'drop-columns', columns: ['size'] },
      { kind: 'drop-columns', columns: ['unit'] },
      { kind: 'exclude', rows: [0], reason: 'chosen' },
    )
    expect(steps[0]!.change).toEqual({ kind: 'drop-columns', columns: ['size'] })
    expect(table.profile.columns.map(({ name }) => name)).toEqual(['count', 'class'])
    expect((await folder.rows(table)).slice(2, 5)).toEqual([
      [null, 'rare'],
      [8, 'rare'],
      [null, 'rare'],
    ])
    // The word among the numbers is still known.
    const asWords = await settleIn(folder.project, base, [{ kind: 'set-kinds', kinds: { count: 'category' } }], all)
    expect((await folder.rows(asWords.table))[4]).toEqual(['7e1x', 'rare'])
    // Rows are compared without columns that are left out.
    const { table: alike } = await settle(
      base,
      { kind: 'drop-columns', columns: ['size', 'count', 'unit'] },
      { kind: 'exclude-where', where: { kind: 'repeated' }, reason: 'repeated' },
    )
    expect((await folder.rows(alike)).map(([label]) => label)).toEqual(['rare', 'even', 'odd'])
    await expect(settle(base, { kind: 'drop-columns', columns: ['size', 'count', 'unit', 'class'] })).rejects.toThrow()
  })

  it('tell of the few texts in another language with their rows, and leave them out', async () => {
    const things = ['parcel', 'driver', 'phone', 'lamp', 'chair', 'window', 'letter']
    const english = (row: number) =>
      `The ${things[row % 7]} number ${row} came late again, nobody told me anything,${row}`
    const french = (row: number) => `Le colis numéro ${row} est arrivé en retard et personne ne m’a rien dit,${row}`
    const isFrench = (row: number) => row % 20 === 7
    const lines = rows.map((row) => (isFrench(row) ? french(row) : english(row)).replace(', ', ' '))
    const path = await folder.write('complaints.csv', `complaint,n\n${lines.join('\n')}\n`)
    const base = await folder.import(path, { kinds: { complaint: 'text' } })
    expect(base.profile.columns[0]!.texts!.languages).toEqual({
      looked: 100,
      found: [
        { language: 'en', texts: 95 },
        { language: 'fr', texts: 5 },
      ],
    })
    const rare = findingOf(base, 'rareLanguage')!
    expect(rare).toMatchObject({ level: 'needs-you', text: { params: { language: 'fr', main: 'en', share: 5 } } })
    expect(createTranslator('en').say(rare.text)).toContain(
      '5% of its texts are in French, the others nearly all in English',
    )
    expect(createTranslator('zh-CN').say(rare.text)).toContain('有 5% 的文本是法语，其余几乎都是英语')
    expect(await found(base, rare.where!)).toEqual(rows.filter(isFrench))
    const [leaveOut] = rare.remedies!
    expect(leaveOut).toMatchObject({ kind: 'exclude-where', reason: 'found' })
    const { table } = await settle(base, { kind: 'exclude-where', where: rare.where!, reason: 'found' })
    expect(table.profile.rows).toBe(95)
    expect(findingOf(table, 'rareLanguage')).toBeUndefined()
  })
})
