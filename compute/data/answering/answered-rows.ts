/** Rows of a question, a passage and an answer out of it, from columns of a table. */
import type { AnswerColumns, AnswerSpan } from '../../spec/answering.ts'
import { StudioError } from '../../spec/errors.ts'
import type { ColumnValues } from '../column-values.ts'
import type { ColumnSource } from '../preprocess/prepare-run.ts'
import { requireColumn } from '../preprocess/require-column.ts'
import type { TargetValues } from '../preprocess/target.ts'
import { unitsBefore } from '../text/character-places.ts'

export type SpanTarget = Extract<TargetValues, { kind: 'spans' }>

export interface AnsweredRows {
  readonly target: SpanTarget
  /** Different passages, and which of them each row is about: −1 where it has none. */
  readonly passages: readonly string[]
  readonly passageOf: Int32Array
  /** Empty where a row is not used. */
  readonly questions: readonly string[]
  /** Where each row's answer stands; null where it has none. */
  readonly answers: readonly (AnswerSpan | null)[]
  /** Others that are right, too. */
  readonly others: readonly (readonly string[])[]
}

/** Whether an answer stands in its passage, and where: as its column says, else at the first place. Null where it doesn't stand there. */
export function placeAnswer(passage: string, answer: string, said: number | null): AnswerSpan | null {
  const units = said === null ? null : unitsBefore(passage, said)
  const start = units !== null && passage.startsWith(answer, units) ? units : passage.indexOf(answer)
  return start < 0 ? null : { text: answer, start, end: start + answer.length }
}

/**
 * Reads the rows of a run. Rows without a question or a passage are not used, nor are those whose answer doesn't stand in theirs.
 * @throws StudioError target-not-found, answers-without-passages
 */
export async function answeredRows(
  source: Pick<ColumnSource, 'columnNames' | 'columns'>,
  target: string,
  { question, context, start, others }: AnswerColumns,
): Promise<AnsweredRows> {
  const names = [target, question, context, ...[start, others].filter((name) => name !== null)]
  for (const name of names) requireColumn(source.columnNames, name)
  const { columns, rows } = await source.columns(names)
  const textOf = (name: string | null) => textsOf(name === null ? undefined : columns.get(name))
  const [answerOf, questionOf, passageTextOf, otherOf] = [target, question, context, others].map(textOf) as [
    CellText,
    CellText,
    CellText,
    CellText,
  ]
  const starts = start === null ? undefined : columns.get(start)
  const saidOf = (row: number) => {
    const said = starts?.kind === 'number' ? starts.values[row]! : NaN
    return Number.isInteger(said) && said >= 0 ? said : null
  }
  const numbers = new Map<string, number>()
  const values = new Int32Array(rows).fill(-1)
  const passageOf = new Int32Array(rows).fill(-1)
  const questions = Array.from({ length: rows }, () => '')
  const answers: (AnswerSpan | null)[] = questions.map(() => null)
  for (let row = 0; row < rows; row++) {
    const [asked, passage, answer] = [questionOf(row), passageTextOf(row), answerOf(row)]
    if (asked.trim() === '' || passage.trim() === '') continue
    const placed = answer.trim() === '' ? null : placeAnswer(passage, answer, saidOf(row))
    if (placed === null && answer.trim() !== '') continue
    values[row] = placed === null ? 0 : 1
    answers[row] = placed
    questions[row] = asked
    if (!numbers.has(passage)) numbers.set(passage, numbers.size)
    passageOf[row] = numbers.get(passage)!
  }
  if (!values.includes(1)) throw new StudioError('answers-without-passages', { column: target, context })
  const othersOf = (row: number) =>
    otherOf(row)
      .split('\n')
      .filter((text) => text.trim() !== '')
  return {
    target: { kind: 'spans', column: target, values },
    passages: [...numbers.keys()],
    ...{ passageOf, questions, answers },
    others: questions.map((_, row) => (values[row] === 1 ? othersOf(row) : [])),
  }
}

type CellText = (row: number) => string

/** A column's texts; empty where one is missing. */
function textsOf(column: ColumnValues | undefined): CellText {
  if (column === undefined || column.kind === 'number') return () => ''
  return (row) => column.dictionary[column.codes[row]!] ?? ''
}
