/** Parquet: read by DuckDB, each value turned into the text that a person would write for it. */
import { StudioError } from '../../spec/errors.ts'
import { type Message, message } from '../../spec/message.ts'
import { assertColumns, named } from '../dialect/table-head.ts'
import { initialLayout } from '../kinds/initial-layout.ts'
import { hashSource } from '../source/hash-source.ts'
import { type SourceFile, assertUnchanged, readHead } from '../source/source-file.ts'
import { leftTable } from '../storage/left-table.ts'
import { isNested, isTextType, parquetSql, parquetTextsSql } from '../storage/parquet-texts.ts'
import { openStored, type StoredTable } from '../storage/read-table.ts'
import { sqlText } from '../storage/sql-text.ts'
import { TableEngine } from '../storage/table-engine.ts'
import { writeFromTexts } from '../storage/write-table.ts'
import { listedNames } from './listed-names.ts'
import {
  type FormatHead,
  type ReadJob,
  type ReadRows,
  type TableFormatReader,
  mendedNotices,
  noneSkipped,
} from './table-format.ts'
import { headRows, typedColumns, typedHead } from './typed-head.ts'

export const parquetFormat: TableFormatReader = {
  recognises: (head) => isMagic(head),
  async open(source, { dialect }) {
    if ((await readHead(source, 4)).toString('latin1') === encryptedMagic) throw encrypted(source)
    const engine = await TableEngine.open({ files: [source.path], folder: null })
    try {
      const total = await rowCount(engine, source)
      const fields = await readFields(engine, source)
      const columns = typedColumns(fields.used.map(({ name }) => name))
      assertColumns(source, columns.length)
      const sql = `SELECT * FROM ${fields.sql} LIMIT ${headRows(columns.length)}`
      const rows = (await readable(source, () => engine.rows(sql))) as (string | null)[][]
      const found = {
        columns,
        rows,
        wholeFileRead: total <= rows.length,
        estimatedRows: total,
        notices: fields.notices,
      }
      const head = typedHead(source, found, dialect)
      return { head, read: (job) => readParquet(source, head, fields, job) }
    } finally {
      await engine.close()
    }
  },
}

interface Fields {
  readonly used: readonly { readonly name: string; readonly type: string }[]
  /** Of all fields of the file. */
  readonly types: readonly string[]
  /** The used columns as texts: a relation with the columns c0, c1, …. */
  readonly sql: string
  readonly notices: readonly Message[]
}

async function readFields(engine: TableEngine, source: SourceFile): Promise<Fields> {
  const described = await readable(source, () => engine.rows(`DESCRIBE SELECT * FROM ${parquetSql(source.path)}`))
  const fields = described.map(([name, type]) => ({ name: String(name), type: String(type) }))
  const used = fields.filter(({ type }) => isTextType(type))
  const binary = fields.filter(({ type }) => !isTextType(type))
  if (used.length === 0) throw new StudioError('no-tables-inside', named(source))
  const nested = used.filter(({ type }) => isNested(type))
  const namesOf = (some: readonly { name: string }[]) => listedNames(some.map(({ name }) => name))
  return {
    used,
    types: fields.map(({ type }) => type),
    sql: parquetTextsSql(
      source.path,
      fields.map(({ type }) => type),
    ),
    notices: [
      ...(nested.length === 0 ? [] : [message('data.notice.nestedColumns', namesOf(nested))]),
      ...(binary.length === 0 ? [] : [message('data.notice.binaryColumns', namesOf(binary))]),
    ],
  }
}

/** @throws StudioError file-encrypted, also where only some columns are */
async function rowCount(engine: TableEngine, source: SourceFile): Promise<number> {
  const sql = `SELECT CAST(num_rows AS DOUBLE), encryption_algorithm FROM parquet_file_metadata(${sqlText(source.path)})`
  const [[rows, encryption] = []] = await readable(source, () =>
    engine.rows(sql).catch((error: unknown) => {
      // The one thing there that is no text is the key with which an encrypted file's footer was signed.
      throw error instanceof Error && /value construction/.test(error.message) ? encrypted(source) : error
    }),
  )
  if (encryption !== null) throw encrypted(source)
  return Number(rows)
}

async function readParquet(source: SourceFile, head: FormatHead, fields: Fields, job: ReadJob): Promise<ReadRows> {
  const { engine, progress, signal } = job
  const sha256 = await hashSource(source, signal, (done) => progress.report('reading', done))
  const layout = { ...initialLayout(head, head.dialect, job.kinds), firstLine: 1 }
  const stored = job.stays === true ? left() : await copied()
  await assertUnchanged(source)
  return {
    stored,
    sha256,
    skipped: noneSkipped,
    mended: false,
    notices: mendedNotices(fields.notices),
    linesOf: (rows) => Promise.resolve(new Map([...rows].map((row) => [row, row + 1]))),
  }

  async function copied(): Promise<StoredTable> {
    const target = job.file('parquet.parquet')
    const writing = readable(source, () => writeFromTexts(engine, fields.sql, layout, target, signal))
    await progress.watch('converting', () => engine.progress(), writing)
    return openStored(engine, target, signal)
  }

  function left(): StoredTable {
    const { path, bytes, modifiedAt } = source
    const values = { source: { path, bytes, modifiedAt, sha256 }, types: [...fields.types] }
    return leftTable(engine, values, layout, head.estimatedRows)
  }
}

/** Runs something that reads the file: what DuckDB says against it means that it is damaged, or encrypted. */
async function readable<T>(source: SourceFile, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof StudioError || !(error instanceof Error) || /out of memory/i.test(error.message)) throw error
    await assertUnchanged(source)
    throw new StudioError('file-damaged', { ...named(source), format: 'Parquet' }, { cause: error })
  }
}

/** A file whose footer is encrypted begins and ends with other letters. */
const encryptedMagic = 'PARE'

function isMagic(head: Buffer): boolean {
  return ['PAR1', encryptedMagic].includes(head.subarray(0, 4).toString('latin1'))
}

function encrypted(source: SourceFile): StudioError {
  return new StudioError('file-encrypted', { ...named(source), format: 'Parquet' })
}
