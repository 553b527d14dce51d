/** The head of a table that is made of a text's lines: what its columns are is known, and its encoding was found. */
import type { DialectOverrides } from '../../spec/table-dialect.ts'
import type { ColumnName } from '../dialect/column-names.ts'
import type { SourceFile } from '../source/source-file.ts'
import type { TextHead } from '../source/text-head.ts'
import type { FormatHead } from './table-format.ts'
import { typedHead } from './typed-head.ts'

export interface EncodedRows {
  readonly columns: readonly ColumnName[]
  readonly rows: readonly (readonly string[])[]
  /** Whether these rows are all that there are. */
  readonly reachedEnd: boolean
  /** Rows in all of the text's beginning. */
  readonly rowsOfHead: number
  readonly notices: FormatHead['notices']
}

/** Nothing in such a text means missing, unless a person says so. @throws StudioError as typedHead */
export function encodedHead(
  source: SourceFile,
  text: TextHead,
  overrides: DialectOverrides,
  { columns, rows, reachedEnd, rowsOfHead, notices }: EncodedRows,
): FormatHead {
  const estimatedRows = text.whole ? rowsOfHead : Math.round((rowsOfHead * source.bytes) / Math.max(1, text.bytes))
  const head = typedHead(
    source,
    { columns, rows, wholeFileRead: reachedEnd, estimatedRows, notices },
    { ...overrides, missing: overrides.missing ?? [] },
  )
  return {
    ...head,
    dialect: { ...head.dialect, encoding: text.encoding },
    reasons: overrides.encoding === undefined ? { encoding: text.reason } : {},
  }
}
