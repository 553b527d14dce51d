/** JSON: an object on each line (JSON lines), or an array of objects. Each object is a row, each name in one a column. */
import { isUtf8 } from 'node:buffer'
import { StudioError } from '../../spec/errors.ts'
import { type Message, message } from '../../spec/message.ts'
import { tableFormatEndings } from '../../spec/table-format.ts'
import { headBytes, headLimits, named } from '../dialect/table-head.ts'
import { JsonRecordSplitter, type JsonFault, deepest } from '../json/record-splitter.ts'
import { JsonTextError, readRecord } from '../json/record-texts.ts'
import { foreignFormat } from '../source/file-signature.ts'
import { longestLineBytes } from '../source/read-through.ts'
import { type SourceFile, readChunks, readHead } from '../source/source-file.ts'
import { type TextRow, readCopiedRows } from './copied-rows.ts'
import { endsIn } from './ends-in.ts'
import { listedNames } from './listed-names.ts'
import type { TableFormatReader } from './table-format.ts'
import { typedColumns, typedHead } from './typed-head.ts'

const limits = { recordBytes: longestLineBytes, depth: deepest }

export const jsonFormat: TableFormatReader = {
  recognises(head, source) {
    const format = foreignFormat(head)
    return format === 'JSON' || (format === null && endsIn(source, tableFormatEndings.json))
  },
  async open(source, { dialect }) {
    const records = new Records(source)
    const head = await readHead(source, headBytes)
    if (isUtf16(head)) throw new StudioError('file-bad-encoding', { ...named(source), encoding: 'utf-8', row: 1 })
    const whole = head.length >= source.bytes
    const { rows, reachedEnd, bytes } = firstRows(records, head, whole)
    if (rows.length === 0) throw new StudioError('file-empty', named(source))
    // Objects without a single name.
    if (records.columns().length === 0)
      throw new StudioError('json-not-records', { ...named(source), row: rows[0]!.line })
    const found = {
      columns: records.columns(),
      rows: rows.map(({ cells }) => cells),
      wholeFileRead: reachedEnd,
      estimatedRows: reachedEnd ? rows.length : Math.round((rows.length * source.bytes) / Math.max(1, bytes)),
      notices: records.messages(),
    }
    const formatHead = typedHead(source, found, dialect)
    return {
      head: formatHead,
      read: (job) =>
        readCopiedRows(
          {
            source,
            head: formatHead,
            rows: (signal, onDone) => allRows(records, signal, onDone),
            nameColumns: () => records.columns(),
            notices: () => records.messages(),
          },
          job,
        ),
    }
  },
}

/** By its byte-order mark; JSON is UTF-8 by its standard. */
function isUtf16(head: Buffer): boolean {
  const mark = head.subarray(0, 2).toString('hex')
  return mark === 'fffe' || mark === 'feff'
}

function firstRows(records: Records, head: Buffer, whole: boolean) {
  const splitter = new JsonRecordSplitter(limits)
  const rows: TextRow[] = []
  let cells = 0
  splitter.split(head, whole, (record, line) => {
    const row = records.read(record, line)
    rows.push(row)
    cells += row.cells.length
    return rows.length < headLimits.records && cells < headLimits.cells
  })
  records.assertNoFault(splitter.fault)
  const stopped = rows.length >= headLimits.records || cells >= headLimits.cells
  return { rows, reachedEnd: whole && !stopped, bytes: splitter.splitBytes }
}

async function* allRows(records: Records, signal: AbortSignal, onDone: (done: number) => void) {
  const { source } = records
  const splitter = new JsonRecordSplitter(limits)
  let batch: TextRow[] = []
  let bytes = 0
  const onRecord = (record: Buffer, line: number) => {
    batch.push(records.read(record, line))
    return true
  }
  for await (const chunk of readChunks(source, signal)) {
    splitter.split(chunk, false, onRecord)
    records.assertNoFault(splitter.fault)
    bytes += chunk.length
    onDone(bytes / source.bytes)
    yield batch
    batch = []
  }
  splitter.split(Buffer.alloc(0), true, onRecord)
  records.assertNoFault(splitter.fault)
  yield batch
}

/** The records of one file: their names become columns in the order in which they are first seen. */
class Records {
  readonly source: SourceFile
  readonly #columns = new Map<string, number>()
  readonly #nested = new Set<string>()
  readonly #repeated = new Set<string>()

  constructor(source: SourceFile) {
    this.source = source
  }

  read(record: Buffer, line: number): TextRow {
    if (!isUtf8(record)) {
      throw new StudioError('file-bad-encoding', { ...named(this.source), encoding: 'utf-8', row: line })
    }
    const cells: (string | null | undefined)[] = []
    try {
      readRecord(record.toString('utf8'), (name, value, nested) => {
        const known = this.#columns.get(name)
        const at = known ?? this.#columns.size
        if (known === undefined) this.#columns.set(name, at)
        if (nested) this.#nested.add(name)
        if (cells[at] !== undefined) this.#repeated.add(name)
        cells[at] = value
      })
    } catch (error) {
      if (!(error instanceof JsonTextError)) throw error
      throw new StudioError('json-not-valid', { ...named(this.source), row: line }, { cause: error })
    }
    return { cells, line }
  }

  columns() {
    return typedColumns(this.#columns.keys())
  }

  /** @throws StudioError where there is one */
  assertNoFault(fault: JsonFault | null): void {
    if (fault === null) return
    const params = { ...named(this.source), row: fault.line, limit: deepest, limitMb: longestLineBytes >> 20 }
    throw new StudioError(fault.kind, params)
  }

  messages(): Message[] {
    return [
      ...(this.#nested.size === 0 ? [] : [message('data.notice.nestedColumns', listedNames(this.#nested))]),
      ...(this.#repeated.size === 0 ? [] : [message('data.notice.repeatedNames', listedNames(this.#repeated))]),
    ]
  }
}
