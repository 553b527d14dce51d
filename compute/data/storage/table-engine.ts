/**
 * DuckDB in memory, locked down to the files of one job.
 *
 * It may read the files it is given, and read and write one folder; it fetches and loads nothing, and the
 * configuration can't be changed afterwards. One statement runs at a time. A statement is interrupted when its signal
 * says so, and awaited: a thread that ends while a statement is pending takes the whole process with it.
 */
import {
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api'
import { availableParallelism, totalmem } from 'node:os'
import { StudioError, systemErrorCode } from '../../spec/errors.ts'
import { sqlTexts } from './sql-text.ts'

export interface EngineOptions {
  /** Files that may be read. */
  readonly files: readonly string[]
  /** A folder whose files may be read and written, for results and for what doesn't fit in memory. */
  readonly folder: string | null
}

/** A column of rows to be added. */
export interface AppendedColumn {
  readonly type: DuckDBType
  readonly values: readonly DuckDBValue[]
}

/** Rows that are handed over at once. */
const appendedRows = 2048

/** What is needed to group and sort. */
const leastMemoryMb = 512

/**
 * A quarter of the machine's memory, but not less than is needed to sort and not more than a desktop can spare. With a folder
 * for what doesn't fit no more than is needed: an import of any size stays below a gigabyte, ours included.
 */
function memoryLimitMb(hasFolder: boolean): number {
  return hasFolder ? leastMemoryMb : Math.min(4096, Math.max(leastMemoryMb, Math.floor(totalmem() / 4 / 2 ** 20)))
}

export class TableEngine {
  readonly #instance: DuckDBInstance
  readonly #connection: DuckDBConnection
  /** The last statement's end: the next one waits for it. */
  #queue: Promise<unknown> = Promise.resolve()
  #closed = false

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance
    this.#connection = connection
  }

  static async open(options: EngineOptions): Promise<TableEngine> {
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(Math.min(8, availableParallelism())),
      memory_limit: `${memoryLimitMb(options.folder !== null)}MB`,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      ...(options.folder === null ? {} : { temp_directory: options.folder }),
    })
    const connection = await instance.connect()
    const settings = [
      `SET allowed_paths = ${sqlTexts(options.files)}`,
      `SET allowed_directories = ${sqlTexts(options.folder === null ? [] : [options.folder])}`,
      'SET parquet_metadata_cache = true',
      // With thousands of columns, looking for repeated expressions takes longer than repeating them.
      "SET disabled_optimizers = 'common_subexpressions'",
      // The machine's own must change no value.
      "SET TimeZone = 'UTC'",
      'SET enable_progress_bar = true',
      'SET enable_progress_bar_print = false',
      'SET progress_bar_time = 0',
      'SET enable_external_access = false',
      'SET lock_configuration = true',
    ]
    for (const setting of settings) await connection.run(setting)
    return new TableEngine(instance, connection)
  }

  /** Runs a statement whose result doesn't matter. */
  async run(sql: string, signal?: AbortSignal): Promise<void> {
    await this.#exclusively(signal, () => this.#connection.run(sql))
  }

  /** Runs a query and gives its rows, with plain JavaScript values (bigint for 64-bit integers). */
  async rows(sql: string, signal?: AbortSignal): Promise<unknown[][]> {
    return this.#exclusively(signal, async () => (await this.#connection.runAndReadAll(sql)).getRowsJS())
  }

  /** Runs a query and gives its result chunk by chunk, in order, without ever holding it whole. */
  async chunks(sql: string, onChunk: (chunk: DuckDBDataChunk) => void, signal?: AbortSignal): Promise<void> {
    await this.#exclusively(signal, async () => {
      const result = await this.#connection.stream(sql)
      for (;;) {
        if (isAborted(signal)) throw new StudioError('cancelled')
        const chunk = await result.fetchChunk()
        if (chunk === null || chunk.rowCount === 0) return
        onChunk(chunk)
      }
    })
  }

  /** Adds rows to a temporary table, given by its columns. */
  async append(table: string, columns: readonly AppendedColumn[], signal?: AbortSignal): Promise<void> {
    const rows = columns[0]?.values.length ?? 0
    const types = columns.map(({ type }) => type)
    await this.#exclusively(signal, async () => {
      const appender = await this.#connection.createAppender(table, undefined, 'temp')
      for (let from = 0; from < rows; from += appendedRows) {
        const some = columns.map(({ values }) => values.slice(from, from + appendedRows))
        const chunk = DuckDBDataChunk.create(types, some[0]?.length)
        chunk.setColumns(some)
        appender.appendDataChunk(chunk)
      }
      appender.closeSync()
    })
  }

  /** How far the running statement is, from 0 to 1; null where that isn't known. */
  progress(): number | null {
    const { percentage } = this.#connection.progress
    return percentage < 0 ? null : Math.min(1, percentage / 100)
  }

  /** Waits for the running statement, then lets go of everything. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#queue
    this.#connection.closeSync()
    this.#instance.closeSync()
  }

  async #exclusively<T>(signal: AbortSignal | undefined, statement: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new Error('the table engine is closed')
    const result = this.#queue.then(async () => {
      if (isAborted(signal)) throw new StudioError('cancelled')
      const interrupt = () => this.#connection.interrupt()
      signal?.addEventListener('abort', interrupt, { once: true })
      try {
        return await statement()
      } catch (error) {
        throw isAborted(signal) ? new StudioError('cancelled', {}, { cause: error }) : engineError(error)
      } finally {
        signal?.removeEventListener('abort', interrupt)
      }
    })
    this.#queue = result.catch(() => undefined)
    return result
  }
}

/** A function, because the compiler doesn't expect the signal to change while something is awaited. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true
}

/** DuckDB's errors carry their system error as text only. */
function engineError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StudioError) return error
  if (systemErrorCode(error) !== null) return error
  if (/no space left on device|disk quota exceeded|not enough space/i.test(error.message)) {
    return new StudioError('disk-full', {}, { cause: error })
  }
  if (/read-only file system|permission denied/i.test(error.message)) {
    return new StudioError('folder-read-only', {}, { cause: error })
  }
  return error
}
