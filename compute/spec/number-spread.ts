/** How a set of numbers is spread: weights, activations or gradients of a layer. */
import { z } from 'zod'

export const numberSpreadSchema = z.object({
  mean: z.number(),
  /** Standard deviation. */
  deviation: z.number(),
  /** Largest magnitude. */
  largest: z.number(),
  /** Root of the sum of all squares (L2). */
  norm: z.number(),
  /** Share of the numbers that are exactly 0, as behind a ReLU that lets nothing through. */
  zeros: z.number(),
  /** Counts in ranges of equal width from −largest to largest. */
  bins: z.array(z.int()),
})
export type NumberSpread = z.infer<typeof numberSpreadSchema>
