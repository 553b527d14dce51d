/** That answers to questions are looked for in passages, and what is known of data that has some. */
import { z } from 'zod'

/**
 * Where an answer is looked for, and how. The target holds the answers; a row whose answer is missing is a question that its
 * passage doesn't answer.
 */
export const answeringSchema = z.object({
  /** The column of questions, and that of the passages. */
  question: z.string(),
  context: z.string(),
  /** The column that says where answers begin, in characters from 0; without one it is the first place where they stand. */
  start: z.string().nullable(),
  /** The column with further answers that are right, too, one a line. */
  others: z.string().nullable(),
  /** Tokens that two neighbouring windows of a passage share. */
  overlap: z.int().min(0).max(4096),
  /** Tokens that an answer has at most. */
  longest: z.int().min(1).max(4096),
})
export type Answering = z.infer<typeof answeringSchema>

/** The columns alone: what has to be known to divide rows. */
export type AnswerColumns = Pick<Answering, 'question' | 'context' | 'start' | 'others'>

/** How answers are compared: word by word as SQuAD does, or character by character as CMRC does where words have no spaces between them. */
export const answerScorings = ['words', 'characters'] as const
export type AnswerScoring = (typeof answerScorings)[number]

/** What columns tell that hold passages, questions and answers. */
export const answeredFactsSchema = z.object({
  question: z.string(),
  context: z.string(),
  answer: z.string(),
  start: z.string().nullable(),
  others: z.string().nullable(),
  /** Rows that can be learned from, those among them that have no answer, and rows whose answer doesn't stand in its passage. */
  rows: z.number(),
  unanswerable: z.number(),
  lost: z.number(),
  /** Different passages. */
  passages: z.number(),
  /** Words (in scripts without spaces each character is one): of a usual passage, of all but the longest twentieth, and the same of questions and answers. */
  passageWords: z.object({ median: z.number(), high: z.number() }),
  questionWords: z.number(),
  answerWords: z.number(),
  /** The share of words in scripts without spaces. */
  unspaced: z.number(),
})
export type AnsweredFacts = z.infer<typeof answeredFactsSchema>

/** A piece of a passage. Places are JavaScript's, in UTF-16 units. */
export const answerSpanSchema = z.object({ text: z.string(), start: z.number(), end: z.number() })
export type AnswerSpan = z.infer<typeof answerSpanSchema>

/** What a model answers. */
export const foundAnswerSchema = z.object({
  /** Null where the passage doesn't answer the question. */
  answer: answerSpanSchema.nullable(),
  /** How sure it is, among the twenty best answers (and that there is none), from 0 to 1. */
  probability: z.number(),
  /** The best answer that is not chosen, where none is. */
  otherwise: answerSpanSchema.nullable(),
})
export type FoundAnswer = z.infer<typeof foundAnswerSchema>

/** How right an answer is. */
export const answerVerdicts = ['right', 'partly', 'wrong'] as const
export const answerVerdictSchema = z.enum(answerVerdicts)
export type AnswerVerdict = z.infer<typeof answerVerdictSchema>

/** A test question with what was found. `row` counts from 1. */
export const judgedAnswerSchema = z.object({
  row: z.number(),
  question: z.string(),
  context: z.string(),
  /** Null where there is no answer. */
  given: answerSpanSchema.nullable(),
  /** Others that are right. */
  others: z.array(z.string()),
  found: foundAnswerSchema,
  f1: z.number(),
  verdict: answerVerdictSchema,
})
export type JudgedAnswer = z.infer<typeof judgedAnswerSchema>
