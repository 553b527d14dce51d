/** Writes a table's Parquet file: from a delimited text, or from another of its kind with some columns read anew. */
import { cleanSyntax } from '../records/clean-copy.ts'
import { longestLineBytes } from '../source/read-through.ts'
import type { TableDialect } from '../../spec/table-dialect.ts'
import type { RecordSyntax } from '../records/record-scanner.ts'
import type { StoredTable } from './read-table.ts'
import { type ParseSql, parseSql, type Spaces, textSql, trimSql, withHelpersSql } from './column-sql.ts'
import { sqlName, sqlText } from './sql-text.ts'
import type { TableEngine } from './table-engine.ts'
import { type ColumnLayout, type TableLayout, layoutKey, rowField, textsField } from './table-layout.ts'

export interface DelimitedText {
  readonly path: string
  readonly syntax: RecordSyntax
  readonly header: boolean
  /** False for texts whose cells span lines: cutting such a file into parts to read side by side is guesswork. */
  readonly parallel: boolean
  /** Which white space may stand around cells. */
  readonly spaces: Spaces
}

/** A column of the table that is written: SQL for its value and its kept text over a common subquery. */
interface WrittenColumn {
  readonly value: string
  readonly kept: string | null
}

/**
 * Reads a delimited text in UTF-8 strictly and writes it as Parquet. Whatever is odd about the text ends it with
 * DuckDB's error; what exactly was odd is found out elsewhere.
 */
export async function writeFromText(
  engine: TableEngine,
  text: DelimitedText,
  layout: TableLayout,
  target: string,
  signal: AbortSignal,
): Promise<void> {
  // An empty line is no row, but DuckDB can tell it from an empty cell only where there are several.
  const where = layout.columns.length === 1 ? `WHERE ${trimSql('c0')} <> ''` : ''
  const from = `${delimitedSql(text, layout.columns.length)} ${where}`
  await writeFromTexts(engine, from, layout, target, signal, text.spaces)
}

/**
 * Writes rows of texts as Parquet.
 * @param from what follows FROM: a relation with a text column c0, c1, … for each of the layout's, null or empty where missing
 * @param spaces which white space may stand around its texts
 */
export async function writeFromTexts(
  engine: TableEngine,
  from: string,
  layout: TableLayout,
  target: string,
  signal: AbortSignal,
  spaces: Spaces = 'any',
): Promise<void> {
  const parsed = layout.columns.map((column, i) => parseSql(column, i, `c${i}`, layout, spaces))
  await copyTo(engine, parsed, withHelpersSql(parsed, from), layout, target, signal)
}

/**
 * Tables one after the other as one relation of texts; each says which of its columns stands where, −1 for none.
 * @param decimal how numbers are to be written in it
 */
export function joinedTextsSql(
  tables: readonly {
    readonly table: { readonly path: string; readonly layout: TableLayout }
    readonly columns: readonly number[]
    /** What stands in one more column of all its rows. */
    readonly label: string | null
  }[],
  decimal: TableDialect['decimal'],
): string {
  const selects = tables.map(({ table, columns, label }) => {
    const texts = columns.map((at, i) => {
      const column = table.layout.columns[at]
      if (column === undefined) return `CAST(NULL AS VARCHAR) AS c${i}`
      const text = textSql(column, at, table.layout)
      // Where files write numbers in different ways, the marks change places.
      const swapped = column.kind === 'number' && table.layout.dialect.decimal !== decimal
      return `${swapped ? `translate(${text}, '.,', ',.')` : text} AS c${i}`
    })
    if (label !== null) texts.push(`${sqlText(label)} AS c${columns.length}`)
    return `SELECT ${texts.join(', ')} FROM read_parquet(${sqlText(table.path)})`
  })
  return `(${selects.join(' UNION ALL ')})`
}

/** What of a table's rows is to be other than it was, as files of a work folder. */
export interface EditFiles {
  /** The file of the table that is edited, by which the new one names it. */
  readonly base: string
  /** A row number a line: those that are left out. Null for none. */
  readonly excluded: string | null
  /** By columns' positions, in `cleanSyntax`: a row number and its new text a line. */
  readonly texts: ReadonlyMap<number, string>
}

/** What of a table is written again; without, all of it, as it was. */
export interface WrittenPart {
  readonly edits: EditFiles
  /** Where the layout's columns stood in the table that is edited; those that it didn't have, after its own. */
  readonly positions: readonly number[]
}

/**
 * Writes a table again, with the columns at `changed` (those with new texts among them) read anew from their texts. Columns
 * of the layout beyond the table's own have no texts but those.
 */
export async function writeFromTable(
  engine: TableEngine,
  from: Pick<StoredTable, 'relation' | 'layout'>,
  changed: ReadonlySet<number>,
  layout: TableLayout,
  target: string,
  signal: AbortSignal,
  part: WrittenPart | null = null,
): Promise<void> {
  const edits = part?.edits ?? null
  const fields: string[] = [textsField]
  const read: ParseSql[] = []
  const columns = layout.columns.map((column, at): WrittenColumn => {
    const i = part?.positions[at] ?? at
    const old = from.layout.columns[i]
    if (old !== undefined && !changed.has(i)) {
      // Names of our own, which none of the table's columns can stand in the way of.
      const field = `f${i}`
      fields.push(`${sqlName(old.field)} AS ${field}`)
      return unchangedColumn({ ...old, field }, i, layout)
    }
    const text = old === undefined ? 'CAST(NULL AS VARCHAR)' : textSql(old, i, from.layout)
    const edited = edits?.texts.has(i) === true
    fields.push(
      `${edited ? `CASE WHEN ${editName('row', i)} IS NULL THEN ${text} ELSE ${editName('text', i)} END` : text} AS c${i}`,
    )
    const parsed = parseSql(column, i, `c${i}`, layout)
    read.push(parsed)
    return parsed
  })
  if (edits !== null) fields.push(`file_row_number AS ${rowField}`)
  else if (from.layout.base !== undefined) fields.push(rowField)
  const withTexts = `(SELECT ${fields.join(', ')} FROM ${editedSql(from, edits)})`
  const written = edits === null ? layout : { ...layout, base: edits.base }
  await copyTo(engine, columns, withHelpersSql(read, withTexts), written, target, signal)
}

/** A table's rows without those that are left out, each with its new texts where it has some. */
function editedSql({ relation }: Pick<StoredTable, 'relation'>, edits: EditFiles | null): string {
  if (edits === null) return relation
  const read = (file: string, columns: number) =>
    delimitedSql({ path: file, syntax: cleanSyntax, header: false, parallel: false }, columns)
  const joins = Array.from(edits.texts, ([i, file]) => {
    const [row, text] = [editName('row', i), editName('text', i)]
    const texts = `(SELECT CAST(c0 AS BIGINT) AS ${row}, c1 AS ${text} FROM ${read(file, 2)})`
    return ` LEFT JOIN ${texts} ON file_row_number = ${row}`
  })
  const where =
    edits.excluded === null
      ? ''
      : ` WHERE file_row_number NOT IN (SELECT CAST(c0 AS BIGINT) FROM ${read(edits.excluded, 1)})`
  return `${relation}${joins.join('')}${where}`
}

const editName = (what: 'row' | 'text', column: number) => `modelwright_edited_${what}_${column}`

function unchangedColumn(column: ColumnLayout, index: number, layout: TableLayout): WrittenColumn {
  const field = sqlName(column.field)
  const { missing } = layout.dialect
  const present = (text: string) =>
    missing.length === 0 ? text : `CASE WHEN ${text} NOT IN (${missing.map(sqlText).join(', ')}) THEN ${text} END`
  if (column.kind !== 'number' && column.kind !== 'date') return { value: present(field), kept: null }
  return { value: field, kept: present(`coalesce(${textsField}[${index}], ${textsField}[${-1 - index}])`) }
}

async function copyTo(
  engine: TableEngine,
  columns: readonly WrittenColumn[],
  from: string,
  layout: TableLayout,
  target: string,
  signal: AbortSignal,
): Promise<void> {
  // Joining rows with their edits need not keep their order.
  const order = layout.base === undefined ? '' : ` ORDER BY ${rowField}`
  await engine.run(
    `COPY (${layoutSql(columns, from, layout)}${order}) TO ${sqlText(target)} (
      FORMAT parquet,
      ROW_GROUP_SIZE ${rowGroupRows(columns.length)},
      DICTIONARY_SIZE_LIMIT 4096,
      KV_METADATA {${layoutKey}: ${sqlText(JSON.stringify(layout))}}
    )`,
    signal,
  )
}

/** A query for rows in the app's layout. @param numbered with `file_row_number`, which `from` has to have */
export function layoutSql(
  columns: readonly WrittenColumn[],
  from: string,
  layout: TableLayout,
  numbered = false,
): string {
  const further = [...(layout.base === undefined ? [] : [rowField]), ...(numbered ? ['file_row_number'] : [])]
  const inner = columns.flatMap(({ value, kept }, i) => [
    `${value} AS v${i}`,
    ...(kept === null ? [] : [`${kept} AS k${i}`]),
  ])
  inner.push(...further)
  const outer = layout.columns.map((column, i) => `v${i} AS ${sqlName(column.field)}`)
  const keeping = columns.flatMap(({ kept }, i) => (kept === null ? [] : [i]))
  outer.push(`${keptTextsSql(keeping)} AS ${textsField}`, ...further)
  return `SELECT ${outer.join(', ')} FROM (SELECT ${inner.join(', ')} FROM ${from})`
}

/** The map of kept texts of a row, null for the many rows that have none. */
function keptTextsSql(columns: readonly number[]): string {
  const type = 'MAP(INTEGER, VARCHAR)'
  if (columns.length === 0) return `CAST(NULL AS ${type})`
  const any = columns.map((i) => `k${i} IS NOT NULL`).join(' OR ')
  const entries = columns.map((i) => `{'k': CASE WHEN v${i} IS NULL THEN ${-1 - i} ELSE ${i} END, 'v': k${i}}`)
  const map = `map_from_entries(list_filter([${entries.join(', ')}], lambda entry: entry.v IS NOT NULL))`
  return `CAST(CASE WHEN ${any} THEN ${map} END AS ${type})`
}

/** Rows that are written at once: all columns of them are in memory together, so fewer where there are many columns. */
export function rowGroupRows(columns: number): number {
  const cells = 1 << 22
  return Math.max(2048, Math.min(122_880, Math.floor(cells / columns / 2048) * 2048))
}

/** A delimited text as a relation with the columns c0, c1, …. */
export function delimitedSql(text: Omit<DelimitedText, 'spaces'>, columns: number): string {
  const { delimiter, quote } = text.syntax
  const fields = Array.from({ length: columns }, (_, i) => `c${i}`)
  return `read_csv(${sqlText(text.path)},
    auto_detect = false,
    columns = {${fields.map((field) => `'${field}': 'VARCHAR'`).join(', ')}},
    delim = ${sqlText(delimiter)},
    quote = ${sqlText(quote)},
    escape = ${sqlText(quote)},
    header = ${text.header},
    strict_mode = true,
    null_padding = false,
    ignore_errors = false,
    compression = 'none',
    hive_partitioning = false,
    parallel = ${text.parallel},
    max_line_size = ${longestLineBytes},
    buffer_size = ${2 * longestLineBytes}
  )`
}
