/** How good answers to questions are, beside always answering from the same place. */
import type { AnswerScoring } from '../spec/answering.ts'
import type { SpanReport } from '../spec/sequence-evaluation.ts'
import { scoreAnswer } from './answer-scoring.ts'

/** What is to be judged, a text a question. */
export interface JudgedAnswers {
  /** All answers that are right; none where the text holds no answer, and then an empty one is right. */
  readonly right: readonly (readonly string[])[]
  readonly predicted: readonly string[]
  /** What stands in each text where the training rows' answers stand most often. */
  readonly baseline: readonly string[]
  /** Word by word where it isn't said. */
  readonly scoring?: AnswerScoring
}

/** Makes the report: of each question's right answers the one counts that the model's comes closest to. */
export function spanReport({ right, predicted, baseline, scoring = 'words' }: JudgedAnswers): SpanReport {
  const scoresOf = (said: readonly string[]): SpanReport['model'] => {
    const each = right.map((own, row) => scoreAnswer(said[row]!, own, scoring))
    const mean = (score: (one: (typeof each)[number]) => number) =>
      each.reduce((sum, one) => sum + score(one), 0) / Math.max(each.length, 1)
    return { exactMatch: mean(({ exact }) => (exact ? 1 : 0)), f1: mean(({ f1 }) => f1) }
  }
  return { rows: right.length, model: scoresOf(predicted), baseline: scoresOf(baseline) }
}
