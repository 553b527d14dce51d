/** Files of labelled words (CoNLL): a row for each sentence, its words in one column and their labels in another, with spaces between. */
import type { Finding } from '../../spec/health.ts'
import { StudioError } from '../../spec/errors.ts'
import { type Message, message } from '../../spec/message.ts'
import type { ColumnKind } from '../../spec/table-dialect.ts'
import { tableFormatEndings } from '../../spec/table-format.ts'
import { headBytes, headLimits, named } from '../dialect/table-head.ts'
import { textDecoder } from '../source/decode-text.ts'
import { foreignFormat } from '../source/file-signature.ts'
import type { SourceFile } from '../source/source-file.ts'
import { detectEncoding } from '../source/text-encoding.ts'
import { readTextHead, type TextHead } from '../source/text-head.ts'
import { firstLines, textLines } from '../source/text-lines.ts'
import { areLabelledWords, columnNames, type ConllLayout, findLayout } from '../words/conll-layout.ts'
import { EndlessSentence, mostWords, type Sentence, SentenceReader } from '../words/sentences.ts'
import type { SeenTags } from '../words/tag-scheme.ts'
import { type TextRow, readCopiedRows } from './copied-rows.ts'
import { endsIn } from './ends-in.ts'
import { encodedHead } from './encoded-head.ts'
import type { FormatHead, ReadJob, ReadRows, TableFormatReader } from './table-format.ts'
import { typedColumns } from './typed-head.ts'

/** Lines by which a file is recognised. */
const lookedAtLines = 2000
/** Labels that are no tags are worth a finding where most are. */
const mostlyTags = 0.9
/** Labels and lines that a finding lists. */
const listed = 5

export const conllFormat: TableFormatReader = {
  recognises(head, source) {
    if (foreignFormat(head) !== null) return false
    return endsIn(source, tableFormatEndings.conll) || areLabelledWords(someLines(head))
  },
  async open(source, { dialect }) {
    const text = await readTextHead(source, headBytes, dialect.encoding)
    const lines = firstLines(text)
    const layout = findLayout(lines.slice(0, lookedAtLines).map((line) => line.text))
    if (layout === null) throw new StudioError('words-without-labels', named(source))
    const reader = new SentenceReader(layout)
    const sentences = endlessIsTold(source, () => [...reader.read(lines), ...(text.whole ? reader.end() : [])])
    if (sentences.length === 0 && text.whole) throw new StudioError('words-without-labels', named(source))
    const rows = sentences.slice(0, headLimits.records)
    const head = {
      ...encodedHead(source, text, dialect, {
        columns: columnsOf(layout),
        rows: rows.map(cellsOf),
        reachedEnd: text.whole && rows.length === sentences.length,
        rowsOfHead: sentences.length,
        notices: noticesOf(reader),
      }),
      kinds: Object.fromEntries(columnNames(layout).map((name): [string, ColumnKind] => [name, 'text'])),
    }
    return { head, read: (job) => readSentences(source, { text, layout, head }, job) }
  },
}

/** The whole lines of a file's first bytes; none where they are no text. */
function someLines(head: Buffer): string[] {
  const found = detectEncoding(head, false)
  if (found === null) return []
  const text = Buffer.from(textDecoder(found.encoding, false)(head, false))
  const lines = firstLines({ text, whole: text.at(-1) === 10 })
  return lines.slice(0, lookedAtLines).map((line) => line.text)
}

const columnsOf = (layout: ConllLayout) => typedColumns(columnNames(layout))
const cellsOf = ({ columns }: Sentence): string[] => columns.map((words) => words.join(' '))

/** @throws StudioError sentence-without-end where one is */
function endlessIsTold<T>(source: SourceFile, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof EndlessSentence)) throw error
    throw new StudioError('sentence-without-end', { ...named(source), row: error.line, limit: mostWords })
  }
}

interface OpenedWords {
  readonly text: TextHead
  readonly layout: ConllLayout
  readonly head: FormatHead
}

function readSentences(source: SourceFile, { text, layout, head }: OpenedWords, job: ReadJob): Promise<ReadRows> {
  const reader = new SentenceReader(layout)
  const asRow = (sentence: Sentence): TextRow => ({ cells: cellsOf(sentence), line: sentence.line })

  async function* rows(signal: AbortSignal, onDone: (done: number) => void) {
    const lines = textLines(source, { head: text, copyPath: job.file('words.txt'), signal, onDone })
    for await (const some of lines) yield endlessIsTold(source, () => reader.read(some)).map(asRow)
    yield reader.end().map(asRow)
  }
  return readCopiedRows(
    {
      ...{ source, head, rows, nameColumns: () => columnsOf(layout) },
      notices: () => [],
      findings: () => findingsOf(reader),
    },
    job,
  )
}

/** What is wrong with the sentences, each as a finding. */
function findingsOf({ uneven, tags }: SentenceReader): Finding[] {
  const { notBegun, beginsWithInside, odd } = tags.seen
  const oddTold = oddLabels(tags.seen)
  return [
    ...(uneven.length === 0
      ? []
      : [
          {
            ...{ level: 'needs-you' as const, column: null },
            text: message('data.notice.unevenSentences', {
              count: uneven.length,
              lines: uneven.slice(0, listed).join(', '),
            }),
          },
        ]),
    ...(oddTold === null ? [] : [{ level: 'needs-you' as const, column: 'labels', text: oddTold }]),
    // In IOB1 that is how entities begin. Where labels are no tags at all, nothing begins.
    ...(notBegun.count === 0 || beginsWithInside || (odd.size > 0 && oddTold === null)
      ? []
      : [
          {
            ...{ level: 'mended' as const, column: 'labels' },
            text: message('data.notice.noEntityBegun', { count: notBegun.count, line: notBegun.line }),
          },
        ]),
  ]
}

const noticesOf = (reader: SentenceReader): Message[] => findingsOf(reader).map(({ text }) => text)

/** Labels that are no tags among many that are. */
function oddLabels({ odd, labels }: SeenTags): Message | null {
  const all = [...odd]
  const count = all.reduce((sum, [, each]) => sum + each.count, 0)
  if (count === 0 || labels - count < mostlyTags * labels) return null
  const names = all.slice(0, listed).map(([label]) => label)
  return message('data.notice.oddLabels', { count, labels: names.join(', '), line: all[0]![1].line })
}
