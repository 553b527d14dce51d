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
    expect((await studio.invoke('datasets.reimport', { jobId: 'twice', id })).version).toBe(4)
    const back = await studio.invoke('datasets.goToVersion', { jobId: 'back', id, number: 3 })
    expect(back.table.profile.rows).toBe(59)
    await rm(path)
    expect(await state()).toBe('missing')
  })
})
