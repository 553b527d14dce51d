/**
 * What an evaluation on held-out rows says, each figure beside the baseline's.
 *
 * Definitions are scikit-learn's (precision_recall_fscore_support with zero_division=0, log_loss, r2_score).
 */
import { z } from 'zod'
import { foundAnswerSchema } from './answering.ts'
import { cellSchema } from './dataset.ts'
import {
  answeringEvaluationSchema,
  forecastEvaluationSchema,
  labellingEvaluationSchema,
} from './sequence-evaluation.ts'

/** Metrics of the tasks; `better` says which way is up. One row a metric, read by tables, charts and the command line. */
export const metrics = {
  accuracy: { task: 'classification', better: 'higher', percent: true },
  macroPrecision: { task: 'classification', better: 'higher', percent: true },
  macroRecall: { task: 'classification', better: 'higher', percent: true },
  macroF1: { task: 'classification', better: 'higher', percent: true },
  logLoss: { task: 'classification', better: 'lower', percent: false },
  mae: { task: 'regression', better: 'lower', percent: false },
  rmse: { task: 'regression', better: 'lower', percent: false },
  r2: { task: 'regression', better: 'higher', percent: false },
  entityF1: { task: 'labelling', better: 'higher', percent: true },
  entityPrecision: { task: 'labelling', better: 'higher', percent: true },
  entityRecall: { task: 'labelling', better: 'higher', percent: true },
  wordAccuracy: { task: 'labelling', better: 'higher', percent: true },
  answerF1: { task: 'answering', better: 'higher', percent: true },
  answerExact: { task: 'answering', better: 'higher', percent: true },
  negativeElbo: { task: 'generation', better: 'lower', percent: false },
} as const satisfies Record<
  string,
  {
    task: 'classification' | 'regression' | 'labelling' | 'answering' | 'generation'
    better: 'higher' | 'lower'
    percent: boolean
  }
>
export type MetricName = keyof typeof metrics

const scores = {
  accuracy: z.number(),
  macroPrecision: z.number(),
  macroRecall: z.number(),
  macroF1: z.number(),
  logLoss: z.number(),
}
const errors = { mae: z.number(), rmse: z.number(), r2: z.number() }

export const classificationReportSchema = z.object({
  task: z.literal('classification'),
  rows: z.number(),
  labels: z.array(z.string()),
  model: z.object(scores),
  /** Always predicts the training rows' most frequent class, with the training rows' class shares as probabilities. */
  baseline: z.object({ ...scores, predicts: z.string() }),
  perClass: z.array(
    z.object({ label: z.string(), precision: z.number(), recall: z.number(), f1: z.number(), support: z.number() }),
  ),
  /** Row: actual class, column: predicted class, in the order of `labels`. */
  confusion: z.array(z.array(z.number())),
})
export type ClassificationReport = z.infer<typeof classificationReportSchema>

export const regressionReportSchema = z.object({
  task: z.literal('regression'),
  rows: z.number(),
  model: z.object(errors),
  /** Always predicts the training rows' mean. */
  baseline: z.object({ ...errors, predicts: z.number() }),
  /** Up to 2,000 test rows, spread evenly over the actual values, for the predicted-against-actual chart. */
  points: z.array(z.object({ row: z.number(), actual: z.number(), predicted: z.number() })),
})
export type RegressionReport = z.infer<typeof regressionReportSchema>

export const evaluationReportSchema = z.discriminatedUnion('task', [
  classificationReportSchema,
  regressionReportSchema,
  forecastEvaluationSchema,
  labellingEvaluationSchema,
  answeringEvaluationSchema,
])
export type EvaluationReport = z.infer<typeof evaluationReportSchema>

/** What the model says of one row: the probabilities in the order of the labels, or the value. */
export const predictionSchema = z.discriminatedUnion('task', [
  z.object({
    task: z.literal('classification'),
    label: z.string(),
    probabilities: z.array(z.object({ label: z.string(), probability: z.number() })),
  }),
  z.object({ task: z.literal('regression'), value: z.number() }),
  /** A label for each word of a sentence, in their order. */
  z.object({
    task: z.literal('labelling'),
    words: z.array(z.object({ text: z.string(), label: z.string(), probability: z.number() })),
  }),
  /** An answer out of a passage, or that there is none. */
  foundAnswerSchema.extend({ task: z.literal('answering') }),
])
export type Prediction = z.infer<typeof predictionSchema>

/** A test row with its raw cells, what was true and what the model said. `row` counts from 1, as in the file without its header. */
export const testRowSchema = z.object({
  row: z.number(),
  cells: z.array(cellSchema),
  actual: cellSchema,
  predicted: cellSchema,
  confidence: z.number().nullable(),
})
export type TestRow = z.infer<typeof testRowSchema>

/** What checking an exported file against the app's own predictions found. */
export const exportCheckSchema = z.object({
  rows: z.number(),
  /** Largest absolute difference of a probability; for regression of a value, relative to the target's standard deviation. */
  largestDifference: z.number(),
  labelsDiffer: z.number(),
  bytes: z.number(),
  sha256: z.string(),
})
export type ExportCheck = z.infer<typeof exportCheckSchema>
