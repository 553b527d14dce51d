/** A first look at a file, from its beginning alone: what it is, how it will be read, and its first rows. */
import { message } from '../spec/message.ts'
import type { ColumnKind, DialectOverrides, TableInspection } from '../spec/table-dialect.ts'
import { type TableHead, readTableHead } from './dialect/table-head.ts'
import { decideKind } from './kinds/column-kind.ts'
import { sampleEvidence } from './kinds/sample-evidence.ts'
import { openSource } from './source/source-file.ts'

const shownRows = 200

/**
 * Looks at the beginning of a file, some megabytes of it whatever its size.
 * @param overrides parts of the dialect that a person chose
 * @param kinds column kinds that a person chose, by column name
 * @throws StudioError for what is no table: see errorCodes, group import
 */
export async function inspectTable(
  path: string,
  overrides: DialectOverrides,
  kinds: Record<string, ColumnKind> = {},
): Promise<TableInspection> {
  const source = await openSource(path)
  const head = await readTableHead(source, overrides)
  const missing = new Set(head.dialect.missing)
  const isMissing = (text: string) => text === '' || missing.has(text)
  return {
    path: source.path,
    fileName: source.fileName,
    bytes: source.bytes,
    dialect: head.dialect,
    reasons: head.reasons,
    columns: head.columns.map(({ name, renamedFrom }, i) => {
      const texts = head.rows.map((row) => row[i]!).filter((text) => !isMissing(text))
      const kind = kinds[name] ?? decideKind(sampleEvidence(name, texts, head.dialect.decimal)).kind
      return { name, kind, renamedFrom }
    }),
    rows: head.rows.slice(0, shownRows).map((row) => row.map((text) => (isMissing(text) ? null : text))),
    estimatedRows: head.estimatedRows,
    wholeFileRead: head.wholeFileRead,
    notices: notices(head),
  }
}

function notices(head: TableHead): TableInspection['notices'] {
  const [first] = head.uneven
  if (first === undefined) return []
  const rows = head.uneven.slice(0, 5).map(({ line }) => line)
  const params = { count: head.uneven.length, rows: rows.join(', '), columns: head.columns.length, cells: first.cells }
  return [message('data.inspection.unevenRows', params)]
}
