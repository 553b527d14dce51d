/**
 * The beginning of a file, understood: its encoding, how its cells are told apart, its column names and first rows.
 *
 * What a person has chosen stands; the rest is found, each part with its reason.
 */
import { StudioError } from '../../spec/errors.ts'
import type { Message } from '../../spec/message.ts'
import type { DialectOverrides, TableDialect } from '../../spec/table-dialect.ts'
import type { RecordFault } from '../records/record-scanner.ts'
import { fitsColumns } from '../records/scanned-record.ts'
import { foreignFormat } from '../source/file-signature.ts'
import { longestLineBytes } from '../source/read-through.ts'
import { type SourceFile, readHead } from '../source/source-file.ts'
import { readTextHead } from '../source/text-head.ts'
import { type ColumnName, nameColumns, numberColumns } from './column-names.ts'
import { detectHeader } from './detect-header.ts'
import { detectSyntax } from './detect-syntax.ts'
import { detectDecimal, detectMissing } from './detect-values.ts'
import { type SampledRecords, sampleRecords } from './sample-records.ts'

/** More columns are refused: beyond this the columnar file's planning and memory grow with the square of their number. */
export const mostColumns = 2000

/** Bytes that tell the formats apart. */
export const signatureBytes = 64 << 10
/** Enough to see that a line is longer than the longest that is read. */
export const headBytes = longestLineBytes + (64 << 10)
/** Rows and cells that a first look is content with. */
export const headLimits = { records: 2000, cells: 200_000, longestRecordBytes: longestLineBytes }

export type DialectPart = 'encoding' | 'delimiter' | 'quote' | 'header' | 'decimal' | 'missing'

/** A row whose number of cells is not that of the columns. */
export interface UnevenRow {
  readonly line: number
  readonly cells: number
}

export interface TableHead {
  readonly dialect: TableDialect
  /** Why, for each part that was found and not given. */
  readonly reasons: Partial<Record<DialectPart, Message>>
  /** False where only ASCII was seen, so that the rest of the file may still turn out to be in another encoding. */
  readonly encodingCertain: boolean
  readonly columns: readonly ColumnName[]
  /** Trimmed cell texts of the first rows, each with as many cells as there are columns. */
  readonly rows: readonly (readonly string[])[]
  /** The first rows that didn't fit and were cut or filled up in `rows`. */
  readonly uneven: readonly UnevenRow[]
  readonly wholeFileRead: boolean
  /** Rows in the file: exact where it was read whole. */
  readonly estimatedRows: number
  /** Whether a cell among these spans lines. */
  readonly multiline: boolean
  /** The byte that ends lines; 13 only in files without a line feed. */
  readonly lineEnd: 10 | 13
}

/**
 * Reads and understands the beginning of a file.
 * @throws StudioError file-not-a-table, file-has-nul-bytes, file-bad-encoding, quote-not-closed, line-too-long,
 *   file-empty, file-header-only, too-many-columns, and what reading can throw
 */
export async function readTableHead(source: SourceFile, overrides: DialectOverrides): Promise<TableHead> {
  const format = foreignFormat(await readHead(source, signatureBytes))
  if (format !== null) throw new StudioError('file-not-a-table', { ...named(source), format })
  const found = await readTextHead(source, headBytes, overrides.encoding)
  const { text, whole } = found
  const syntax = detectSyntax(text, whole, overrides)
  const sample = sampleRecords(text, whole, syntax, headLimits)
  if (sample.fault !== null) throw faultError(source, sample.fault)
  if (sample.records.length === 0) throw new StudioError('file-empty', named(source))

  const foundHeader = detectHeader(sample.records.slice(0, 200))
  const header = overrides.header ?? foundHeader.header
  const { columns, rows, uneven } = shapeRows(sample, header)
  assertColumns(source, columns.length)
  if (rows.length === 0 && sample.reachedEnd) {
    throw new StudioError('file-header-only', { ...named(source), columns: columns.length })
  }
  const byColumn = columns.map((_, i) => rows.map((row) => row[i]!))
  const decimal = detectDecimal(byColumn, syntax.delimiter)
  const missing = detectMissing(byColumn, overrides.decimal ?? decimal.decimal)
  const estimatedRows = sample.reachedEnd
    ? rows.length
    : Math.round((rows.length * source.bytes * (text.length / found.bytes)) / Math.max(1, sample.bytes))
  return {
    dialect: {
      encoding: found.encoding,
      delimiter: syntax.delimiter,
      quote: syntax.quote,
      header,
      decimal: overrides.decimal ?? decimal.decimal,
      missing: overrides.missing ?? missing.missing,
    },
    reasons: {
      ...(overrides.encoding === undefined && { encoding: found.reason }),
      ...(overrides.delimiter === undefined && { delimiter: syntax.delimiterReason }),
      ...(overrides.quote === undefined && { quote: syntax.quoteReason }),
      ...(overrides.header === undefined && { header: foundHeader.reason }),
      ...(overrides.decimal === undefined && { decimal: decimal.reason }),
      ...(overrides.missing === undefined && { missing: missing.reason }),
    },
    encodingCertain: found.certain || overrides.encoding !== undefined,
    columns,
    rows,
    uneven,
    wholeFileRead: sample.reachedEnd,
    estimatedRows,
    multiline: sample.multiline > 0,
    lineEnd: !text.includes(0x0a) && text.includes(0x0d) ? 13 : 10,
  }
}

/** @throws StudioError too-many-columns */
export function assertColumns(source: SourceFile, columns: number): void {
  if (columns > mostColumns) {
    throw new StudioError('too-many-columns', { ...named(source), columns, limit: mostColumns })
  }
}

/** The file's name for messages. */
export function named(source: SourceFile): { file: string; path: string } {
  return { file: source.fileName, path: source.path }
}

/** The error for a text whose rows can't be told apart. */
export function faultError(source: SourceFile, fault: RecordFault): StudioError {
  return new StudioError(fault.kind, { ...named(source), row: fault.line, limitMb: longestLineBytes >> 20 })
}

/** Separates the header and brings all rows to one length, noting those that didn't have it. */
function shapeRows(sample: SampledRecords, header: boolean): Pick<TableHead, 'columns' | 'rows' | 'uneven'> {
  const records = header ? sample.records.slice(1) : sample.records
  const lines = header ? sample.lines.slice(1) : sample.lines
  let columns = header ? nameColumns(sample.records[0] ?? []) : numberColumns(usualLength(records))
  const hasRowNames = records.length > 0 && records.every((record) => record.length === columns.length + 1)
  // R leaves the corner over its row names out. An empty cell there is a separator at the end of each line instead.
  if (header && hasRowNames && records.some((record) => record.at(-1) !== '')) {
    columns = nameColumns(['', ...sample.records[0]!])
  }
  const uneven: UnevenRow[] = []
  const rows = records.map((record, i) => {
    if (record.length === columns.length) return record
    if (!fitsColumns(record.length, columns.length, (cell) => record[cell]!)) {
      uneven.push({ line: lines[i]!, cells: record.length })
    }
    return columns.map((_, column) => record[column] ?? '')
  })
  return { columns, rows, uneven }
}

function usualLength(records: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>()
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}
