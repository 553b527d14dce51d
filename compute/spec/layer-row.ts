/** A layer of a model as a table of its layers shows it. */
import { z } from 'zod'

/** What a layer is made of, as far as it has a name in the field; arithmetic between such parts has none. */
export const layerParts = [
  'linear',
  'convolution',
  'transposed-convolution',
  'pooling',
  'upsampling',
  'embedding',
  'recurrence',
  'attention',
  'normalization',
  'activation',
] as const
export type LayerPart = (typeof layerParts)[number]

/** How the learned weights of a layer are spread. */
export const weightSpreadSchema = z.object({
  mean: z.number(),
  /** Standard deviation. */
  deviation: z.number(),
  /** Largest magnitude. */
  largest: z.number(),
  /** Counts in ranges of equal width from −largest to largest. */
  bins: z.array(z.int()),
})
export type WeightSpread = z.infer<typeof weightSpreadSchema>

export const layerRowSchema = z.object({
  /** The name that its parameters begin with. */
  name: z.string(),
  parts: z.array(z.enum(layerParts)),
  /** Of what it gives for one row. */
  shape: z.array(z.int()),
  parameters: z.int(),
  /** Multiplications for one row, forward. */
  multiplications: z.number(),
  /** Bytes of all that it computes for one row, forward. */
  bytes: z.number(),
})
export type LayerRow = z.infer<typeof layerRowSchema>

/** A layer of a trained model. */
export const trainedLayerSchema = layerRowSchema.extend({ weights: weightSpreadSchema.nullable() })
export type TrainedLayer = z.infer<typeof trainedLayerSchema>
