/** Finds out whether a table holds passages, questions and answers out of them, and what they are like. */
import type { AnswerColumns, AnsweredFacts } from '../../spec/answering.ts'
import type { ColumnProfile, TableProfile } from '../../spec/dataset.ts'
import { StudioError } from '../../spec/errors.ts'
import type { ColumnValues, TableColumns } from '../column-values.ts'
import type { ColumnSource } from '../preprocess/prepare-run.ts'
import { countUnspaced, wordsOf } from '../text/words.ts'
import { answeredRows, type AnsweredRows, placeAnswer } from './answered-rows.ts'

/** Rows that are looked at before a table is read whole, and passages whose words are counted. */
const [sampled, counted] = [200, 2000]
/** Wider tables are not looked through. */
const mostColumns = 64
/** Nearly all answers stand in their passage, and hardly any question does. */
const [oftenEnough, seldomEnough] = [0.9, 0.5]
/** A passage is longer than its answer by this, as a rule. */
const leastLonger = 2
const questionNames = /question|query|ask|frage|问/i
const answerNames = /answer|reply|response|答/i

/** What has to be known of a source to look for answers. */
type Source = Pick<ColumnSource, 'columnNames' | 'columns'>

interface FoundColumns extends AnswerColumns {
  readonly answer: string
}

/**
 * Looks whether a column's texts answer questions out of passages.
 *
 * @param target the column of answers; any column may be it where none is given, and then the columns' names or places of
 *   answers have to say so
 */
export async function findAnswers(
  source: Source,
  { columns, rows }: Pick<TableProfile, 'columns' | 'rows'>,
  target: string | null,
): Promise<AnsweredFacts | null> {
  const texts = columns.filter(({ kind }) => kind === 'text' || kind === 'category')
  const candidates = texts.filter(({ name }) => target === null || name === target)
  const isPossible = texts.length >= 3 && texts.some(({ kind }) => kind === 'text') && columns.length <= mostColumns
  if (!isPossible || candidates.length === 0) return null
  const numbers = columns.filter(({ kind }) => kind === 'number')
  const sample = await source.columns(
    [...texts, ...numbers].map(({ name }) => name),
    { from: 0, to: Math.min(rows, sampled) },
  )
  for (const answer of candidates) {
    const found = columnsFor(answer.name, texts, numbers, sample)
    const isSaid =
      found !== null && (found.start !== null || (questionNames.test(found.question) && answerNames.test(answer.name)))
    if (found === null || (target === null && !isSaid)) continue
    const facts = await factsOf(source, found)
    if (facts !== null) return facts
  }
  return null
}

/** The columns that go with a column of answers, by the first rows. */
function columnsFor(
  answer: string,
  texts: readonly ColumnProfile[],
  numbers: readonly ColumnProfile[],
  { columns, rows }: TableColumns,
): FoundColumns | null {
  const all = Array.from({ length: Math.min(rows, sampled) }, (_, row) => row)
  const cell = (name: string, row: number) => textAt(columns.get(name), row)
  const given = all.filter((row) => cell(answer, row) !== '')
  if (given.length === 0) return null
  const share = (holds: (row: number) => boolean) => given.filter(holds).length / given.length
  const others = texts.filter(({ name }) => name !== answer)
  const length = (name: string) => given.reduce((sum, row) => sum + cell(name, row).length, 0)
  const context = others
    .filter(({ name }) => share((row) => cell(name, row).includes(cell(answer, row))) >= oftenEnough)
    .filter(({ name }) => length(name) >= leastLonger * length(answer))
    .sort((a, b) => length(b.name) - length(a.name))[0]?.name
  if (context === undefined) return null
  const asks = others.filter(
    ({ name }) =>
      name !== context &&
      share((row) => cell(name, row) !== '') >= oftenEnough &&
      share((row) => cell(context, row).includes(cell(name, row))) < seldomEnough,
  )
  const question = asks.find(({ name }) => questionNames.test(name)) ?? asks.find(({ kind }) => kind === 'text')
  if (question === undefined) return null
  const start = numbers.find(
    ({ name }) => share((row) => isStart(columns.get(name), row, cell, answer, context)) >= oftenEnough,
  )
  const linesStand = (name: string) => {
    const written = given.filter((row) => cell(name, row) !== '')
    const right = written.filter((row) =>
      cell(name, row)
        .split('\n')
        .every((line) => cell(context, row).includes(line)),
    )
    return written.length > 0 && right.length >= oftenEnough * written.length
  }
  const further = others.find(
    ({ name }) => ![context, question.name].includes(name) && answerNames.test(name) && linesStand(name),
  )
  return { answer, context, question: question.name, start: start?.name ?? null, others: further?.name ?? null }
}

function isStart(
  column: ColumnValues | undefined,
  row: number,
  cell: (name: string, row: number) => string,
  answer: string,
  context: string,
): boolean {
  const said = column?.kind === 'number' ? column.values[row]! : NaN
  if (!Number.isInteger(said) || said < 0) return false
  const characters = Array.from(cell(context, row)).slice(said).join('')
  return characters.startsWith(cell(answer, row)) && placeAnswer(cell(context, row), cell(answer, row), said) !== null
}

/** A cell's text; of a column of a few rows that came with all its texts. */
const textAt = (column: ColumnValues | undefined, row: number): string =>
  column === undefined || column.kind === 'number' ? '' : (column.dictionary[column.codes[row]!] ?? '')

async function factsOf(source: Source, found: FoundColumns): Promise<AnsweredFacts | null> {
  const rows = await answeredRows(source, found.answer, found).catch((error: unknown) => {
    if (error instanceof StudioError) return null
    throw error
  })
  return rows === null ? null : describe(rows, found)
}

function describe({ target, passages, questions, answers }: AnsweredRows, found: FoundColumns): AnsweredFacts {
  const usable = target.values.filter((value) => value >= 0).length
  const some = passages.slice(0, counted)
  const lengths = some.map((passage) => wordsOf(passage).length)
  const characters = some.reduce((sum, passage) => sum + passage.length, 0)
  const asked = questions.filter((question) => question !== '').slice(0, counted)
  const given = answers.filter((answer) => answer !== null).slice(0, counted)
  return {
    ...found,
    rows: usable,
    unanswerable: target.values.filter((value) => value === 0).length,
    lost: target.values.length - usable,
    passages: passages.length,
    passageWords: { median: atShare(lengths, 0.5), high: atShare(lengths, 0.95) },
    questionWords: atShare(
      asked.map((question) => wordsOf(question).length),
      0.95,
    ),
    answerWords: atShare(
      given.map(({ text }) => wordsOf(text).length),
      0.95,
    ),
    unspaced: some.reduce((sum, passage) => sum + countUnspaced(passage), 0) / Math.max(1, characters),
  }
}

/** The number that such a share of numbers is not above. */
function atShare(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length))] ?? 0
}
