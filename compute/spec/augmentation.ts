/** How the pictures of each batch are changed at random while training, so that a network doesn't learn them by heart. */
import { z } from 'zod'

export const augmentationSchema = z.object({
  /** Each with probability ½ (torchvision's RandomHorizontalFlip and RandomVerticalFlip). */
  flipHorizontally: z.boolean(),
  flipVertically: z.boolean(),
  /** Up to so many whole pixels to each side, evenly (torchvision's RandomCrop with that padding, at the picture's size). */
  shift: z.int().min(0).max(64),
  /** Side of a part that is erased, somewhere, as a share of the picture's sides; 0 for none. */
  erase: z.number().min(0).max(0.75),
})
export type Augmentation = z.infer<typeof augmentationSchema>
