/** How the texts of each batch are changed at random while training, so that a network doesn't learn them by heart. */
import { z } from 'zod'

export const textAugmentationSchema = z.object({
  /** Probability that a word is read as an unknown one (word dropout, Iyyer et al. 2015). */
  dropout: z.number().min(0).max(0.5),
  /**
   * Probability that a word changes places with the next one. Of no meaning where each word has a label: words would be
   * parted from theirs.
   */
  swap: z.number().min(0).max(0.5),
})
export type TextAugmentation = z.infer<typeof textAugmentationSchema>

/** Which texts of a dataset are to be changed, and how. */
export const changedTextSchema = z.object({
  column: z.string(),
  /** Whether each word is labelled: then words are what stands between spaces. */
  labelled: z.boolean(),
  augmentation: textAugmentationSchema,
})

/** What a plan's augmentation makes of some texts of a dataset. */
export const textAugmentationPreviewSchema = z.object({
  texts: z.array(
    z.object({
      original: z.array(z.string()),
      /** In as many ways as are shown; null where a word is read as an unknown one. */
      changed: z.array(z.array(z.string().nullable())),
    }),
  ),
})
export type TextAugmentationPreview = z.infer<typeof textAugmentationPreviewSchema>
