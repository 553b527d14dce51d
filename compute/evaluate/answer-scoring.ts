/** The ways in which answers are compared, each by the script that its data are judged with everywhere. */
import type { AnswerScoring, AnswerVerdict } from '../spec/answering.ts'
import { characterF1, isExactByCharacters } from './answers-by-characters.ts'
import { isExact, wordF1 } from './answers.ts'

interface Comparison {
  exact(answer: string, right: string): boolean
  f1(answer: string, right: string): number
  /** What a text's pieces are, by which places in it are counted. */
  readonly units: RegExp
}

const comparisons = {
  words: { exact: isExact, f1: wordF1, units: /\S+/gu },
  characters: { exact: isExactByCharacters, f1: characterF1, units: /[\s\S]/gu },
} as const satisfies Record<AnswerScoring, Comparison>

/** The pieces of texts. */
export const unitsOf = (scoring: AnswerScoring): RegExp => comparisons[scoring].units

export interface AnswerScore {
  readonly exact: boolean
  readonly f1: number
}

/** How right an answer is: of all right answers the one counts that comes closest. Without any, an empty answer is right. */
export function scoreAnswer(said: string, right: readonly string[], scoring: AnswerScoring): AnswerScore {
  const { exact, f1 } = comparisons[scoring]
  const all = right.length === 0 ? [''] : right
  return { exact: all.some((one) => exact(said, one)), f1: Math.max(...all.map((one) => f1(said, one))) }
}

export const verdictOf = ({ exact, f1 }: AnswerScore): AnswerVerdict => (exact ? 'right' : f1 > 0 ? 'partly' : 'wrong')
