/**
 * What the wizard asks, what it answers by itself from the profile, and what it recommends, with reasons.
 */
import { z } from 'zod'
import { answeringSchema } from './answering.ts'
import { taskSchema } from './dataset.ts'
import { findingSchema } from './health.ts'
import { labellingSchema } from './labelling.ts'
import { messageSchema } from './message.ts'
import { modelSpecSchema } from './model.ts'
import { pretrainedIdSchema } from './pretrained-model.ts'
import { runFeatureSchema } from './run.ts'
import { seriesWindowSchema } from './series-window.ts'
import { trainingSpecSchema } from './training.ts'

/** The article's first question. The kinds that come later are listed so that the screen can say so. */
export const dataKinds = ['table', 'images', 'audio', 'mixed', 'sequences', 'text'] as const
export type DataKind = (typeof dataKinds)[number]
/** The third question: how much time the training may take, and how big and slow the model may be. */
export const timeBudgets = ['quick', 'balanced', 'thorough'] as const

/** Networks that read a text word by word and learn from these texts alone. */
export const wordReaders = ['gru', 'lstm', 'rnn', 'transformer'] as const
export type WordReader = (typeof wordReaders)[number]

/** What reads texts in the order of their words. */
export const textReaderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('network'), network: z.enum(wordReaders) }),
  z.object({ kind: z.literal('pretrained'), model: pretrainedIdSchema }),
])
export type TextReader = z.infer<typeof textReaderSchema>

export const limitsSchema = z.object({
  budget: z.enum(timeBudgets),
  /** Largest model file in megabytes, or null for no limit. */
  maxFileMb: z.number().positive().nullable(),
  /** Longest time for one prediction in milliseconds, or null for no limit. */
  maxPredictionMs: z.number().positive().nullable(),
  threads: z.int().min(1).max(256),
})
export type Limits = z.infer<typeof limitsSchema>

/** Answers to the three questions. */
export const answersSchema = z.object({
  data: z.enum(dataKinds),
  task: taskSchema,
  target: z.string(),
  /** Columns to learn from. Null: all that are of use. */
  features: z.array(z.string()).nullable(),
  /**
   * What is to read the texts; without it their words are counted. With sequences it reads the columns of each row in their
   * order; without it the rows are in order, and what comes next is forecast.
   */
  reader: textReaderSchema.optional(),
  /** For a forecast: which column says when, and which tells series apart. Without it they are found. */
  series: z.object({ time: z.string(), column: z.string().nullable() }).optional(),
  /** Given where a label for each word of a column's texts is wanted; the target holds them. */
  labelling: labellingSchema.pick({ words: true }).optional(),
  /** Given where answers to questions are looked for in passages; the target holds them. A published model has to read them. */
  answering: answeringSchema.omit({ overlap: true, longest: true }).optional(),
  /**
   * Given where nothing is to be predicted, but more pictures like those of the dataset are to be made: of the classes in a
   * column, or of none.
   */
  generation: z.object({ label: z.string().nullable() }).optional(),
  limits: limitsSchema,
})
export type Answers = z.infer<typeof answersSchema>

/** Whether what comes next is asked for: the rows are in order, and nothing reads the columns of each. */
export const isForecast = ({ data, reader }: Pick<Answers, 'data' | 'reader'>): boolean =>
  data === 'sequences' && reader === undefined

/** The answers that the profile suggests, each with its reason. */
export const suggestedAnswersSchema = z.object({
  answers: answersSchema,
  reasons: z.object({ data: messageSchema, task: messageSchema, target: messageSchema, limits: messageSchema }),
  /** What else could be answered. */
  possible: z.object({
    data: z.array(z.enum(dataKinds)),
    /** Given where sequences are the columns of each row: what would read them. */
    reader: textReaderSchema.optional(),
  }),
})
export type SuggestedAnswers = z.infer<typeof suggestedAnswersSchema>

/** What training and using the model will cost on this machine. Figures are estimates from its measured speed. */
export const costSchema = z.object({
  parameters: z.number(),
  trainSeconds: z.number(),
  memoryMb: z.number(),
  fileMb: z.number(),
  predictionMs: z.number(),
})
export type Cost = z.infer<typeof costSchema>

export const recommendationSchema = z.object({
  model: modelSpecSchema,
  training: trainingSpecSchema,
  features: z.array(runFeatureSchema),
  /** For a forecast: how the rows become windows. */
  window: seriesWindowSchema.optional(),
  /** For labels of words: which column's. */
  labelling: labellingSchema.optional(),
  /** For answers out of passages: where they are looked for. */
  answering: answeringSchema.optional(),
  /** Columns that are prepared otherwise than usual, and why. */
  recipes: z.array(z.object({ column: z.string(), reason: messageSchema })).optional(),
  /** Columns that are left out, each with its reason. */
  leftOut: z.array(z.object({ column: z.string(), reason: messageSchema })),
  /** Why this: facts of this data, in the order of their weight. */
  reasons: z.array(messageSchema),
  /** What comes second, and when it would win. */
  runnerUp: z.object({ model: modelSpecSchema, when: messageSchema }),
  cost: costSchema,
  /** What the model has to beat, before training. */
  baseline: messageSchema,
  checks: z.array(findingSchema),
})
export type Recommendation = z.infer<typeof recommendationSchema>
