/** A first look at a collection of pictures or recordings before it is imported: how many, of which classes, what some are like. */
import { z } from 'zod'
import { messageSchema } from './message.ts'

/** What a path can be: a table, or a folder or zip of files. */
export const sourceKinds = ['table', 'images', 'audio'] as const
export type SourceKind = (typeof sourceKinds)[number]

/** What a collection of files comes as. */
export const fileSourceKinds = ['folder', 'zip', 'idx', 'list'] as const
export type FileSourceKind = (typeof fileSourceKinds)[number]

/** What is known of a collection whatever its files are. */
export const fileInspectionSchema = z.object({
  path: z.string(),
  /** The folder's or file's name without its ending. */
  name: z.string(),
  kind: z.enum(fileSourceKinds),
  /** How many there are. */
  files: z.number(),
  /** Of all files, or of the zip. */
  bytes: z.number(),
  /** Classes, the most frequent first; empty where nothing says which file is what. */
  classes: z.array(z.object({ label: z.string(), files: z.number() })),
  /** Where the classes come from. */
  labelsFrom: z.enum(['folders', 'csv', 'label-file', 'none']),
  /** Files that are of another kind and are left out. */
  otherFiles: z.number(),
  /** What a table beside them says of the files, apart from their classes: its columns. */
  further: z.array(z.string()),
  notices: z.array(messageSchema),
})
export type FileInspection = z.infer<typeof fileInspectionSchema>

/** What an import is to do with a collection. */
export const fileImportSchema = z.object({
  path: z.string(),
  name: z.string().min(1).max(120).optional(),
  /** What the column of classes is to be called, whatever it is called beside the files. */
  classes: z.string().min(1).optional(),
  /** The files stay where they are, and the project has a list of them; it has copies where not given. */
  stays: z.boolean().optional(),
})
export type FileImport = z.infer<typeof fileImportSchema>

/** Sources from this size on are better left where they are, and so is what would take half of the room that there is. */
const large = 2 * 2 ** 30

/** Whether it is suggested to leave a source where it is. @param room bytes that still fit on the project's disk, null where that isn't known */
export const suggestsStaying = (bytes: number, room: number | null): boolean =>
  bytes > large || (room !== null && bytes > room / 2)
