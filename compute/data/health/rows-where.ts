/** The rows that a filter finds: of a stored table, or of one that is being edited. */
import type { RowFilter } from '../../spec/row-filter.ts'
import type { TableDialect } from '../../spec/table-dialect.ts'
import { findDateFormats, parseDate } from '../kinds/date-format.ts'
import { parseNumber } from '../kinds/number-text.ts'
import { type LanguageTeller, loadLanguages } from '../text/languages.ts'
import type { TextColumn } from '../versions/apply-edits.ts'

/** What a filter is asked of. */
export interface FilteredRows {
  readonly rows: number
  readonly decimal: TableDialect['decimal']
  /** Whether a column holds numbers or dates, so that other texts are as good as missing. */
  kindOf(column: string): string | undefined
  /** A column's texts, whatever its kind. @throws StudioError bad-request for one that isn't there */
  texts(column: string): Promise<TextColumn>
  /** Rows that are equal to an earlier one. */
  repeated(): Promise<readonly number[]>
  /** The imported row that each row was. */
  importedRow(row: number): number
}

/** Different texts that formats of dates are looked for in. */
const datesLookedAt = 500

/** Numbers of the rows, ascending. */
export async function rowsWhere(table: FilteredRows, where: RowFilter): Promise<Uint32Array<ArrayBuffer>> {
  if (where.kind === 'repeated') return Uint32Array.from(await table.repeated())
  if (where.kind === 'imported') {
    const meant = new Set(where.rows)
    return rowsOf(table.rows, (row) => meant.has(table.importedRow(row)))
  }
  const { codes, dictionary } = await table.texts(where.column)
  const languageOf = where.kind === 'language' ? await loadLanguages() : () => null
  const holds = textTest(table, where, { codes, dictionary }, languageOf)
  const ofCode = Uint8Array.from(dictionary, (text, code) => (holds(text, code) ? 1 : 0))
  const ofMissing = where.kind === 'missing'
  return rowsOf(table.rows, (row) => (codes[row]! < 0 ? ofMissing : ofCode[codes[row]!] === 1))
}

type TextFilter = Extract<RowFilter, { column: string }>

/** Whether a filter means the rows with a text. */
function textTest(
  table: FilteredRows,
  where: TextFilter,
  { codes, dictionary }: TextColumn,
  languageOf: LanguageTeller,
): (text: string, code: number) => boolean {
  switch (where.kind) {
    case 'missing': {
      const kind = table.kindOf(where.column)
      if (kind !== 'number' && kind !== 'date') return () => false
      return unlike(kind, dictionary, table.decimal)
    }
    case 'unlike':
      return unlike(where.as, dictionary, table.decimal)
    case 'values': {
      const meant = new Set(where.values)
      return (text) => meant.has(text)
    }
    case 'rare': {
      const counts = new Uint32Array(dictionary.length)
      for (const code of codes) if (code >= 0) counts[code]!++
      return (_, code) => counts[code]! < where.below
    }
    case 'language':
      return (text) => languageOf(text) === where.language
    case 'outside':
      return (text) => {
        const number = parseNumber(text, table.decimal)
        return number !== null && (number < where.low || number > where.high)
      }
  }
}

function unlike(as: 'number' | 'date', dictionary: readonly string[], decimal: TableDialect['decimal']) {
  if (as === 'number') return (text: string) => parseNumber(text, decimal) === null
  const formats = findDateFormats(dictionary.slice(0, datesLookedAt), true)?.formats ?? []
  return (text: string) => parseDate(text, formats) === null
}

function rowsOf(count: number, isMeant: (row: number) => boolean): Uint32Array<ArrayBuffer> {
  const rows = new Uint32Array(count)
  let found = 0
  for (let row = 0; row < count; row++) if (isMeant(row)) rows[found++] = row
  return rows.slice(0, found)
}
