/**
 * SQL for one column: from a cell's text to its stored value and back.
 *
 * A kept text is under the column's position where the cell has a value, and under −1 − position where it has none,
 * so that cells that didn't parse can be counted without looking at the values.
 */
import { whiteSpace } from '../records/cell-text.ts'
import { formPattern, groupedPattern, groupMarksOf, parseNumber } from '../kinds/number-text.ts'
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

/** A text without white space around it. SQL's trim is slow for a set of characters, so it is called only where needed. */
export function trimSql(source: string): string {
  const edge = sqlText(`^[${whiteSpace}]|[${whiteSpace}]$`)
  return `CASE WHEN regexp_matches(${source}, ${edge}) THEN trim(${source}, ${sqlText(whiteSpace)}) ELSE ${source} END`
}

/** A trimmed text, or null where it means that the value is missing. */
function presentSql(trimmed: string, missing: readonly string[]): string {
  if (missing.length === 0) return `nullif(${trimmed}, '')`
  return `CASE WHEN ${trimmed} NOT IN ('', ${missing.map(sqlText).join(', ')}) THEN ${trimmed} END`
}

/** How column `index` is read from a text column of a subquery. */
export function parseSql(column: ColumnLayout, index: number, source: string, layout: TableLayout): ParseSql {
  const { missing, decimal } = layout.dialect
  const trimmed = `t${index}`
  const text = presentSql(trimmed, missing)
  switch (column.kind) {
    case 'category':
    case 'text':
    case 'image':
    case 'audio':
      return { helpers: [`${trimSql(source)} AS ${trimmed}`], value: text, kept: null }
    case 'date': {
      const parsed = `try_strptime(${trimSql(source)}, ${sqlTexts(column.dateFormats)})`
      const value = column.dateFormats.some(hasTime) ? `d${index}` : `CAST(d${index} AS DATE)`
      const written = `strftime(d${index}, ${sqlText(column.dateFormats[0] ?? '%Y-%m-%d')})`
      const kept = `CASE WHEN d${index} IS NULL OR ${written} <> ${source} THEN ${presentSql(trimSql(source), missing)} END`
      return { helpers: [`${parsed} AS d${index}`], value, kept }
    }
    case 'number': {
      const number = `n${index}`
      // Most cells have no white space around them, so they are trimmed only when they are no number as they are.
      const cast = (from: string) => `try_cast(${decimal === ',' ? commaToPoint(from) : from} AS DOUBLE)`
      // Grouped digits are rarer still; coalesce looks no further than the first that is a number.
      const ungrouped = `translate(${trimSql(source)}, ${sqlText(groupMarksOf(decimal))}, '')`
      const isGrouped = `regexp_full_match(${trimSql(source)}, ${sqlText(groupedPattern(decimal))})`
      const parsed = `coalesce(${cast(source)}, ${cast(trimSql(source))}, CASE WHEN ${isGrouped} THEN ${cast(ungrouped)} END)`
      const present = presentSql(trimSql(source), missing)
      const numericMissing = missing.some((one) => parseNumber(one, decimal) !== null)
      const unlessMissing = numericMissing ? ` AND ${present} IS NOT NULL` : ''
      const value = `CASE WHEN isfinite(${number}) AND NOT contains(${source}, '_')${unlessMissing} THEN ${number} END`
      const short = column.decimals === null ? ` AND strlen(${source}) <= 16` : ''
      const regular = `regexp_full_match(${source}, ${sqlText(formPattern(column, decimal))})${short}`
      return { helpers: [`${parsed} AS ${number}`], value, kept: `CASE WHEN NOT (${regular}) THEN ${present} END` }
    }
  }
}

/** The text of a stored cell as it was in the file (trimmed), null where it was missing. `source` names the row. */
export function textSql(column: ColumnLayout, index: number, layout: TableLayout): string {
  const field = sqlName(column.field)
  if (column.kind !== 'number' && column.kind !== 'date') return field
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
