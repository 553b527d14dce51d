/** How the pictures of each batch are changed at random while training, so that a network doesn't learn them by heart. */
import { z } from 'zod'
import { mixedClassesSchema, pictureMixingSchema } from './picture-mixing.ts'

export const augmentationSchema = z.object({
  /** Each with probability ½ (torchvision's RandomHorizontalFlip and RandomVerticalFlip). */
  flipHorizontally: z.boolean(),
  flipVertically: z.boolean(),
  /** Up to so many whole pixels to each side, evenly (torchvision's RandomCrop with that padding, at the picture's size). */
  shift: z.int().min(0).max(64),
  /**
   * Share of a picture's area that is cut away at most; what is left fills the picture (torchvision's RandomResizedCrop with
   * scale (1 − crop, 1) and ratio (3/4, 4/3), bilinear; a side that would be longer than the picture's is as long).
   */
  crop: z.number().min(0).max(0.9).default(0),
  /** Degrees that a picture is turned by at most, to either side (torchvision's RandomRotation, bilinear, at the picture's size). */
  rotate: z.number().min(0).max(180).default(0),
  /** All of a picture becomes lighter or darker by up to so many deviations of the training pictures' pixels. */
  brightness: z.number().min(0).max(2).default(0),
  /** All of a picture's deviations from the mean become larger or smaller by up to this share. */
  contrast: z.number().min(0).max(0.9).default(0),
  /** Of colour pictures: what tells a pixel's three channels from their mean becomes larger or smaller by up to this share. */
  saturation: z.number().min(0).max(1).default(0),
  /** Of colour pictures: degrees by which colours are turned about grey at most, to either side. */
  hue: z.number().min(0).max(180).default(0),
  /** Side of a part that is erased, somewhere, as a share of the picture's sides; 0 for none. */
  erase: z.number().min(0).max(0.75),
  /** Of pictures in classes, and of nothing beside them. Null for none. */
  mixing: pictureMixingSchema.nullable().default(null),
})
export type Augmentation = z.infer<typeof augmentationSchema>

/** Changes nothing. */
export const noAugmentation: Augmentation = {
  flipHorizontally: false,
  flipVertically: false,
  shift: 0,
  crop: 0,
  rotate: 0,
  brightness: 0,
  contrast: 0,
  saturation: 0,
  hue: 0,
  erase: 0,
  mixing: null,
}

/** What a plan's augmentation looks like on a dataset's pictures. */
export const augmentationPreviewSchema = z.object({
  pictures: z.array(
    z.object({
      file: z.string(),
      /** PNG, as the model sees it unchanged. */
      original: z.instanceof(Uint8Array<ArrayBuffer>),
      /** PNG, in as many ways as were asked for. */
      changed: z.array(z.instanceof(Uint8Array<ArrayBuffer>)),
      /** Where pictures are mixed: what each of those ways is of, the larger share first. */
      mixed: z.array(mixedClassesSchema).optional(),
    }),
  ),
})
export type AugmentationPreview = z.infer<typeof augmentationPreviewSchema>
