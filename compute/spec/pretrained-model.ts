/** A published model that was brought into a project, to be trained further there. */
import { z } from 'zod'

/** SHA-256 over its files. */
export const pretrainedIdSchema = z.string().regex(/^[0-9a-f]{64}$/)

export const pretrainedModelSchema = z.object({
  id: pretrainedIdSchema,
  /** The name of the folder that it came from. */
  name: z.string(),
  importedAt: z.number(),
  /** Of all its files. */
  bytes: z.number(),
  width: z.number(),
  layers: z.number(),
  /** Tokens that it knows, and the longest text that it can read. */
  vocabulary: z.number(),
  positions: z.number(),
  /** How many numbers its weights are. */
  parameters: z.number(),
})
export type PretrainedModel = z.infer<typeof pretrainedModelSchema>
