import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { columnSource } from '../../../../../compute/data/raw-columns.ts'
import { rowKeys } from '../../../../../compute/data/split/row-keys.ts'
import { openTable } from '../../../../../compute/data/table-reader.ts'
import { labelView } from '../../../../../compute/data/versions/label-view.ts'
import { rowRefs } from '../../../../../compute/data/versions/row-refs.ts'
import type { AskedEdit, DataEdit } from '../../../../../compute/spec/data-edit.ts'
import type { ImportedTable } from '../../../../../compute/spec/dataset.ts'
import { importFolder } from '../import-support.ts'
import { settle as settleIn } from './settle.ts'

const repeats: AskedEdit = { kind: 'exclude-where', where: { kind: 'repeated' }, reason: 'repeated' }

describe('a version of a dataset', () => {
  const folder = importFolder()
  const lines = Array.from(
    { length: 40 },
    (_, i) => `${i === 7 ? '007' : (i / 4).toFixed(2)},${['cat', 'dog', 'kat'][i % 3]},0${(i % 9) + 1}.02.2020`,
  )
  const text = `n0,t1,day\n${lines.join('\n')}\n${lines[5]}\n${lines[5]}\n`

  const settle = (base: ImportedTable, asked: readonly AskedEdit[], edits: readonly DataEdit[] = []) =>
    settleIn(folder.project, base, asked, edits)
  const labelsOf = async (base: ImportedTable, edits: readonly DataEdit[]) => {
    const reader = await openTable(join(folder.project, base.file))
    try {
      return await labelView({ base, edits, reader, refs: rowRefs(await rowKeys(reader)) }, 't1')
    } finally {
      await reader.close()
    }
  }
  const imported = async () => folder.import(await folder.write('animals.csv', text), { kinds: { n0: 'number' } })

  it('has other classes and fewer rows, in their order, and leaves what was imported as it was', async () => {
    const base = await imported()
    const before = await folder.rows(base)
    const { table, steps, all } = await settle(base, [
      { kind: 'replace-values', column: 't1', from: ['kat'], to: 'cat' },
      { kind: 'set-values', column: 't1', rows: [0, 39], value: 'wolf, "grey"' },
      { kind: 'exclude', rows: [1, 20], reason: 'chosen' },
    ])
    const expected = before
      .map(([n, t, day], row) => [n, row === 0 || row === 39 ? 'wolf, "grey"' : t === 'kat' ? 'cat' : t, day])
      .filter((_, row) => row !== 1 && row !== 20)
    expect(await folder.rows(table)).toEqual(expected)
    expect(table.profile.rows).toBe(40)
    expect(table.profile.columns[1]).toMatchObject({ kind: 'category', distinct: 3 })
    expect(table.profile.columns[1]!.kindReason).toEqual(base.profile.columns[1]!.kindReason)
    expect(steps.map(({ change }) => 'count' in change && change.count)).toEqual([15, 2, 2])
    const labels = await labelsOf(base, all)
    expect(labels.excluded.reduce((sum, one) => sum + one)).toBe(2)
    expect(labels.dictionary[labels.labels[39]!]).toBe('wolf, "grey"')
    expect(await folder.rows(base)).toEqual(before)
    expect((await folder.import(join(folder.path, 'animals.csv'), { kinds: { n0: 'number' } })).fingerprint).toBe(
      base.fingerprint,
    )
  })

  it('keeps how numbers and dates were written, and which imported row each row was', async () => {
    const { table } = await settle(await imported(), [{ kind: 'exclude', rows: [0, 3], reason: 'chosen' }])
    const reader = await openTable(join(folder.project, table.file))
    expect([...(await reader.sourceRows())!].slice(0, 4)).toEqual([1, 2, 4, 5])
    const { codes, dictionary } = await reader.texts('n0')
    expect(Array.from(codes, (code) => dictionary[code]).slice(0, 6)).toEqual([
      '0.25',
      '0.50',
      '1.00',
      '1.25',
      '1.50',
      '007',
    ])
    await reader.close()
  })

  it('divides rows by what was imported, whatever their class is now', async () => {
    const base = await imported()
    const { table } = await settle(base, [
      { kind: 'set-values', column: 't1', rows: [4, 6], value: 'wolf' },
      { kind: 'exclude', rows: [2], reason: 'chosen' },
    ])
    const keysOf = async (one: ImportedTable) => {
      const reader = await openTable(join(folder.project, one.file))
      try {
        return await columnSource({ reader, projectFolder: folder.project, media: undefined }).rowKeys!()
      } finally {
        await reader.close()
      }
    }
    const [before, after] = [await keysOf(base), await keysOf(table)]
    expect([...after.low]).toEqual([...before.low].filter((_, row) => row !== 2))
    expect([...after.high]).toEqual([...before.high].filter((_, row) => row !== 2))
  })

  it('goes on from earlier edits, and is the imported table again when all are reversed', async () => {
    const base = await imported()
    const first = await settle(base, [{ kind: 'exclude', rows: [3, 4], reason: 'chosen' }])
    const second = await settle(base, [{ kind: 'set-values', column: 't1', rows: [8], value: 'dog' }], first.all)
    expect(second.table.profile.rows).toBe(40)
    expect(second.table.fingerprint).not.toBe(first.table.fingerprint)
    const same = await settle(base, [], first.all)
    expect(same.table.fingerprint).toBe(first.table.fingerprint)
    const back = await settle(base, [{ kind: 'include', rows: [3, 4] }], first.all)
    expect(back.table).toEqual(base)
  })

  it('leaves out rows that repeat an earlier one, after edits', async () => {
    const base = await imported()
    const { table, steps } = await settle(base, [repeats])
    expect(table.profile.rows).toBe(40)
    expect(steps.map(({ change }) => change)).toEqual([{ kind: 'exclude', reason: 'repeated', count: 2 }])
    const different = await settle(base, [{ kind: 'set-values', column: 't1', rows: [41], value: 'wolf' }, repeats])
    expect(different.table.profile.rows).toBe(41)
  })

  it('reads a column of numbers as categories once it was given words, and other kinds as they were chosen', async () => {
    const base = await imported()
    const worded = await settle(base, [{ kind: 'set-values', column: 'n0', rows: [2], value: 'half' }])
    expect(worded.table.profile.columns[0]).toMatchObject({ kind: 'category' })
    expect((await folder.rows(worded.table)).slice(0, 3).map(([n]) => n)).toEqual(['0.00', '0.25', 'half'])
    const numbers = await settle(base, [{ kind: 'set-values', column: 'n0', rows: [2], value: '5' }])
    expect((await folder.rows(numbers.table)).slice(0, 3).map(([n]) => n)).toEqual([0, 0.25, 5])
    const chosen = await settle(base, [{ kind: 'set-kinds', kinds: { day: 'category' } }], numbers.all)
    expect((await folder.rows(chosen.table))[2]).toEqual([5, 'kat', '03.02.2020'])
  })

  it('can’t lose all its rows, and has none that were not imported', async () => {
    const base = await imported()
    const all = Array.from({ length: 42 }, (_, row) => row)
    await expect(settle(base, [{ kind: 'exclude', rows: all, reason: 'chosen' }])).rejects.toMatchObject({
      code: 'too-few-rows',
    })
    await expect(settle(base, [{ kind: 'include', rows: [42] }])).rejects.toMatchObject({ code: 'bad-request' })
  })

  it('has a column of classes that no import has made, empty until rows are given some', async () => {
    const base = await imported()
    const started = await settle(base, [{ kind: 'add-column', column: 'mood', classes: ['calm', 'wild'] }])
    expect(started.table.profile.columns.at(-1)).toMatchObject({ name: 'mood', kind: 'category', missing: 42 })
    const { table, all } = await settle(
      base,
      [
        { kind: 'set-values', column: 'mood', rows: [0, 41], value: 'calm' },
        { kind: 'replace-values', column: 'mood', from: ['calm', 'wild'], to: 'quiet' },
        { kind: 'exclude', rows: [1], reason: 'chosen' },
      ],
      started.all,
    )
    const rows = await folder.rows(table)
    expect([rows.length, rows[0]!.at(-1), rows[1]!.at(-1), rows[40]!.at(-1)]).toEqual([41, 'quiet', null, 'quiet'])
    expect((await folder.rows(base))[0]).toHaveLength(3)
    const reader = await openTable(join(folder.project, base.file))
    const view = await labelView({ base, edits: all, reader, refs: rowRefs(await rowKeys(reader)) }, 'mood')
    await reader.close()
    expect([view.named, view.dictionary.at(view.labels[41]!), view.imported[41]]).toEqual([['quiet'], 'quiet', -1])
    const taken: AskedEdit[] = [{ kind: 'add-column', column: 'Mood', classes: [] }]
    await expect(settle(base, taken, all)).rejects.toMatchObject({ code: 'column-name-taken' })
  })

  it('has an added column beside imported ones of which some are left out, and none that is left out after it was added', async () => {
    const base = await imported()
    const names = base.profile.columns.map(({ name }) => name)
    const added: AskedEdit[] = [
      { kind: 'add-column', column: 'mood', classes: ['calm'] },
      { kind: 'set-values', column: 'mood', rows: [2], value: 'calm' },
      { kind: 'drop-columns', columns: [names[0]!] },
    ]
    const { table, all } = await settle(base, added)
    expect(table.profile.columns.map(({ name }) => name)).toEqual([...names.slice(1), 'mood'])
    const [before, after] = [await folder.rows(base), await folder.rows(table)]
    expect(after.map((row) => row.slice(0, -1))).toEqual(before.map((row) => row.slice(1)))
    expect(after.map((row) => row.at(-1)).flatMap((mood, row) => (mood === null ? [] : [[row, mood]]))).toEqual([
      [2, 'calm'],
    ])
    const without = await settle(base, [{ kind: 'drop-columns', columns: ['mood'] }], all)
    expect(without.table.profile.columns.map(({ name }) => name)).toEqual(names.slice(1))
  })
})
