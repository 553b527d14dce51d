/**
 * SQL for one column: from a cell's text to its stored value and back.
 *
 * A kept text is under the column's position where the cell has a value, and under −1 − position where it has none,
 * so that cells that didn't parse can be counted without looking at the values.
 */
import { whiteSpace } from '../records/cell-text.ts'
import { formPattern, parseNumber } from '../kinds/number-text.ts'
import { hasTime } from '../kinds/date-format.ts'
import { sqlName, sqlText, sqlTexts } from './sql-text.ts'
import { type ColumnLayout, type TableLayout, textsField } from './table-layout.ts'

/** Expressions over a subquery that has the cell's raw text as `source`. */
export interface ParseSql {
  /** Further columns the subquery needs, computed once a row. */
  readonly helpers: readonly string[]
  readonly value: string
  /** The text to keep, or null where the value gives it back; null altogether where the value is the text. */
  readonly kept: string | null
}

/** A cell's text, trimmed, or null where it is missing. */
export function trimmedSql(source: string, missing: readonly string[]): string {
  const trimmed = `trim(${source}, ${sqlText(whiteSpace)})`
  const present = `nullif(${trimmed}, '')`
  if (missing.length === 0) return present
  return `CASE WHEN ${trimmed} NOT IN (${missing.map(sqlText).join(', ')}) THEN ${present} END`
}

/** How column `index` is read from a text column of a subquery. */
export function parseSql(column: ColumnLayout, index: number, source: string, layout: TableLayout): ParseSql {
  const { missing, decimal } = layout.dialect
  const text = trimmedSql(source, missing)
  switch (column.kind) {
    case 'category':
    case 'text':
      return { helpers: [], value: text, kept: null }
    case 'date': {
      const helper = `d${index}`
      const parsed = `try_strptime(${text}, ${sqlTexts(column.dateFormats)})`
      const value = column.dateFormats.some(hasTime) ? helper : `CAST(${helper} AS DATE)`
      const written = `strftime(${helper}, ${sqlText(column.dateFormats[0] ?? '%Y-%m-%d')})`
      const kept = `CASE WHEN ${helper} IS NULL OR ${written} <> ${source} THEN ${text} END`
      return { helpers: [`${parsed} AS ${helper}`], value, kept }
    }
    case 'number': {
      const helper = `n${index}`
      // Most cells have no white space around them, so they are trimmed only when they are no number as they are.
      const number = (from: string) => `try_cast(${decimal === ',' ? commaToPoint(from) : from} AS DOUBLE)`
      const parsed = `coalesce(${number(source)}, ${number(`trim(${source}, ${sqlText(whiteSpace)})`)})`
      const numericMissing = missing.filter((one) => parseNumber(one, decimal) !== null)
      const isMissing = numericMissing.length === 0 ? '' : ` AND ${text} IS NOT NULL`
      const value = `CASE WHEN isfinite(${helper}) AND NOT contains(${source}, '_')${isMissing} THEN ${helper} END`
      const form = formPattern(column, decimal)
      const short = column.decimals === null ? ` AND strlen(${source}) <= 16` : ''
      const regular = `regexp_full_match(${source}, ${sqlText(form)})${short}`
      return { helpers: [`${parsed} AS ${helper}`], value, kept: `CASE WHEN NOT (${regular}) THEN ${text} END` }
    }
  }
}

/** The text of a stored cell as it was in the file (trimmed), null where it was missing. `source` names the row. */
export function textSql(column: ColumnLayout, index: number, layout: TableLayout): string {
  const field = sqlName(column.field)
  if (column.kind === 'category' || column.kind === 'text') return field
  const kept = `${textsField}[${index}], ${textsField}[${-1 - index}]`
  if (column.kind === 'date') {
    return `coalesce(${kept}, strftime(${field}, ${sqlText(column.dateFormats[0] ?? '%Y-%m-%d')}))`
  }
  const written = writtenNumber(field, column.decimals)
  return `coalesce(${kept}, ${layout.dialect.decimal === ',' ? `replace(${written}, '.', ',')` : written})`
}

function commaToPoint(source: string): string {
  return `CASE WHEN NOT contains(${source}, '.') THEN replace(${source}, ',', '.') END`
}

/** Only for numbers whose text matched `formPattern`: at most fifteen digits, no exponent. */
function writtenNumber(field: string, decimals: number | null): string {
  if (decimals === 0) return `CAST(CAST(${field} AS BIGINT) AS VARCHAR)`
  if (decimals !== null) return `format('{:.${decimals}f}', ${field})`
  return `CASE WHEN ${field} = trunc(${field}) THEN CAST(CAST(${field} AS BIGINT) AS VARCHAR) ELSE CAST(${field} AS VARCHAR) END`
}
