/** The head of a table whose format says what the columns are: only texts that mean missing are left to find. */
import { StudioError } from '../../spec/errors.ts'
import type { DialectOverrides } from '../../spec/table-dialect.ts'
import { type ColumnName, nameColumns } from '../dialect/column-names.ts'
import { detectMissing } from '../dialect/detect-values.ts'
import { assertColumns, headLimits, named } from '../dialect/table-head.ts'
import type { SourceFile } from '../source/source-file.ts'
import type { FormatHead } from './table-format.ts'

/** How typed values are written once they are texts. */
export const typedDialect = { encoding: 'utf-8', delimiter: ',', quote: '"', decimal: '.' } as const

export interface TypedRows extends Pick<FormatHead, 'wholeFileRead' | 'estimatedRows' | 'notices'> {
  readonly columns: readonly ColumnName[]
  /** The first rows; cells at the end of a row may be left out. */
  readonly rows: readonly (readonly (string | null | undefined)[])[]
  readonly parts?: readonly string[]
  readonly part?: string | null
}

/** @throws StudioError file-header-only where there is no row, too-many-columns */
export function typedHead(source: SourceFile, found: TypedRows, { missing }: DialectOverrides): FormatHead {
  const { columns, wholeFileRead, estimatedRows, notices, parts = [], part = null } = found
  assertColumns(source, columns.length)
  if (found.rows.length === 0) throw new StudioError('file-header-only', { ...named(source), columns: columns.length })
  const rows = found.rows.map((row) => columns.map((_, i) => (row[i] ?? '').trim()))
  const byColumn = columns.map((_, i) => rows.map((row) => row[i]!))
  const foundMissing = detectMissing(byColumn, typedDialect.decimal)
  return {
    dialect: { ...typedDialect, header: true, missing: missing ?? foundMissing.missing },
    reasons: missing === undefined ? { missing: foundMissing.reason } : {},
    columns,
    rows,
    uneven: [],
    wholeFileRead,
    estimatedRows,
    parts,
    part,
    notices,
  }
}

/** The names that a format gives its columns, made fit. */
export function typedColumns(names: Iterable<string>): ColumnName[] {
  return nameColumns([...names].map((name) => name.trim()))
}

/** How many first rows to look at where rows have so many cells. */
export function headRows(columns: number): number {
  return Math.max(1, Math.min(headLimits.records, Math.floor(headLimits.cells / Math.max(1, columns))))
}
