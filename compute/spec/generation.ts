/**
 * What a run is that learns to make pictures like those of a dataset. It has no target, so it stands beside the runs that
 * predict (`run.ts`) and is told from them by its task.
 */
import { z } from 'zod'
import { tasks } from './dataset.ts'
import { type EvaluationReport, evaluationReportSchema } from './evaluation.ts'
import { generativeModelSchema } from './generative-model.ts'
import { generativeTrainingSchema } from './generative-training.ts'
import { imageSchema } from './image-model.ts'
import { runSpecSchema } from './run.ts'

/** What a run may do: predict one of the kinds of targets, or make pictures. */
export const runTasks = [...tasks, 'generation'] as const
export const runTaskSchema = z.enum(runTasks)
export type RunTask = z.infer<typeof runTaskSchema>

const share = z.number().min(0).max(0.5)

/** A run is determined by this, the dataset's content and the versions of the engine, as one that predicts is. */
export const generationSpecSchema = z.object({
  datasetFingerprint: z.string(),
  task: z.literal('generation'),
  /** The column of the pictures to learn from. */
  pictures: z.string(),
  /** The column of the classes that pictures can be asked of; null where they are not asked for any. */
  label: z.string().nullable(),
  /** To what every picture is brought. */
  image: imageSchema,
  /** Shares of the pictures that are not learned from: to watch while learning, and to judge by. */
  heldBack: z.object({ validation: share, test: share }),
  model: generativeModelSchema,
  training: generativeTrainingSchema,
})
export type GenerationSpec = z.infer<typeof generationSpecSchema>

/** The spec of any run. */
export const anyRunSpecSchema = z.discriminatedUnion('task', [runSpecSchema, generationSpecSchema])
export type AnyRunSpec = z.infer<typeof anyRunSpecSchema>

/** What a bound on the likelihood consists of, in nats a picture: means over pictures that were not learned from. */
const boundSchema = z.object({ negativeElbo: z.number(), reconstruction: z.number(), divergence: z.number() })

/** What is said of a finished run that makes pictures. */
export const generationReportSchema = z.object({
  task: z.literal('generation'),
  /** Pictures that were learned from, and those that judged. */
  learned: z.number(),
  judged: z.number(),
  /** The negative evidence lower bound on the test pictures; null for families that have none. */
  bound: z
    .object({
      model: boundSchema,
      /** That of a model that always makes the training pictures' mean. */
      baseline: z.object({ negativeElbo: z.number() }),
    })
    .nullable(),
})
export type GenerationReport = z.infer<typeof generationReportSchema>

/** The report of any run. */
export const runReportSchema = z.discriminatedUnion('task', [...evaluationReportSchema.options, generationReportSchema])
export type RunReport = EvaluationReport | GenerationReport

/** Pictures side by side on a sheet of samples, where they are asked for no class. */
const plainColumns = 12
/** With more classes than this, a column of the sheet is not a class. */
const mostClassColumns = 20

/** How many pictures stand side by side on a sheet of samples: where classes are asked for one after the other, a column is a class. */
export function sheetColumns(classes: number | null): number {
  return classes === null || classes > mostClassColumns ? plainColumns : classes
}

/** Where the encoder goes that is exported beside a file that makes pictures. */
export const encoderBeside = (path: string): string => path.replace(/(\.onnx)?$/i, '-encoder.onnx')
