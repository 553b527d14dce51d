/** The records at the beginning of a text, as strings, for looking at. */
import { type RecordFault, RecordScanner, type RecordSyntax } from '../records/record-scanner.ts'

export interface SampledRecords {
  /** Trimmed cell texts. */
  readonly records: readonly (readonly string[])[]
  /** The line of the file on which each begins. */
  readonly lines: readonly number[]
  /** Records with text after a closing quote mark, and those that span lines. */
  readonly odd: number
  readonly multiline: number
  /** How many cells were written in quotes. */
  readonly quoted: number
  /** Where the text can't be told apart any further. */
  readonly fault: RecordFault | null
  /** Whether all of `text` was scanned, and it is all there is. */
  readonly reachedEnd: boolean
  /** Bytes of the text that the records take. */
  readonly bytes: number
}

export interface SampleLimits {
  readonly records: number
  readonly cells: number
  readonly longestRecordBytes: number
}

/** Scans the first records of a text; `whole` says that the text is all there is. */
export function sampleRecords(
  text: Buffer,
  whole: boolean,
  syntax: RecordSyntax,
  limits: SampleLimits,
): SampledRecords {
  const scanner = new RecordScanner(syntax, limits.longestRecordBytes)
  const records: string[][] = []
  const lines: number[] = []
  let odd = 0
  let multiline = 0
  let quoted = 0
  let cells = 0
  scanner.scan(text, whole, (record) => {
    records.push(Array.from({ length: record.cells }, (_, i) => record.cell(i)))
    lines.push(record.line)
    if (record.odd) odd++
    if (record.multiline) multiline++
    for (let i = 0; i < record.cells; i++) if (record.isQuoted(i)) quoted++
    cells += record.cells
    return records.length < limits.records && cells < limits.cells
  })
  const stopped = records.length >= limits.records || cells >= limits.cells
  return {
    records,
    lines,
    odd,
    multiline,
    quoted,
    fault: scanner.fault,
    reachedEnd: whole && !stopped,
    bytes: scanner.scannedBytes,
  }
}
