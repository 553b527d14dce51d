/** From a row's number in the table to its line in the file, where rows may span lines and be left out. */
import { readChunks, type SourceFile } from '../source/source-file.ts'
import { type CleanCopyOptions, isEmptyRow, isEven } from './clean-copy.ts'
import { RecordScanner } from './record-scanner.ts'
import type { ScannedRecord } from './scanned-record.ts'

/** Finds the lines on which some rows (from 0) begin, by scanning up to the last of them. */
export async function locateRows(
  text: SourceFile,
  rows: ReadonlySet<number>,
  options: CleanCopyOptions,
): Promise<Map<number, number>> {
  const scanner = new RecordScanner(options.syntax, options.longestRecordBytes)
  const lines = new Map<number, number>()
  const last = Math.max(-1, ...rows)
  let row = options.header ? -1 : 0
  const onRecord = (record: ScannedRecord) => {
    if (row >= 0 && !isRow(record, options.columns)) return true
    if (rows.has(row)) lines.set(row, record.line)
    return row++ < last
  }
  for await (const chunk of readChunks(text, options.signal)) {
    scanner.scan(chunk, false, onRecord)
    if (row > last || scanner.fault !== null) return lines
  }
  scanner.scan(Buffer.alloc(0), true, onRecord)
  return lines
}

function isRow(record: ScannedRecord, columns: number): boolean {
  return isEven(record, columns) && !isEmptyRow(record, columns)
}

/** How many rows a text has, by scanning all of it. */
export async function countRows(text: SourceFile, options: CleanCopyOptions): Promise<number> {
  const scanner = new RecordScanner(options.syntax, options.longestRecordBytes)
  let header = options.header
  let rows = 0
  const onRecord = (record: ScannedRecord) => {
    if (header) header = false
    else if (isRow(record, options.columns)) rows++
    return true
  }
  for await (const chunk of readChunks(text, options.signal)) scanner.scan(chunk, false, onRecord)
  scanner.scan(Buffer.alloc(0), true, onRecord)
  return rows
}
