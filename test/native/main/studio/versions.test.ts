/** Versions of a dataset in a whole studio: what is kept, what runs learned from, and a source that changes. */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AskedEdit } from '../../../../compute/spec/data-edit.ts'
import { startTestStudio, type TestStudio } from './test-studio.ts'

const lines = Array.from({ length: 60 }, (_, row) => `${row}.5,${row % 3 === 0 ? 'cat' : 'dog'}`)

async function importAnimals(studio: TestStudio, text: string) {
  await studio.invoke('projects.create', { name: 'Animals' })
  const path = join(studio.folder, 'animals.csv')
  await writeFile(path, text)
  const request = { path, dialect: {}, kinds: { weight: 'number' as const }, skipBadRows: false }
  const dataset = await studio.invoke('datasets.import', { jobId: 'import', request })
  let job = 0
  const edit = (...edits: AskedEdit[]) =>
    studio.invoke('datasets.edit', { jobId: `edit ${job++}`, id: dataset.id, edits, place: 'labelling' })
  return { path, dataset, request, edit }
}

describe('versions of a dataset', () => {
  it('are made one after the other however fast they are asked for, and each can be gone back to', async () => {
    await using studio = await startTestStudio()
    const { dataset, request, edit } = await importAnimals(studio, `weight,animal\n${lines.join('\n')}\n`)
    const { id } = dataset
    await Promise.all([
      edit({ kind: 'exclude', rows: [0], reason: 'chosen' }),
      edit(
        { kind: 'exclude', rows: [1], reason: 'chosen' },
        { kind: 'exclude', rows: [1], reason: 'near' },
        { kind: 'replace-values', column: 'animal', from: ['cat'], to: 'tiger' },
      ),
    ])
    const now = await studio.invoke('datasets.get', { id })
    // One of the edits changed nothing: it makes no version.
    expect([now.version, now.table.profile.rows, now.undoTo, now.redoTo]).toEqual([4, 58, 3, null])
    const third = await studio.invoke('datasets.goToVersion', { jobId: 'back', id, number: 3 })
    expect([third.table.profile.rows, third.redoTo]).toEqual([58, 4])
    expect(third.table.profile.columns[1]!.distribution.map(({ label }) => label)).toEqual(['dog', 'cat'])
    const again = await studio.invoke('datasets.import', { jobId: 'again', request })
    expect([again.id, again.version]).toEqual([id, 3])
    const first = await studio.invoke('datasets.goToVersion', { jobId: 'first', id, number: 1 })
    expect(first.table).toEqual(dataset.table)
    expect((await studio.invoke('datasets.versions', { id })).map(({ rows }) => rows)).toEqual([60, 59, 58, 58])
  })

  it('keep labels and edits when a changed source is imported again, and name the rows that are gone', async () => {
    await using studio = await startTestStudio()
    const { path, dataset, edit } = await importAnimals(studio, `weight,animal\n${lines.join('\n')}\n`)
    const { id } = dataset
    const state = async () => (await studio.invoke('datasets.sourceState', { id })).state
    expect(await state()).toBe('same')
    await edit(
      { kind: 'set-values', column: 'animal', rows: [5, 8], value: 'wolf' },
      { kind: 'exclude', rows: [10], reason: 'chosen' },
    )
    // Row 8 goes, two come, and all stand in another order.
    const changed = [...lines.filter((_, row) => row !== 8), '100.5,cat', '101.5,dog'].reverse()
    await writeFile(path, `weight,animal\n${changed.join('\n')}\n`)
    expect(await state()).toBe('changed')
    const after = await studio.invoke('datasets.reimport', { jobId: 'reimport', id })
    expect([after.version, after.undoTo, after.table.profile.rows]).toEqual([4, 3, 60])
    const labels = await studio.invoke('datasets.labels', { id, column: 'animal' })
    const classOf = (line: string) => labels.dictionary[labels.labels[changed.indexOf(line)]!]
    expect([classOf(lines[5]!), classOf(lines[9]!)]).toEqual(['wolf', 'cat'])
    expect(labels.excluded[changed.indexOf(lines[10]!)]).toBe(1)
    expect((await studio.invoke('datasets.versions', { id })).at(-1)!.change).toEqual({
      ...{ kind: 'reimport', added: 2, removed: 1, lost: 1 },
      lostRows: ['8.5, dog'],
    })
    expect(await state()).toBe('same')
    // By the first import the rows go on being divided.
    expect(after.table.origin).toBe(dataset.table.file)
    expect((await studio.invoke('datasets.reimport', { jobId: 'twice', id })).version).toBe(4)
    const back = await studio.invoke('datasets.goToVersion', { jobId: 'back', id, number: 3 })
    expect(back.table.profile.rows).toBe(59)
    await rm(path)
    expect(await state()).toBe('missing')
  })

  it('keep labels when the changed source has another column', async () => {
    await using studio = await startTestStudio()
    const { path, dataset, edit } = await importAnimals(studio, `weight,animal\n${lines.join('\n')}\n`)
    const { id } = dataset
    await edit(
      { kind: 'set-values', column: 'animal', rows: [5], value: 'wolf' },
      { kind: 'set-values', column: 'weight', rows: [6], value: '7' },
    )
    await writeFile(path, `age,animal\n${lines.map((line, row) => `${row},${line.split(',')[1]}`).join('\n')}\n`)
    const after = await studio.invoke('datasets.reimport', { jobId: 'reimport', id })
    expect(after.table.profile.columns.map(({ name }) => name)).toEqual(['age', 'animal'])
    const labels = await studio.invoke('datasets.labels', { id, column: 'animal' })
    expect(Array.from(labels.labels, (code) => labels.dictionary[code]).filter((one) => one === 'wolf')).toHaveLength(1)
  })

  it('refuse a text typed into a cell of numbers or dates, and take what fits', async () => {
    await using studio = await startTestStudio()
    await studio.invoke('projects.create', { name: 'Cells' })
    const path = join(studio.folder, 'days.csv')
    const days = Array.from({ length: 20 }, (_, row) => `${row}.5,2020-01-${String(row + 1).padStart(2, '0')},x`)
    await writeFile(path, `weight,day,note\n${days.join('\n')}\n`)
    const request = { path, dialect: {}, kinds: {}, skipBadRows: false }
    const { id } = await studio.invoke('datasets.import', { jobId: 'import', request })
    const type = (column: string, value: string | null) =>
      studio.invoke('datasets.edit', {
        ...{ jobId: `${column} ${value}`, id, place: 'rows' as const },
        edits: [{ kind: 'set-values', column, rows: [3], value }],
      })
    await expect(type('weight', 'heavy')).rejects.toMatchObject({ code: 'value-not-a-number' })
    await expect(type('day', '31.01.2020')).rejects.toMatchObject({
      code: 'value-not-a-date',
      params: { example: '2020-01-01' },
    })
    await type('weight', '1e3')
    await type('day', null)
    await type('note', 'heavy')
    const { rows, numbers } = await studio.invoke('datasets.rows', { id, offset: 2, limit: 2, sortBy: 'weight' })
    expect([rows[0], numbers]).toEqual([
      [2.5, '2020-01-03', 'x'],
      [2, 4],
    ])
    const last = await studio.invoke('datasets.rows', { id, offset: 19, limit: 1, sortBy: 'weight' })
    expect(last).toEqual({ rows: [[1000, null, 'heavy']], numbers: [3] })
    expect((await studio.invoke('datasets.get', { id })).table.profile.columns[0]!.kind).toBe('number')
  })
})
