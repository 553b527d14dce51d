/**
 * SQL for one column: from a cell's text to its stored value and back.
 *
 * A kept text is under the column's position where the cell has a value, and under −1 − position where it has none,
 * so that cells that didn't parse can be counted without looking at the values.
 */
import type { TableDialect } from '../../spec/table-dialect.ts'
import { whiteSpace } from '../records/cell-text.ts'
import { formPattern, groupedPattern, groupMarksOf, mostDigits, parseNumber } from '../kinds/number-text.ts'
import { hasOffset, hasTime, offsetPattern } from '../kinds/date-format.ts'
import { sqlName, sqlText, sqlTexts } from './sql-text.ts'
import { type ColumnLayout, type TableLayout, textsField } from './table-layout.ts'

/** Expressions over a subquery that has the cell's raw text as `source`. */
export interface ParseSql {
  /** Further columns the subquery needs, computed once a row. */
  readonly helpers: readonly string[]
  /** Columns that need the helpers, computed once a row as well. */
  readonly further: readonly string[]
  readonly value: string
  /** The text to keep, or null where the value gives it back; null altogether where the value is the text. */
  readonly kept: string | null
}

/** Which white space may stand around the cells of a text: any, or plain spaces at most. */
export type Spaces = 'any' | 'plain'

/**
 * A text without white space around it. SQL's trim is slow, so it is called only where needed; to see that takes a third of
 * the time where there are plain spaces at most.
 */
export function trimSql(source: string, spaces: Spaces = 'any'): string {
  if (spaces === 'plain') {
    return `CASE WHEN prefix(${source}, ' ') OR suffix(${source}, ' ') THEN trim(${source}) ELSE ${source} END`
  }
  const edge = sqlText(`^[${whiteSpace}]|[${whiteSpace}]$`)
  return `CASE WHEN regexp_matches(${source}, ${edge}) THEN trim(${source}, ${sqlText(whiteSpace)}) ELSE ${source} END`
}

/** A trimmed text, or null where it means that the value is missing. */
function presentSql(trimmed: string, missing: readonly string[]): string {
  if (missing.length === 0) return `nullif(${trimmed}, '')`
  return `CASE WHEN ${trimmed} NOT IN ('', ${missing.map(sqlText).join(', ')}) THEN ${trimmed} END`
}

/**
 * How column `index` is read from a text column of a subquery. Most cells are written in their column's usual way (`r0`, `r1`
 * …), for which there is a quick reading that needs no more looking at; only the others are looked at closely.
 */
export function parseSql(
  column: ColumnLayout,
  index: number,
  source: string,
  layout: TableLayout,
  spaces: Spaces = 'any',
): ParseSql {
  switch (column.kind) {
    case 'category':
    case 'text':
    case 'image':
    case 'audio': {
      const trimmed = `t${index}`
      const helpers = [`${trimSql(source, spaces)} AS ${trimmed}`]
      return { helpers, further: [], value: presentSql(trimmed, layout.dialect.missing), kept: null }
    }
    case 'date':
      return parseDateSql(column, index, source, layout)
    case 'number':
      return parseNumberSql(column, index, source, layout)
  }
}

/** The formats that SQL's own types are written in, with the length of their texts. */
const ownFormats: Partial<Record<string, { readonly type: 'DATE' | 'TIMESTAMP'; readonly length: number }>> = {
  '%Y-%m-%d': { type: 'DATE', length: 10 },
  '%Y-%m-%d %H:%M:%S': { type: 'TIMESTAMP', length: 19 },
}

/**
 * The moment that a text is in one of some formats. Those with an offset are asked by themselves: one of them among others would
 * make SQL read all in the machine's time zone.
 */
export function momentSql(text: string, formats: readonly string[]): string {
  const local = formats.filter((format) => !hasOffset(format))
  const withOffset = formats.filter(hasOffset)
  const read = (some: readonly string[]) => `try_strptime(${text}, ${sqlTexts(some)})`
  // SQL takes any two digits for hours.
  const isOffset = `regexp_matches(${text}, ${sqlText(`${offsetPattern}$`)})`
  const readings = [
    ...(local.length === 0 ? [] : [read(local)]),
    ...(withOffset.length === 0 ? [] : [`CASE WHEN ${isOffset} THEN timezone('UTC', ${read(withOffset)}) END`]),
  ]
  return `coalesce(${readings.join(', ')})`
}

function parseDateSql(column: ColumnLayout, index: number, source: string, { dialect }: TableLayout): ParseSql {
  const [first = '%Y-%m-%d'] = column.dateFormats
  const [quick, regular] = [`d${index}`, `r${index}`]
  const type = column.dateFormats.some(hasTime) ? 'TIMESTAMP' : 'DATE'
  const parsed = momentSql(trimSql(source), column.dateFormats)
  const own = ownFormats[first]
  const kept = (moment: string) => {
    const written = `strftime(${moment}, ${sqlText(first)})`
    return `CASE WHEN ${moment} IS NULL OR ${written} <> ${source} THEN ${presentSql(trimSql(source), dialect.missing)} END`
  }
  if (own === undefined) {
    return { helpers: [`${parsed} AS ${quick}`], further: [], value: `CAST(${quick} AS ${type})`, kept: kept(quick) }
  }
  const isRegular = `strlen(${source}) = ${own.length} AND CAST(${quick} AS VARCHAR) = ${source}`
  return {
    helpers: [`try_cast(${source} AS ${own.type}) AS ${quick}`],
    further: [`coalesce(${isRegular}, false) AS ${regular}`],
    value: `CASE WHEN ${regular} THEN CAST(${quick} AS ${type}) ELSE CAST(${parsed} AS ${type}) END`,
    kept: `CASE WHEN NOT ${regular} THEN ${kept(parsed)} END`,
  }
}

function parseNumberSql(column: ColumnLayout, index: number, source: string, { dialect }: TableLayout): ParseSql {
  const { missing, decimal } = dialect
  const [quick, regular] = [`n${index}`, `r${index}`]
  const trimmed = trimSql(source)
  const cast = (from: string) => `try_cast(${decimal === ',' ? commaToPoint(from) : from} AS DOUBLE)`
  // Grouped digits are rarer still; coalesce looks no further than the first that is a number.
  const ungrouped = `translate(${trimmed}, ${sqlText(groupMarksOf(decimal))}, '')`
  const isGrouped = `regexp_full_match(${trimmed}, ${sqlText(groupedPattern(decimal))})`
  const number = `coalesce(${cast(source)}, ${cast(trimmed)}, CASE WHEN ${isGrouped} THEN ${cast(ungrouped)} END)`
  const present = presentSql(trimmed, missing)
  const numericMissing = missing.some((one) => parseNumber(one, decimal) !== null)
  const irregular = `CASE WHEN isfinite(${number}) AND NOT contains(${source}, '_') THEN ${number} END`
  const read = `CASE WHEN ${regular} THEN CAST(${quick} AS DOUBLE) ELSE ${irregular} END`
  const whole = column.decimals === 0
  return {
    helpers: [`${whole ? `try_cast(${source} AS BIGINT)` : cast(source)} AS ${quick}`],
    further: [
      `coalesce(${whole ? isWholeSql(quick, source) : isWrittenSql(column, source, decimal)}, false) AS ${regular}`,
    ],
    value: numericMissing ? `CASE WHEN ${present} IS NOT NULL THEN ${read} END` : read,
    kept: `CASE WHEN NOT ${regular} THEN ${present} END`,
  }
}

/** Whether a text is that of a whole number, to the last character, of digits that a double has. */
function isWholeSql(number: string, source: string): string {
  const largest = 10 ** mostDigits - 1
  return `${number} BETWEEN -${largest} AND ${largest} AND CAST(${number} AS VARCHAR) = ${source}`
}

/** Whether a number's text comes out again, to the last character, when the number is written in the column's form. */
function isWrittenSql(column: ColumnLayout, source: string, decimal: TableDialect['decimal']): string {
  const short = column.decimals === null ? ` AND strlen(${source}) <= 16` : ''
  return `regexp_full_match(${source}, ${sqlText(formPattern(column, decimal))})${short}`
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

/** A relation with the helping columns that its columns' values and kept texts are made of. */
export function withHelpersSql(parsed: readonly Pick<ParseSql, 'helpers' | 'further'>[], from: string): string {
  const levels = [parsed.flatMap(({ helpers }) => helpers), parsed.flatMap(({ further }) => further)]
  return levels.reduce(
    (inner, columns) => (columns.length === 0 ? inner : `(SELECT *, ${columns.join(', ')} FROM ${inner})`),
    from,
  )
}
