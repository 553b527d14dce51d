/** Files of questions and answers (SQuAD's JSON): a row for each question, with its text, its answer and where that begins. */
import { isUtf8 } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { ZodError } from 'zod'
import type { Finding } from '../../spec/health.ts'
import { StudioError } from '../../spec/errors.ts'
import { message } from '../../spec/message.ts'
import type { ColumnKind } from '../../spec/table-dialect.ts'
import { headLimits, named } from '../dialect/table-head.ts'
import { foreignFormat } from '../source/file-signature.ts'
import { answered } from '../source/read-error.ts'
import type { SourceFile } from '../source/source-file.ts'
import { type QuestionRecord, questionRecords } from '../words/question-records.ts'
import { type TextRow, readCopiedRows } from './copied-rows.ts'
import type { TableFormatReader } from './table-format.ts'
import { typedColumns, typedHead } from './typed-head.ts'

/** Such a file is read whole: a paragraph's text stands before its questions. SQuAD's largest has 42 MB. */
const mostBytes = 400 << 20
const rowsAtOnce = 500
const listed = 5

const kinds = {
  title: 'category',
  question: 'text',
  context: 'text',
  answer: 'text',
  start: 'number',
  'other answers': 'text',
} as const satisfies Record<string, ColumnKind>

export const questionsFormat: TableFormatReader = {
  recognises: (head) => foreignFormat(head) === 'JSON' && /"(?:paragraphs|qas)"\s*:\s*\[/.test(head.toString('latin1')),
  async open(source, { dialect }) {
    const records = await readRecords(source)
    const columns = columnsOf(records)
    const rows = records.slice(0, headLimits.records).map((record) => cellsOf(record, columns))
    const findings = findingsOf(records)
    const head = {
      ...typedHead(
        source,
        {
          ...{ columns: typedColumns(columns), rows, estimatedRows: records.length },
          wholeFileRead: rows.length === records.length,
          notices: findings.map(({ text }) => text),
        },
        { ...dialect, missing: dialect.missing ?? [] },
      ),
      kinds,
    }
    const supply = async function* (signal: AbortSignal, onDone: (done: number) => void) {
      for (let from = 0; from < records.length; from += rowsAtOnce) {
        if (signal.aborted) throw new StudioError('cancelled')
        const some = records.slice(from, from + rowsAtOnce)
        yield some.map((record, at): TextRow => ({ cells: cellsOf(record, columns), line: from + at + 1 }))
        onDone(Math.min(1, (from + rowsAtOnce) / records.length))
        // The rows are in memory: without a pause nothing else would be heard.
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    return {
      head,
      read: (job) =>
        readCopiedRows(
          {
            ...{ source, head, rows: supply, nameColumns: () => typedColumns(columns) },
            notices: () => [],
            findings: () => findings,
          },
          job,
        ),
    }
  },
}

/** @throws StudioError line-too-long, file-bad-encoding, json-not-valid, json-not-records, file-empty, and as answered */
async function readRecords(source: SourceFile): Promise<QuestionRecord[]> {
  if (source.bytes > mostBytes) throw new StudioError('line-too-long', { ...named(source), row: 1, limitMb: 400 })
  const content = await answered(source.path, readFile(source.path))
  if (!isUtf8(content)) throw new StudioError('file-bad-encoding', { ...named(source), encoding: 'utf-8', row: 1 })
  const records = parsed(source, content.toString('utf8').replace(/^\ufeff/, ''))
  if (records.length === 0) throw new StudioError('file-empty', named(source))
  return records
}

function parsed(source: SourceFile, text: string): QuestionRecord[] {
  try {
    return questionRecords(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new StudioError('json-not-valid', { ...named(source), row: lineOf(text, error) }, { cause: error })
    }
    if (error instanceof RangeError) {
      throw new StudioError('json-too-deep', { ...named(source), row: 1, limit: 200 }, { cause: error })
    }
    if (!(error instanceof ZodError)) throw error
    throw new StudioError('json-not-records', { ...named(source), row: 1 }, { cause: error })
  }
}

/** The line that a parser's complaint is about, where it says one. */
function lineOf(text: string, { message: complaint }: SyntaxError): number {
  const position = /at position (\d+)/.exec(complaint)?.[1]
  return position === undefined ? text.split('\n').length : text.slice(0, Number(position)).split('\n').length
}

function columnsOf(records: readonly QuestionRecord[]): (keyof typeof kinds)[] {
  const titled = records.some(({ title }) => title !== '')
  const several = records.some(({ others }) => others.length > 0)
  return [
    ...(titled ? (['title'] as const) : []),
    ...(['question', 'context', 'answer', 'start'] as const),
    ...(several ? (['other answers'] as const) : []),
  ]
}

const cellsOf = (record: QuestionRecord, columns: readonly (keyof typeof kinds)[]): (string | null)[] =>
  columns.map((column) => {
    if (column === 'start') return record.start === null ? null : String(record.start)
    if (column === 'other answers') return record.others.length === 0 ? null : record.others.join('\n')
    return record[column]
  })

/** What the places of answers are like, and what has none. */
function findingsOf(records: readonly QuestionRecord[]): Finding[] {
  const rowsWith = (holds: (record: QuestionRecord) => boolean) =>
    records.flatMap((record, at) => (holds(record) ? [at + 1] : []))
  const told = (level: Finding['level'], name: string, rows: readonly number[], column: string): Finding[] => {
    const params = { count: rows.length, rows: rows.slice(0, listed).join(', ') }
    return rows.length === 0 ? [] : [{ level, column, text: message(`data.notice.${name}`, params) }]
  }
  return [
    ...told(
      'needs-you',
      'answersNotFound',
      rowsWith(({ finding }) => finding === 'not-found'),
      'answer',
    ),
    ...told(
      'mended',
      'answersMoved',
      rowsWith(({ finding }) => finding === 'moved'),
      'start',
    ),
    ...told(
      'fine',
      'questionsWithoutAnswer',
      rowsWith(({ answer }) => answer === null),
      'answer',
    ),
  ]
}
