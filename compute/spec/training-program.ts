/** What is told of a training program that was written. */
import { z } from 'zod'

export const writtenProgramSchema = z.object({
  folder: z.string(),
  /** Steps that its inputs are for, and the loss (of several, the sum) of the first and of the last of them. */
  steps: z.int(),
  firstLoss: z.number(),
  lastLoss: z.number(),
})
export type WrittenProgram = z.infer<typeof writtenProgramSchema>
