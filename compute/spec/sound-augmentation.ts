/** How the recordings of each batch are changed at random while training, so that a network doesn't learn them by heart. */
import { z } from 'zod'

const shareSchema = z.number().min(0).max(0.5)

export const soundAugmentationSchema = z.object({
  /**
   * White noise this many decibels below a recording's own energy at most, and 60 below it at least: evenly drawn between. 0 for
   * none. Only of bands.
   */
  noise: z.number().min(0).max(60),
  /** Up to such a share of the clip earlier or later, by whole windows; what comes in is the mean of all recordings. */
  shift: shareSchema,
  /** SpecAugment (Park et al. 2019): moments next to each other that are hidden, up to such a share of all. */
  timeMask: shareSchema,
  /** The same of bands. */
  bandMask: shareSchema,
  /** How many parts are hidden of either. */
  masks: z.int().min(1).max(4),
})
export type SoundAugmentation = z.infer<typeof soundAugmentationSchema>

/** Decibels of the quietest noise below the sound. */
export const quietestNoise = 60
