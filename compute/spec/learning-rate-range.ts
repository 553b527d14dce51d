/** What a learning-rate range test found. */
import { z } from 'zod'

/** How a rate is suggested: a tenth of the one at which the smoothed loss is lowest, well before it flies apart. */
export const suggestionRule = 'tenth-of-lowest'

export const rangePointSchema = z.object({
  learningRate: z.number(),
  /** Of the step's batch. */
  loss: z.number(),
  /** Exponential moving average of the losses so far, corrected for its beginning. */
  smoothed: z.number(),
})
export type RangePoint = z.infer<typeof rangePointSchema>

export const learningRateRangeSchema = z.object({
  points: z.array(rangePointSchema),
  /** Whether the sweep ended because the loss flew apart, before it came to the last rate. */
  exploded: z.boolean(),
  /** Null where the loss did not fall at any rate. */
  suggestion: z.object({ learningRate: z.number(), rule: z.literal(suggestionRule) }).nullable(),
})
export type LearningRateRange = z.infer<typeof learningRateRangeSchema>
