/** What a format of tables has to offer: how it is recognised, what its beginning shows, and how its rows come in. */
import type { Finding } from '../../spec/health.ts'
import type { Message } from '../../spec/message.ts'
import type { ColumnKind, DialectOverrides } from '../../spec/table-dialect.ts'
import type { TableHead } from '../dialect/table-head.ts'
import type { SourceFile } from '../source/source-file.ts'
import type { StoredTable } from '../storage/read-table.ts'
import type { TableEngine } from '../storage/table-engine.ts'

/** A format's row in the table of formats. */
export interface TableFormatReader {
  /** Whether a file is of this format, by its first kilobytes; its name helps only where the bytes leave it open. */
  recognises(head: Buffer, source: SourceFile): boolean
  /**
   * Looks at the beginning of a file.
   * @throws StudioError of the import group
   */
  open(source: SourceFile, choice: FormatChoice): Promise<OpenedTable>
}

export interface FormatChoice {
  readonly dialect: DialectOverrides
  /** The sheet or table; the first that has rows where not given. */
  readonly part?: string | undefined
}

/** The beginning of a table, understood. What only some formats have is empty for the others. */
export interface FormatHead extends Pick<
  TableHead,
  'dialect' | 'reasons' | 'columns' | 'rows' | 'uneven' | 'wholeFileRead' | 'estimatedRows'
> {
  readonly parts: readonly string[]
  readonly part: string | null
  /** Kinds of columns that the format itself knows, by name. */
  readonly kinds?: Readonly<Record<string, ColumnKind>>
  /** What a person should know before the import. */
  readonly notices: readonly Message[]
}

/** A file that was looked at and can be read. */
export interface OpenedTable {
  readonly head: FormatHead
  /**
   * Reads all rows and stores them in the app's layout, with all texts kept.
   * @throws StudioError of the import group, cancelled, disk-full
   */
  read(job: ReadJob): Promise<ReadRows>
}

/** How far the reading of one file is. */
export interface ReadProgress {
  report(stage: 'reading' | 'converting', done: number): void
  watch<T>(stage: 'reading' | 'converting', done: () => number | null, work: Promise<T>): Promise<T>
}

export interface ReadJob {
  readonly kinds: Readonly<Record<string, ColumnKind>>
  readonly skipBadRows: boolean
  /** The values stay in the file, where the format allows that. */
  readonly stays?: boolean | undefined
  /** The path of a file of one's own, to be written. */
  file(name: string): string
  readonly engine: TableEngine
  readonly progress: ReadProgress
  readonly signal: AbortSignal
}

/** A file's rows as a first Parquet file, and what had to be done to get them. */
export interface ReadRows {
  readonly stored: StoredTable
  /** Of the file's bytes. */
  readonly sha256: string
  readonly skipped: { readonly count: number; readonly lines: readonly number[] }
  readonly mended: boolean
  readonly notices: readonly Finding[]
  /** Where some rows (from 0) are in the file: its lines, or its rows from 1. */
  linesOf(rows: ReadonlySet<number>): Promise<ReadonlyMap<number, number>>
}

export const noneSkipped = { count: 0, lines: [] } as const

/** Notices of what was left out or changed on the way from a file. */
export function mendedNotices(texts: readonly Message[]): Finding[] {
  return texts.map((text) => ({ level: 'mended', column: null, text }))
}
