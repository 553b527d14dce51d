/** Imports what a table came from once more, read as it was read then. */
import { classColumnOf, type ImportedTable } from '../../compute/spec/dataset.ts'
import { dialectPartsOf } from '../../compute/spec/table-format.ts'
import type { ImportRequest } from '../../compute/spec/table-dialect.ts'
import type { JobOptions } from '../ipc/jobs.ts'
import type { EngineThreads } from '../threads/engine-threads.ts'

/** The request that an import would be asked with to read its files in the same way. */
export function sameRequest({ name, source, dialect, profile, stays }: ImportedTable): ImportRequest {
  const { path, format = 'delimited', part, furtherPaths, fileColumn } = source
  const parts: ReadonlySet<string> = new Set(dialectPartsOf[format])
  const chosen = profile.columns.filter(({ kindReason }) => kindReason.key === 'data.kind.chosen')
  return {
    ...{ path, name, format },
    dialect: Object.fromEntries(Object.entries(dialect).filter(([key]) => parts.has(key))),
    ...(part === undefined ? {} : { part }),
    ...(furtherPaths === undefined ? {} : { furtherPaths }),
    ...(fileColumn === undefined ? {} : { fileColumn }),
    kinds: Object.fromEntries(chosen.map((column) => [column.name, column.kind])),
    ...(stays === undefined ? {} : { stays }),
    skipBadRows: profile.notices.some(({ text }) => text.key === 'data.notice.skippedRows'),
  }
}

/** See the file's head. @throws StudioError as an import, file-not-found where the source is gone */
export function importAgain(
  engine: EngineThreads,
  projectFolder: string,
  table: ImportedTable,
  job: JobOptions,
): Promise<ImportedTable> {
  const { media, source, name, stays } = table
  const tables = engine.tables()
  if (media === undefined) return tables.ask('import', { projectFolder, request: sameRequest(table) }, job)
  const classes = classColumnOf(table)
  const named = classes === null ? {} : { classes }
  const request = { path: source.path, name, ...named, ...(stays === undefined ? {} : { stays }) }
  return tables.ask(media.kind === 'image' ? 'importImages' : 'importRecordings', { projectFolder, request }, job)
}
