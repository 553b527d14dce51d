/** What an evaluation of labelled sequences, of spans and of forecasts says, each figure beside a baseline's. */
import { z } from 'zod'
import { answerScorings } from './answering.ts'

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

export const labellingEvaluationSchema = labellingReportSchema.extend({
  task: z.literal('labelling'),
  /** Words by what they are (row) and what they are taken for (column): by the types of entities, or by the labels themselves. */
  confusion: z.object({ labels: z.array(z.string()), counts: z.array(z.array(z.number())) }),
  /** Rows whose last words the model doesn't read. */
  shortened: z.number(),
  /** Rows with a wrong label. */
  wrongRows: z.number(),
  /** Those with the most, at most a hundred. `row` counts from 1. */
  mistakes: z.array(
    z.object({
      row: z.number(),
      words: z.array(z.string()),
      actual: z.array(z.string()),
      predicted: z.array(z.string()),
      /** Words whose label is wrong. */
      mistakes: z.number(),
    }),
  ),
})
export type LabellingEvaluation = z.infer<typeof labellingEvaluationSchema>

/** Mean absolute error and root of the mean squared error, in the series' own units. */
const forecastErrorsSchema = z.object({ mae: z.number(), rmse: z.number() })
export type ForecastErrors = z.infer<typeof forecastErrorsSchema>

const besideNaive = {
  model: forecastErrorsSchema,
  /** The naive forecast says what was known last. */
  naive: forecastErrorsSchema,
  /** The seasonal naive one says what was a season before; null where there is no season. */
  seasonal: forecastErrorsSchema.nullable(),
}

export const forecastReportSchema = z.object({
  rows: z.number(),
  /** Over all that is foretold. */
  ...besideNaive,
  /** By how far ahead, in steps from 1. */
  ahead: z.array(z.object({ steps: z.number(), ...besideNaive })),
})
export type ForecastReport = z.infer<typeof forecastReportSchema>

/** The newest part of a series with what was foretold of it, to be drawn. */
const forecastCurveSchema = z.object({
  /** Empty where the table is one series. */
  series: z.string(),
  windows: z.number(),
  model: forecastErrorsSchema,
  /** Moments of its steps. */
  times: z.array(z.number()),
  /** What came; null where nothing is known. */
  actual: z.array(z.number().nullable()),
  /** What was said of each step so many steps before; null where nothing was. */
  said: z.array(z.object({ steps: z.number(), values: z.array(z.number().nullable()) })),
})
export type ForecastCurve = z.infer<typeof forecastCurveSchema>

export const forecastEvaluationSchema = forecastReportSchema.extend({
  task: z.literal('forecast'),
  season: z.number().nullable(),
  /** Whether moments are dates, in milliseconds since 1970. */
  dated: z.boolean(),
  curves: z.array(forecastCurveSchema),
  /** Series that are not among the curves. */
  moreSeries: z.number(),
})
export type ForecastEvaluation = z.infer<typeof forecastEvaluationSchema>

/** The naive forecast with the smaller mean absolute error: what a model has to beat. */
export function betterNaive({ naive, seasonal }: Pick<ForecastReport, 'naive' | 'seasonal'>) {
  return seasonal !== null && seasonal.mae < naive.mae
    ? { kind: 'seasonal' as const, errors: seasonal }
    : { kind: 'naive' as const, errors: naive }
}

/** What is known of the steps ahead, by columns: a value for each step, null where there is none. */
export const aheadValuesSchema = z.record(z.string(), z.array(z.union([z.number(), z.string()]).nullable()))
export type AheadValues = z.infer<typeof aheadValuesSchema>

/** A column that is known ahead. `values`: its categories, the most frequent first. */
const aheadColumnSchema = z.object({
  column: z.string(),
  kind: z.enum(['number', 'category']),
  values: z.array(z.string()),
})
export type AheadColumn = z.infer<typeof aheadColumnSchema>

/** What comes after the end of the data. */
export const forecastSchema = z.object({
  dated: z.boolean(),
  /** What has to be known of the steps ahead; empty where nothing has. */
  asks: z.array(aheadColumnSchema),
  series: z.array(
    z.object({
      series: z.string(),
      /** The newest steps that are known. */
      known: z.object({ times: z.array(z.number()), values: z.array(z.number().nullable()) }),
      times: z.array(z.number()),
      values: z.array(z.number()),
      /** What was taken to be known of them, and whether that was assumed: neither said by someone nor in the table. */
      ahead: aheadValuesSchema,
      assumed: z.record(z.string(), z.array(z.boolean())),
    }),
  ),
  /** Series whose newest steps are too few in a row to go on from. */
  without: z.array(z.string()),
})
export type Forecast = z.infer<typeof forecastSchema>

/** Shares of questions, by SQuAD's definitions: answers that are right word for word, and how much of each is right. */
const answerScores = { exactMatch: z.number(), f1: z.number() }

export const spanReportSchema = z.object({
  rows: z.number(),
  model: z.object(answerScores),
  /** Always answers with what stands where the training rows' answers stand most often. */
  baseline: z.object(answerScores),
})
export type SpanReport = z.infer<typeof spanReportSchema>

export const answeringEvaluationSchema = spanReportSchema.extend({
  task: z.literal('answering'),
  /** How answers are compared. */
  scoring: z.enum(answerScorings),
  /** What the baseline says; null where that is no answer. */
  baseline: z.object({ ...answerScores, place: z.object({ first: z.number(), last: z.number() }).nullable() }),
  /** Questions that have an answer, and those that have none where there are some. */
  answerable: z.object({ rows: z.number(), ...answerScores }),
  unanswerable: z.object({ rows: z.number(), ...answerScores }).nullable(),
  /** Questions by how right their answers are. */
  verdicts: z.object({ right: z.number(), partly: z.number(), wrong: z.number() }),
  /** Questions whose passage is read in several pieces. */
  cut: z.number(),
})
export type AnsweringEvaluation = z.infer<typeof answeringEvaluationSchema>

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
