/** A folder for each test file, and importing into it with nothing special asked for. */
import { mkdtemp, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { importTable } from '../../../../compute/data/import-table.ts'
import type { Cell, ImportedTable } from '../../../../compute/spec/dataset.ts'
import type { ImportRequest } from '../../../../compute/spec/table-dialect.ts'
import { openTable } from '../../../../compute/data/table-reader.ts'

export interface ImportFolder {
  readonly path: string
  readonly project: string
  /** Writes a file and gives its path. */
  write(name: string, content: string | Uint8Array): Promise<string>
  import(path: string, request?: Partial<ImportRequest>, signal?: AbortSignal): Promise<ImportedTable>
  /** All rows of an imported table. */
  rows(table: ImportedTable): Promise<Cell[][]>
  /** What is in the project's folder of tables, also hidden. */
  datasets(): Promise<string[]>
}

/** Makes the folder before the tests of a file and removes it after them. */
export function importFolder(): ImportFolder {
  let path = ''
  beforeAll(async () => {
    path = await mkdtemp(join(tmpdir(), 'modelwright-data-'))
    await mkdir(join(path, 'project'))
  })
  afterAll(async () => {
    await rm(path, { recursive: true, force: true })
  })
  const project = () => join(path, 'project')
  return {
    get path() {
      return path
    },
    get project() {
      return project()
    },
    async write(name, content) {
      await writeFile(join(path, name), content)
      return join(path, name)
    },
    import: (file, request = {}, signal = new AbortController().signal) =>
      importTable({ path: file, dialect: {}, kinds: {}, skipBadRows: false, ...request }, project(), {
        signal,
        onProgress: () => undefined,
      }),
    async rows(table) {
      const reader = await openTable(join(project(), table.file))
      try {
        return await reader.page(0, reader.rows)
      } finally {
        await reader.close()
      }
    },
    datasets: () => readdir(join(project(), 'datasets')).catch(() => []),
  }
}
