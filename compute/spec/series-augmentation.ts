/** How the windows of series are changed at random while training, so that a network doesn't learn them by heart. */
import { z } from 'zod'

export const seriesAugmentationSchema = z.object({
  /**
   * Normal noise on each number of a window, in deviations of its column as the network reads it (jittering, Um et al. 2017). What is
   * ahead stays as it is.
   */
  jitter: z.number().min(0).max(1),
  /**
   * All numbers of a column in a window, counted from their mean or from the last one, are multiplied by one factor: normal, 1 in the
   * mean, with this deviation (scaling, ibidem). What is ahead is multiplied by its column's.
   */
  scaling: z.number().min(0).max(0.5),
})
export type SeriesAugmentation = z.infer<typeof seriesAugmentationSchema>

/** What a plan's augmentation makes of some windows of a dataset. */
export const seriesAugmentationPreviewSchema = z.object({
  /** Whether moments are dates. */
  dated: z.boolean(),
  windows: z.array(
    z.object({
      series: z.string(),
      /** Of the known steps, then of those ahead. */
      times: z.array(z.number()),
      values: z.array(z.number()),
      /** In as many ways as are shown. */
      changed: z.array(z.array(z.number())),
    }),
  ),
})
export type SeriesAugmentationPreview = z.infer<typeof seriesAugmentationPreviewSchema>
