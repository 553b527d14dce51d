/** How good answers to questions are, beside always answering from the same place. */
import type { SpanReport } from '../spec/sequence-evaluation.ts'
import { isExact, wordF1 } from './answers.ts'

/** What is to be judged, a text a question. */
export interface JudgedAnswers {
  /** All answers that are right; none where the text holds no answer, and then an empty one is right. */
  readonly right: readonly (readonly string[])[]
  readonly predicted: readonly string[]
  /** What stands in each text where the training rows' answers stand most often. */
  readonly baseline: readonly string[]
}

/** Makes the report: of each question's right answers the one counts that the model's comes closest to. */
export function spanReport({ right, predicted, baseline }: JudgedAnswers): SpanReport {
  return { rows: right.length, model: scoresOf(right, predicted), baseline: scoresOf(right, baseline) }
}

function scoresOf(right: JudgedAnswers['right'], said: readonly string[]): SpanReport['model'] {
  const mean = (score: (answer: string, right: string) => number) => {
    const each = right.map((own, row) =>
      Math.max(...(own.length === 0 ? [''] : own).map((one) => score(said[row]!, one))),
    )
    return each.reduce((sum, value) => sum + value, 0) / Math.max(each.length, 1)
  }
  return { exactMatch: mean((answer, one) => (isExact(answer, one) ? 1 : 0)), f1: mean(wordF1) }
}
