/** The part of the IPC contract that is about what came out of runs: figures, and the rows behind them. */
import { z } from 'zod'
import { answerVerdictSchema, judgedAnswerSchema } from '../../../compute/spec/answering.ts'
import { evaluationReportSchema, testRowSchema } from '../../../compute/spec/evaluation.ts'

export const resultChannels = {
  'runs.report': { request: z.object({ id: z.string() }), response: evaluationReportSchema },
  'runs.testRows': {
    request: z.object({
      id: z.string(),
      /** Classes of a confusion-matrix cell; null: any. */
      actual: z.string().nullable(),
      predicted: z.string().nullable(),
      offset: z.int().min(0),
      limit: z.int().min(1).max(500),
    }),
    response: z.object({ columns: z.array(z.string()), total: z.number(), rows: z.array(testRowSchema) }),
  },
  /** Test questions of a run that answers some, with what it answered; of one verdict or of all, the least right first. */
  'runs.answers': {
    request: z.object({
      id: z.string(),
      verdict: answerVerdictSchema.nullable(),
      offset: z.int().min(0),
      limit: z.int().min(1).max(500),
    }),
    response: z.object({ total: z.number(), answers: z.array(judgedAnswerSchema) }),
  },
} as const satisfies Record<string, { request: z.ZodType; response: z.ZodType }>
