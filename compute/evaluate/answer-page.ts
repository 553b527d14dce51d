/** Test questions with their answers, a page of those of one verdict. */
import type { AnswerVerdict, JudgedAnswer } from '../spec/answering.ts'

export interface AnswerQuery {
  /** Null: any. */
  readonly verdict: AnswerVerdict | null
  readonly offset: number
  readonly limit: number
}

/** A page, and how many there are on all pages. */
export interface AnswerPage {
  readonly total: number
  readonly answers: readonly JudgedAnswer[]
}

export function answerPage(all: readonly JudgedAnswer[], { verdict, offset, limit }: AnswerQuery): AnswerPage {
  const some = all.filter((answer) => verdict === null || answer.verdict === verdict)
  return { total: some.length, answers: some.slice(offset, offset + limit) }
}
