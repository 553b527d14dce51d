/** A model of rows that have a file, a picture or a recording, and other columns: a network for each, joined and trained as one. */
import { z } from 'zod'
import { activationSchema } from './activation.ts'
import { checkSeenFile, seenFileSchema } from './image-model.ts'

const widthSchema = z.int().min(1).max(8192)

/**
 * Fusion of what a convolutional network says of a file with what dense layers say of the row's other inputs. The file's numbers
 * stand behind those in a row.
 */
export const fusionSpecSchema = seenFileSchema
  .extend({
    family: z.literal('fusion'),
    /** Numbers that the convolutional network makes of each file. */
    vector: widthSchema,
    /** Widths of the layers over the other inputs. */
    hidden: z.array(widthSchema).max(12),
    /** Widths of the layers over both, before the outputs. */
    joint: z.array(widthSchema).max(12),
    /** Behind the dense layers and the file's numbers; the design has its own. */
    activation: activationSchema,
    /** Probability that a unit of the dense layers is dropped in training. */
    dropout: z.number().min(0).max(0.95),
  })
  .superRefine(checkSeenFile)
export type FusionSpec = z.infer<typeof fusionSpecSchema>
