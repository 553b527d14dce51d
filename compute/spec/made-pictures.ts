/** What a finished generative model is asked to make, and what it gives. */
import { z } from 'zod'

/** Encoded picture files (PNG) are handed over as bytes: the window draws them. */
const pictureSchema = z.instanceof(Uint8Array<ArrayBuffer>)

/** Pictures that are made at once, at most. */
export const mostMade = 144

/** Pictures out of noise that follows from a seed: with the same seed always the same. */
export const drawnRequestSchema = z.object({
  seed: z.int().min(0).max(0xffff_ffff),
  count: z.int().min(1).max(mostMade),
  /** The class that they are to be of; null for one class after the other, or where none is asked for. */
  label: z.string().nullable(),
})
export type DrawnRequest = z.infer<typeof drawnRequestSchema>

export const madePicturesSchema = z.object({
  pictures: z.array(z.object({ picture: pictureSchema, label: z.string().nullable() })),
  /** The classes that can be asked for; null where none can. */
  labels: z.array(z.string()).nullable(),
})
export type MadePictures = z.infer<typeof madePicturesSchema>

/** An end of a way between two pictures: one that was drawn, by its place, or one of the dataset, by its row. */
export const walkEndSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('drawn'),
    seed: drawnRequestSchema.shape.seed,
    place: z
      .int()
      .min(0)
      .max(mostMade - 1),
  }),
  z.object({ kind: z.literal('row'), row: z.int().min(0) }),
])
export type WalkEnd = z.infer<typeof walkEndSchema>

/** A way through the latent space, in so many pictures, both ends included. */
export const walkRequestSchema = z.object({
  from: walkEndSchema,
  to: walkEndSchema,
  steps: z.int().min(2).max(24),
  label: drawnRequestSchema.shape.label,
})
export type WalkRequest = z.infer<typeof walkRequestSchema>

/** Test pictures beside what is left of each after it went through the latent numbers. */
export const reconstructionsSchema = z.array(
  z.object({
    /** The row, from 0. */
    row: z.number(),
    original: pictureSchema,
    reconstruction: pictureSchema,
  }),
)
export type Reconstructions = z.infer<typeof reconstructionsSchema>

/** The sheets of samples that the epochs of a run made of the same noise. */
export const sampleSheetSchema = z.object({
  /** Epochs that have one, ascending. */
  epochs: z.array(z.number()),
  /** The one that was asked for, or the newest. */
  shown: z.object({ epoch: z.number(), sheet: pictureSchema }).nullable(),
})
export type SampleSheet = z.infer<typeof sampleSheetSchema>
