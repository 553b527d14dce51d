/** Pictures as they are looked at: in a collection before it is imported, and on the pages of a dataset. */
import { z } from 'zod'
import { fileInspectionSchema } from './file-source.ts'

/** Encoded picture files (PNG or JPEG) are handed over as bytes: the window draws them on a canvas. */
export const pictureSchema = z.instanceof(Uint8Array<ArrayBuffer>)

export const imageInspectionSchema = fileInspectionSchema.extend({
  /** Some images from all classes. */
  samples: z.array(z.object({ file: z.string(), label: z.string().nullable(), picture: pictureSchema })),
})
export type ImageInspection = z.infer<typeof imageInspectionSchema>

/** A page of a dataset's images. */
export const imagePageSchema = z.object({
  total: z.number(),
  images: z.array(
    z.object({
      /** The row, from 0. */
      row: z.number(),
      file: z.string(),
      label: z.string().nullable(),
      picture: pictureSchema,
    }),
  ),
})
export type ImagePage = z.infer<typeof imagePageSchema>
