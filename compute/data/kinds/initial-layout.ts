/** The layout a table gets at first, from the beginning of its file: what a person chose, and guesses for the rest. */
import type { ColumnKind, TableDialect } from '../../spec/table-dialect.ts'
import { fieldNames } from '../dialect/column-names.ts'
import type { TableHead } from '../dialect/table-head.ts'
import { type TableLayout, reservedFields } from '../storage/table-layout.ts'
import { decideKind, isDateName } from './column-kind.ts'
import { findDateFormats } from './date-format.ts'
import { commonForm } from './number-text.ts'
import { sampleEvidence } from './sample-evidence.ts'

export function initialLayout(
  head: Pick<TableHead, 'columns' | 'rows'>,
  dialect: TableDialect,
  kinds: Readonly<Record<string, ColumnKind>>,
): TableLayout {
  const missing = new Set(dialect.missing)
  const fields = fieldNames(
    head.columns.map(({ name }) => name),
    reservedFields,
  )
  const columns = head.columns.map(({ name, renamedFrom }, i) => {
    const texts = head.rows.map((row) => row[i]!).filter((text) => text !== '' && !missing.has(text))
    const chosen = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    const kind = chosen ?? decideKind(sampleEvidence(name, texts, dialect.decimal)).kind
    return {
      name,
      field: fields[i]!,
      kind,
      renamedFrom,
      chosen: chosen !== undefined,
      ...forms(name, kind, texts, dialect),
    }
  })
  return { version: 1, columns, dialect, firstLine: null }
}

/** How a column's numbers or dates are written, from some of its texts. */
export function forms(
  name: string,
  kind: ColumnKind,
  texts: readonly string[],
  { decimal }: Pick<TableDialect, 'decimal'>,
): { decimals: number | null; dateFormats: string[] } {
  const { decimals } = kind === 'number' ? commonForm(texts, decimal) : { decimals: 0 }
  const found = kind === 'date' ? findDateFormats([...new Set(texts)].slice(0, 500), isDateName(name)) : null
  const dateFormats = kind === 'date' ? (found?.formats ?? ['%Y-%m-%d']) : []
  return { decimals, dateFormats: [...dateFormats] }
}
