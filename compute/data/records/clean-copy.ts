/**
 * Copies an oddly written text into a plain one: commas, double quotes where needed, \n, no empty lines, and only rows
 * that have a cell for each column. Read by our own scanner, so what it means is what `record-scanner` says.
 */
import { open } from 'node:fs/promises'
import type { SourceFile } from '../source/source-file.ts'
import { readChunks } from '../source/source-file.ts'
import { type RecordFault, RecordScanner, type RecordSyntax } from './record-scanner.ts'
import { type ScannedRecord, fitsColumns } from './scanned-record.ts'

/** How the copy is written. */
export const cleanSyntax: RecordSyntax = { delimiter: ',', quote: '"' }

/** The first rows that don't fit are listed. */
const listedRows = 5

export interface CleanCopy {
  readonly rows: number
  /** Rows that were left out for their number of cells. */
  readonly uneven: { readonly count: number; readonly lines: readonly number[]; readonly cells: number }
  readonly fault: RecordFault | null
  /** Whether a cell spans lines. */
  readonly multiline: boolean
}

export interface CleanCopyOptions {
  readonly syntax: RecordSyntax
  readonly header: boolean
  readonly columns: number
  readonly longestRecordBytes: number
  readonly signal: AbortSignal
}

/** Whether a record is a row of a table with so many columns. */
export function isEven(record: ScannedRecord, columns: number): boolean {
  return fitsColumns(record.cells, columns, (i) => record.cell(i))
}

/** In a table of one column a row without a value is as good as an empty line. */
export function isEmptyRow(record: ScannedRecord, columns: number): boolean {
  return columns === 1 && record.cell(0) === '' && isEven(record, columns)
}

/** Scans a whole text and writes the copy without its header. */
export async function writeCleanCopy(text: SourceFile, target: string, options: CleanCopyOptions): Promise<CleanCopy> {
  const scanner = new RecordScanner(options.syntax, options.longestRecordBytes)
  const unevenLines: number[] = []
  let uneven = 0
  let unevenCells = 0
  let rows = 0
  let multiline = false
  let header = options.header
  let pending: string[] = []
  const onRecord = (record: ScannedRecord) => {
    if (header) {
      header = false
      return true
    }
    if (isEmptyRow(record, options.columns)) return true
    if (!isEven(record, options.columns)) {
      if (uneven++ === 0) unevenCells = record.cells
      if (unevenLines.length < listedRows) unevenLines.push(record.line)
      return true
    }
    rows++
    multiline ||= record.multiline
    for (let i = 0; i < options.columns; i++)
      pending.push(writtenCell(record.cell(i)), i + 1 < options.columns ? ',' : '\n')
    return true
  }
  const copy = await open(target, 'wx')
  try {
    for await (const chunk of readChunks(text, options.signal)) {
      scanner.scan(chunk, false, onRecord)
      if (scanner.fault !== null) break
      await copy.writeFile(pending.join(''))
      pending = []
    }
    if (scanner.fault === null) scanner.scan(Buffer.alloc(0), true, onRecord)
    await copy.writeFile(pending.join(''))
  } finally {
    await copy.close()
  }
  const unevenRows = { count: uneven, lines: unevenLines, cells: unevenCells }
  return { rows, uneven: unevenRows, fault: scanner.fault, multiline }
}

/** A row of one empty cell would be an empty line, so a lone empty cell is quoted like any odd one. */
export function writtenCell(text: string): string {
  return /^$|[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
