/** Plain texts with one on each line: a row each. */
import { delimiters } from '../../spec/table-dialect.ts'
import { tableFormatEndings } from '../../spec/table-format.ts'
import { sampleRecords } from '../dialect/sample-records.ts'
import { headBytes, headLimits } from '../dialect/table-head.ts'
import { parseNumber } from '../kinds/number-text.ts'
import { textDecoder } from '../source/decode-text.ts'
import { foreignFormat } from '../source/file-signature.ts'
import type { SourceFile } from '../source/source-file.ts'
import { detectEncoding } from '../source/text-encoding.ts'
import { readTextHead, type TextHead } from '../source/text-head.ts'
import { firstLines, type NumberedLine, textLines } from '../source/text-lines.ts'
import { countUnspaced } from '../text/words.ts'
import { type TextRow, readCopiedRows } from './copied-rows.ts'
import { encodedHead } from './encoded-head.ts'
import { endsIn } from './ends-in.ts'
import type { FormatHead, ReadJob, ReadRows, TableFormatReader } from './table-format.ts'
import { typedColumns } from './typed-head.ts'

const columns = () => typedColumns(['text'])
/** Lines by which a text is told from a table, and how many of them are sentences rather than names. */
const [lookedAtLines, sentenceShare] = [300, 0.5]

export const linesFormat: TableFormatReader = {
  recognises: (head, source) =>
    endsIn(source, tableFormatEndings.lines) && foreignFormat(head) === null && areSentences(head),
  async open(source, { dialect }) {
    const text = await readTextHead(source, headBytes, dialect.encoding)
    const lines = firstLines(text).filter(isFilled)
    const rows = lines.slice(0, headLimits.records)
    const head = {
      ...encodedHead(source, text, dialect, {
        columns: columns(),
        rows: rows.map((line) => [line.text.trim()]),
        reachedEnd: text.whole && rows.length === lines.length,
        rowsOfHead: lines.length,
        notices: [],
      }),
      kinds: { text: 'text' as const },
    }
    return { head, read: (job) => readLines(source, text, head, job) }
  },
}

const isFilled = ({ text }: NumberedLine): boolean => text.trim() !== ''

/** Whether lines are texts rather than rows: several words each, and no separator that gives all of them as many cells. */
function areSentences(head: Buffer): boolean {
  const found = detectEncoding(head, false)
  if (found === null) return false
  const text = Buffer.from(textDecoder(found.encoding, false)(head, false))
  const lines = firstLines({ text, whole: text.at(-1) === 10 })
    .filter(isFilled)
    .slice(0, lookedAtLines)
  const isSentence = ({ text: line }: NumberedLine) =>
    parseNumber(line.trim(), '.') === null && (line.trim().split(/\s+/).length > 2 || countUnspaced(line) > 5)
  if (lines.length < 2 || lines.filter(isSentence).length < sentenceShare * lines.length) return false
  const start = Buffer.from(lines.map((line) => `${line.text}\n`).join(''))
  return !delimiters.some((delimiter) => {
    const { records } = sampleRecords(
      start,
      true,
      { delimiter, quote: '"' },
      { records: lookedAtLines, cells: 60_000, longestRecordBytes: 1 << 18 },
    )
    const [first] = records
    return first !== undefined && first.length > 1 && records.every(({ length }) => length === first.length)
  })
}

function readLines(source: SourceFile, text: TextHead, head: FormatHead, job: ReadJob): Promise<ReadRows> {
  const asRow = (each: NumberedLine): TextRow => ({ cells: [each.text.trim()], line: each.line })
  async function* rows(signal: AbortSignal, onDone: (done: number) => void) {
    const lines = textLines(source, { head: text, copyPath: job.file('lines.txt'), signal, onDone })
    for await (const some of lines) yield some.filter(isFilled).map(asRow)
  }
  return readCopiedRows({ source, head, rows, nameColumns: columns, notices: () => [] }, job)
}
