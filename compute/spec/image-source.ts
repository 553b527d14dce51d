/** A first look at a collection of images before it is imported: how many, of which classes, what some look like. */
import { z } from 'zod'
import { messageSchema } from './message.ts'

/** What a collection of images comes as. */
export const imageSourceKinds = ['folder', 'zip', 'idx'] as const
export type ImageSourceKind = (typeof imageSourceKinds)[number]

/** Encoded picture files (PNG or JPEG) are handed over as bytes: the window draws them on a canvas. */
const pictureSchema = z.instanceof(Uint8Array<ArrayBuffer>)

export const imageInspectionSchema = z.object({
  path: z.string(),
  /** The folder's or file's name without its ending. */
  name: z.string(),
  kind: z.enum(imageSourceKinds),
  images: z.number(),
  /** Classes, the most frequent first; empty where nothing says which image is what. */
  classes: z.array(z.object({ label: z.string(), images: z.number() })),
  /** Where the classes come from. */
  labelsFrom: z.enum(['folders', 'csv', 'label-file', 'none']),
  /** Some images from all classes. */
  samples: z.array(z.object({ file: z.string(), label: z.string().nullable(), picture: pictureSchema })),
  /** Files that are no images and are left out. */
  otherFiles: z.number(),
  notices: z.array(messageSchema),
})
export type ImageInspection = z.infer<typeof imageInspectionSchema>

export const imageImportSchema = z.object({ path: z.string(), name: z.string().min(1).max(120).optional() })
export type ImageImport = z.infer<typeof imageImportSchema>

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
