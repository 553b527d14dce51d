/** Datasets that were left where they are, in a whole studio: what its records say, and what is one click away. */
import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recordedFile } from '../../compute/data/table-file-support.ts'
import { startTestStudio } from './test-studio.ts'

describe('a dataset that was left where it is', () => {
  it('is found again, copied, and known as one with its copy', async () => {
    await using studio = await startTestStudio()
    await studio.invoke('projects.create', { name: 'Left' })
    const path = join(studio.folder, 'table.parquet')
    await writeFile(path, recordedFile('table.parquet'))
    const request = { path, dialect: {}, kinds: {}, skipBadRows: false }
    const left = await studio.invoke('datasets.import', { jobId: 'a', request: { ...request, stays: true } })
    const { id } = left
    expect([left.table.stays, left.table.source.path]).toEqual([true, path])
    const edited = await studio.invoke('datasets.edit', {
      ...{ jobId: 'b', id, place: 'labelling' },
      edits: [{ kind: 'exclude', rows: [0], reason: 'chosen' }],
    })
    expect(edited.table.stays).toBeUndefined()
    const state = async () => (await studio.invoke('datasets.sourceState', { id })).state
    const moved = join(studio.folder, 'moved.parquet')
    await rename(path, moved)
    expect(await state()).toBe('missing')
    const back = await studio.invoke('datasets.goToVersion', { jobId: 'c', id, number: 1 })
    await expect(studio.invoke('datasets.rows', { id, offset: 0, limit: 5 })).rejects.toMatchObject({
      code: 'left-source-missing',
    })
    expect(back.table.stays).toBe(true)
    const found = await studio.invoke('datasets.findSource', { jobId: 'd', id, path: moved })
    expect([found.table.source.path, await state()]).toEqual([moved, 'same'])
    expect((await studio.invoke('datasets.rows', { id, offset: 0, limit: 5 })).rows).toHaveLength(5)
    const copied = await studio.invoke('datasets.copyIn', { jobId: 'e', id })
    expect([copied.table.stays, copied.table.fingerprint]).toEqual([undefined, left.table.fingerprint])
    await rm(moved)
    expect((await studio.invoke('datasets.rows', { id, offset: 0, limit: 5 })).rows).toHaveLength(5)
    const version = await studio.invoke('datasets.goToVersion', { jobId: 'f', id, number: 2 })
    expect(version.table.profile.rows).toBe(left.table.profile.rows - 1)
    // What is in the project already is not left anywhere else.
    await writeFile(path, recordedFile('table.parquet'))
    const again = await studio.invoke('datasets.import', { jobId: 'g', request: { ...request, stays: true } })
    expect(again.id).toBe(id)
  })

  it('is a copy once it was imported as one', async () => {
    await using studio = await startTestStudio()
    await studio.invoke('projects.create', { name: 'Left' })
    const path = join(studio.folder, 'table.parquet')
    await writeFile(path, recordedFile('table.parquet'))
    const request = { path, dialect: {}, kinds: {}, skipBadRows: false }
    const left = await studio.invoke('datasets.import', { jobId: 'a', request: { ...request, stays: true } })
    const copied = await studio.invoke('datasets.import', { jobId: 'b', request })
    expect([copied.id, copied.table.stays]).toEqual([left.id, undefined])
    await rm(path)
    expect((await studio.invoke('datasets.rows', { id: left.id, offset: 0, limit: 3 })).rows).toHaveLength(3)
  })
})

describe('a source of another date', () => {
  it('is the same where its content is, and its new date is kept', async () => {
    await using studio = await startTestStudio()
    await studio.invoke('projects.create', { name: 'Dates' })
    await mkdir(join(studio.folder, 'data'))
    const path = join(studio.folder, 'data', 'a.csv')
    const text = `a,b\n${'1,x\n2,y\n'.repeat(20)}`
    await writeFile(path, text)
    const request = { path, dialect: {}, kinds: {}, skipBadRows: false }
    const { id } = await studio.invoke('datasets.import', { jobId: 'a', request })
    const state = async () => (await studio.invoke('datasets.sourceState', { id })).state
    await utimes(path, new Date(), new Date(1.5e12))
    expect(await state()).toBe('same')
    expect((await studio.invoke('datasets.get', { id })).table.source.modifiedAt).toBe(1.5e12)
    // As many bytes, of another content.
    await writeFile(path, text.replace('1,x', '7,x'))
    expect(await state()).toBe('changed')
    await writeFile(path, text)
    await utimes(path, new Date(), new Date(1.6e12))
    const same = await studio.invoke('datasets.reimport', { jobId: 'b', id })
    expect([same.version, same.table.source.modifiedAt]).toEqual([1, 1.6e12])
  })
})
