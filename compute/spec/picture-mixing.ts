/** How pictures of a batch are mixed with one another, and their classes with them: mixup and CutMix. */
import { z } from 'zod'

/** The α of Beta(α, α), from which the share of a picture is drawn: 1 is even, less keeps one of the two nearly whole. 0: not so. */
const alphaSchema = z.number().min(0).max(4)

/**
 * Each picture has a share and a partner of its own: timm's mixup by element. The partner is the picture before it in the batch,
 * as in torchvision's MixUp and CutMix.
 */
export const pictureMixingSchema = z
  .object({
    /** Both shine through one another (Zhang et al. 2018). */
    mixup: alphaSchema,
    /** A rectangle of the partner takes the place of what was there (Yun et al. 2019). */
    cutmix: alphaSchema,
    /** How many of the pictures are mixed at all. Where both ways are on, each is as probable. */
    share: z.number().min(0).max(1),
  })
  .refine(({ mixup, cutmix }) => mixup > 0 || cutmix > 0)
export type PictureMixing = z.infer<typeof pictureMixingSchema>

/** What a mixed picture is of, by shares of its classes. */
export const mixedClassesSchema = z.array(z.object({ label: z.string(), share: z.number() }))
