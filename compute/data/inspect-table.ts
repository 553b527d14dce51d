/** A first look at a table's files, from their beginnings alone: what they are, how they will be read, and the first rows. */
import type { ColumnKind, DialectOverrides, TableInspection } from '../spec/table-dialect.ts'
import type { SourceChoice } from '../spec/table-format.ts'
import { decideKind } from './kinds/column-kind.ts'
import { sampleEvidence } from './kinds/sample-evidence.ts'
import { openFiles } from './open-files.ts'

const shownRows = 200

/**
 * Looks at the beginning of a file, some megabytes of it whatever its size.
 * @param overrides parts of the dialect that a person chose
 * @param kinds column kinds that a person chose, by column name
 * @param choice the sheet or table, and further files of the same table
 * @throws StudioError for what is no table: see errorCodes, group import
 */
export async function inspectTable(
  path: string,
  overrides: DialectOverrides,
  kinds: Record<string, ColumnKind> = {},
  choice: SourceChoice = {},
): Promise<TableInspection> {
  const { files, head } = await openFiles({ ...choice, path, dialect: overrides })
  const [first] = files
  const known = { ...head.kinds, ...kinds }
  const missing = new Set(head.dialect.missing)
  const isMissing = (text: string) => text === '' || missing.has(text)
  return {
    path: first!.source.path,
    fileName: first!.source.fileName,
    files: files.length,
    bytes: files.reduce((sum, { source }) => sum + source.bytes, 0),
    format: first!.format,
    formats: [...first!.formats],
    parts: [...head.parts],
    part: head.part,
    dialect: head.dialect,
    reasons: head.reasons,
    columns: head.columns.map(({ name, renamedFrom }, i) => {
      const texts = head.rows.map((row) => row[i]!).filter((text) => !isMissing(text))
      const kind = known[name] ?? decideKind(sampleEvidence(name, texts, head.dialect.decimal)).kind
      return { name, kind, renamedFrom }
    }),
    rows: head.rows.slice(0, shownRows).map((row) => row.map((text) => (isMissing(text) ? null : text))),
    estimatedRows: head.estimatedRows,
    wholeFileRead: head.wholeFileRead,
    notices: [...head.notices],
  }
}
