/** What an evaluation of labelled sequences, of spans and of forecasts says, each figure beside a baseline's. */
import { z } from 'zod'

/** Exactly right entities (type, first and last step) as precision, recall and F1, over all of them (seqeval's micro average). */
const entityScores = { precision: z.number(), recall: z.number(), f1: z.number() }

const labellingScoresSchema = z.object({
  /** Share of right labels among the steps that have one. */
  stepAccuracy: z.number(),
  /** Null where the labels are no tags of entities, such as B-PER, I-PER and O. */
  entities: z.object(entityScores).nullable(),
})

export const labellingReportSchema = z.object({
  rows: z.number(),
  /** Steps that have a label. */
  steps: z.number(),
  labels: z.array(z.string()),
  model: labellingScoresSchema,
  /** Always predicts the training rows' most frequent label. */
  baseline: labellingScoresSchema.extend({ predicts: z.string() }),
  /** Types in alphabetical order; empty where the labels are no tags. */
  perEntity: z.array(z.object({ type: z.string(), ...entityScores, support: z.number() })),
})
export type LabellingReport = z.infer<typeof labellingReportSchema>

/** Mean absolute error and root of the mean squared error, in the series' own units. */
const forecastErrors = { mae: z.number(), rmse: z.number() }
const besideNaive = { model: z.object(forecastErrors), naive: z.object(forecastErrors) }

export const forecastReportSchema = z.object({
  rows: z.number(),
  /** Over all that is foretold. The naive forecast says what was known last, or what was a season before. */
  ...besideNaive,
  /** By how far ahead, in steps from 1. */
  ahead: z.array(z.object({ steps: z.number(), ...besideNaive })),
})
export type ForecastReport = z.infer<typeof forecastReportSchema>

/** Shares of questions, by SQuAD's definitions: answers that are right word for word, and how much of each is right. */
const answerScores = { exactMatch: z.number(), f1: z.number() }

export const spanReportSchema = z.object({
  rows: z.number(),
  model: z.object(answerScores),
  /** Always answers with what stands where the training rows' answers stand most often. */
  baseline: z.object(answerScores),
})
export type SpanReport = z.infer<typeof spanReportSchema>

const readingScores = {
  /** Labels that would have to be put in, left out or changed, as a share of those that are right (0 is perfect). */
  labelErrorRate: z.number(),
  /** Share of rows that are read without any mistake. */
  exactRows: z.number(),
}

export const readingReportSchema = z.object({
  rows: z.number(),
  model: z.object(readingScores),
  /** Always reads the training rows' most frequent labels. */
  baseline: z.object(readingScores),
})
export type ReadingReport = z.infer<typeof readingReportSchema>
