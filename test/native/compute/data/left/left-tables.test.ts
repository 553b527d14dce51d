/** Tables whose values were left in their Parquet file: they are what copies are, and nothing is taken for them that they were not. */
import { appendFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { copyLeft, findLeft } from '../../../../../compute/data/left-data.ts'
import { rowKeys } from '../../../../../compute/data/split/row-keys.ts'
import { sourceState } from '../../../../../compute/data/source/source-state.ts'
import { openTable } from '../../../../../compute/data/table-reader.ts'
import type { ImportedTable } from '../../../../../compute/spec/dataset.ts'
import { importFolder } from '../import-support.ts'
import { recordedFile } from '../table-file-support.ts'
import { settle } from '../versions/settle.ts'

const quiet = () => ({ signal: new AbortController().signal, onProgress: () => undefined })

describe('a table that was left where it is', () => {
  const [left, copied] = [importFolder(), importFolder()]

  async function both(name: string) {
    const path = await left.write(name, recordedFile(name))
    await copied.write(name, recordedFile(name))
    return {
      path,
      stays: await left.import(path, { stays: true }),
      copy: await copied.import(join(copied.path, name)),
    }
  }

  async function withReader<T>(
    table: ImportedTable,
    ask: (reader: Awaited<ReturnType<typeof openTable>>) => Promise<T>,
  ) {
    const reader = await openTable(join(left.project, table.file))
    try {
      return await ask(reader)
    } finally {
      await reader.close()
    }
  }

  it.each(['table.parquet', 'types.parquet'])(
    'is the same as one that was copied, and only an index is kept: %s',
    async (name) => {
      const { stays, copy } = await both(name)
      expect([stays.fingerprint, stays.profile]).toEqual([copy.fingerprint, copy.profile])
      expect([stays.stays, copy.stays]).toEqual([true, undefined])
      expect(stays.file).toMatch(/\.left\.json$/)
      expect(await left.rows(stays)).toEqual(await copied.rows(copy))
      const all = (folder: string, { file }: ImportedTable) => openTable(join(folder, file))
      const [here, there] = [await all(left.project, stays), await all(copied.project, copy)]
      try {
        const names = here.columnNames
        expect(await here.columns(names)).toEqual(await there.columns(names))
        expect(await here.columns(names, { from: 3, to: 9 })).toEqual(await there.columns(names, { from: 3, to: 9 }))
        for (const column of names.filter((_, at) => at % 4 === 1)) {
          expect(await here.texts(column)).toEqual(await there.texts(column))
          expect(await here.times(column)).toEqual(await there.times(column))
          const sorted = { sortBy: column, descending: true }
          expect(await here.page(2, 20, sorted)).toEqual(await there.page(2, 20, sorted))
        }
        expect(await rowKeys(here)).toEqual(await rowKeys(there))
        expect(await here.rowsAt([2, 1, 2])).toEqual(await there.rowsAt([2, 1, 2]))
      } finally {
        await here.close()
        await there.close()
      }
    },
  )

  it('is labelled as a copy is', async () => {
    const { stays, copy } = await both('table.parquet')
    const [column] = stays.profile.columns.filter(({ kind }) => kind === 'category')
    const edits = [
      { kind: 'set-values' as const, column: column!.name, rows: [0, 4], value: 'another' },
      { kind: 'exclude' as const, rows: [2, 3], reason: 'chosen' as const },
    ]
    const [here, there] = [await settle(left.project, stays, edits), await settle(copied.project, copy, edits)]
    expect([here.table.fingerprint, here.table.profile]).toEqual([there.table.fingerprint, there.table.profile])
    expect(await left.rows(here.table)).toEqual(await copied.rows(there.table))
    const number = stays.profile.columns.find(({ kind }) => kind === 'number')!.name
    const kinds = [{ kind: 'set-kinds' as const, kinds: { [number]: 'category' as const } }]
    expect((await settle(left.project, stays, kinds)).table.fingerprint).toBe(
      (await settle(copied.project, copy, kinds)).table.fingerprint,
    )
  })

  it('is missed by name while it is away, and there again when it is back', async () => {
    const { path, stays } = await both('table.parquet')
    const reader = await openTable(join(left.project, stays.file))
    try {
      await rename(path, `${path}.away`)
      const missing = { code: 'left-source-missing', params: { file: 'table.parquet', path } }
      await expect(reader.page(0, 5)).rejects.toMatchObject(missing)
      await expect(reader.columns(reader.columnNames)).rejects.toMatchObject(missing)
      await expect(openTable(join(left.project, stays.file))).rejects.toMatchObject(missing)
      expect(await sourceState(left.project, stays)).toMatchObject({ state: 'missing' })
      await rename(`${path}.away`, path)
      expect(await reader.page(0, 5)).toHaveLength(5)
    } finally {
      await reader.close()
    }
  })

  it('is refused once it is another, and not for its date alone, which is kept', async () => {
    const { path, stays } = await both('table.parquet')
    await utimes(path, new Date(), new Date(1e12))
    expect(await withReader(stays, (reader) => reader.page(0, 3))).toHaveLength(3)
    expect(await sourceState(left.project, stays)).toEqual({ state: 'same', modifiedAt: 1e12 })
    const other = Buffer.from(recordedFile('table.parquet'))
    other[other.length - 40]! ^= 1
    await writeFile(path, other)
    const changed = { code: 'left-file-changed', params: { file: 'table.parquet' } }
    await expect(openTable(join(left.project, stays.file))).rejects.toMatchObject(changed)
    await writeFile(path, recordedFile('table.parquet'))
    const reader = await openTable(join(left.project, stays.file))
    try {
      await appendFile(path, 'more')
      await expect(reader.columns(reader.columnNames)).rejects.toMatchObject(changed)
      expect(await sourceState(left.project, stays)).toMatchObject({ state: 'changed' })
    } finally {
      await reader.close()
    }
  })

  it('is found again in another place, where it has to be the same', async () => {
    const { path, stays } = await both('table.parquet')
    const moved = join(left.path, 'moved.parquet')
    await rename(path, moved)
    const other = await left.write('other.parquet', recordedFile('types.parquet'))
    await expect(findLeft(left.project, stays, other, quiet())).rejects.toMatchObject({ code: 'left-source-other' })
    const found = await findLeft(left.project, stays, moved, quiet())
    expect(found).toMatchObject({ source: { path: moved, sha256: stays.source.sha256 }, file: stays.file })
    expect(await withReader(found, (reader) => reader.page(0, 3))).toHaveLength(3)
  })

  it('is copied when that is wanted after all, and needs its source no more', async () => {
    const { path, stays, copy } = await both('types.parquet')
    const stopping = new AbortController()
    const cancelled = copyLeft(left.project, stays, { signal: stopping.signal, onProgress: () => stopping.abort() })
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    expect(await withReader(stays, (reader) => reader.page(0, 3))).toHaveLength(3)
    const reader = await openTable(join(left.project, stays.file))
    const table = await copyLeft(left.project, stays, quiet())
    expect(table).toMatchObject({ file: copy.file, fingerprint: copy.fingerprint })
    expect(table.stays).toBeUndefined()
    await reader.close()
    await rm(path)
    expect(await left.rows(table)).toEqual(await copied.rows(copy))
    // Whoever knows it by its index finds the copy.
    expect(await left.rows(stays)).toEqual(await copied.rows(copy))
    expect((await left.datasets()).filter((file) => file.startsWith('.') || file === stays.file)).toEqual([])
  })

  it('is copied at once where its format has no columns to be read one by one', async () => {
    const path = await left.write('plain.csv', 'a,b\n1,x\n2,y\n')
    const table = await left.import(path, { stays: true })
    expect([table.stays, table.file.endsWith('.parquet')]).toEqual([undefined, true])
  })

  it('is left only once it is not in the project yet, and leaves nothing behind when that is cancelled', async () => {
    const { copy } = await both('table.parquet')
    const again = await copied.import(join(copied.path, 'table.parquet'), { stays: true })
    expect([again.file, again.stays]).toEqual([copy.file, undefined])
    const [before, path] = [await readdir(join(left.project, 'datasets')), join(left.path, 'types.parquet')]
    await writeFile(path, recordedFile('types.parquet'))
    const stopped = left.import(path, { stays: true }, AbortSignal.abort())
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
    expect(await readdir(join(left.project, 'datasets'))).toEqual(before)
    expect((await stat(path)).size).toBe(recordedFile('types.parquet').length)
  })
})
