/**
 * Progress of anything that takes longer than a second: what it is doing, how far it is, how long it will take.
 */
import { z } from 'zod'

export const jobStages = [
  'reading',
  'converting',
  'profiling',
  'preparing',
  'evaluating',
  'writing',
  'checking',
] as const

export const jobProgressSchema = z.object({
  stage: z.enum(jobStages),
  /** 0 to 1 over the whole job, or null while that can't be said. */
  fraction: z.number().min(0).max(1).nullable(),
  secondsLeft: z.number().nullable(),
})
export type JobProgress = z.infer<typeof jobProgressSchema>
