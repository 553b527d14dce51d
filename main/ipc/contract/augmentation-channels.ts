/** The channels that show what a plan's augmentation makes of some of a dataset's rows. */
import { z } from 'zod'
import { augmentationPreviewSchema, augmentationSchema } from '../../../compute/spec/augmentation.ts'
import { imageSchema } from '../../../compute/spec/image-model.ts'
import { divisionSchema } from '../../../compute/spec/run.ts'
import { seriesAugmentationPreviewSchema, seriesAugmentationSchema } from '../../../compute/spec/series-augmentation.ts'
import { soundAugmentationSchema } from '../../../compute/spec/sound-augmentation.ts'
import { soundSchema } from '../../../compute/spec/sound.ts'
import { changedTextSchema, textAugmentationPreviewSchema } from '../../../compute/spec/text-augmentation.ts'

const augmentationQuestion = z.object({ datasetId: z.string(), seed: z.int().min(0).max(0xffff_ffff) })

/** See the file's head. */
export const augmentationChannels = {
  /** What augmentation makes of some of a dataset's pictures or recordings. */
  'advice.augmentation': {
    request: z.union([
      augmentationQuestion.extend({
        image: imageSchema,
        augmentation: augmentationSchema,
        /** The column with the pictures' classes, where they are to be mixed. */
        target: z.string().nullable(),
      }),
      augmentationQuestion.extend({ sound: soundSchema, soundAugmentation: soundAugmentationSchema }),
    ]),
    response: augmentationPreviewSchema,
  },

  /** The same of texts that are read word by word. */
  'advice.textAugmentation': {
    request: augmentationQuestion.extend(changedTextSchema.shape),
    response: textAugmentationPreviewSchema,
  },
  /** The same of windows of series. */
  'advice.seriesAugmentation': {
    request: augmentationQuestion.extend({ division: divisionSchema, augmentation: seriesAugmentationSchema }),
    response: seriesAugmentationPreviewSchema,
  },
} as const satisfies Record<string, { request: z.ZodType; response: z.ZodType }>
