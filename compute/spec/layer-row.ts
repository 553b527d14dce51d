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
