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
