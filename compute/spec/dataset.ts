/**
 * What a dataset is: an imported table, its profile, and what was noticed in it.
 */
import { z } from 'zod'
import { findingSchema } from './health.ts'
import { imageSchema } from './image-model.ts'
import { messageSchema } from './message.ts'
import { columnKindSchema, tableDialectSchema } from './table-dialect.ts'
import { tableFormatSchema } from './table-format.ts'

/** A bar of a distribution: for numbers a range, for categories a value. */
export const distributionBarSchema = z.object({
  /** For a number column the lower edge, written out; for others the value itself. */
  label: z.string(),
  from: z.number().nullable(),
  to: z.number().nullable(),
  count: z.number(),
})
export type DistributionBar = z.infer<typeof distributionBarSchema>

/** What the texts of a column are like, by up to some ten thousand of them. */
export const textFactsSchema = z.object({
  /** Words a text; in scripts without spaces each character is one. */
  words: z.object({ median: z.number(), high: z.number(), most: z.number() }),
  /** Texts whose words were counted. */
  counted: z.number(),
  /** Different words. */
  vocabulary: z.number(),
  /** Words and pairs of words that are in several texts: what can be learned from. */
  terms: z.number(),
  /** Words that are in the most texts, but for those in more than a tenth of them, with the number of texts. */
  frequent: z.array(z.object({ word: z.string(), texts: z.number() })),
  /** The share of words in Chinese or Japanese script. */
  unspaced: z.number(),
  /**
   * The languages (ISO 639-1) of some of the texts, the most frequent first, and how many were looked at: of those that are
   * missing here it could not be told. Profiles of older versions don't have it.
   */
  languages: z
    .object({ looked: z.number(), found: z.array(z.object({ language: z.string(), texts: z.number() })) })
    .optional(),
})
export type TextFacts = z.infer<typeof textFactsSchema>

export const columnProfileSchema = z.object({
  name: z.string(),
  kind: columnKindSchema,
  /** Why it is of that kind (or that a person said so). */
  kindReason: messageSchema,
  missing: z.number(),
  distinct: z.number(),
  /** Cells that don't parse as the column's kind and were taken as missing, with the first of them for the message. */
  unparsed: z.object({ count: z.number(), firstRow: z.number(), firstText: z.string() }).nullable(),
  numeric: z
    .object({
      min: z.number(),
      max: z.number(),
      mean: z.number(),
      std: z.number(),
      median: z.number(),
      q1: z.number(),
      q3: z.number(),
      /** Numbers beyond Tukey's fences, one and a half times the middle half's width away from it; none where that has no width. */
      outliers: z.object({ low: z.number(), high: z.number(), count: z.number() }).optional(),
    })
    .nullable(),
  /** At most 24 bars; for categories the most frequent values, then a bar with `label` '' for the rest. */
  distribution: z.array(distributionBarSchema),
  /** Of a column of categories: the value in the fewest rows, and how many values are in fewer than 30. */
  rarest: z.object({ label: z.string(), count: z.number() }).optional(),
  smallClasses: z.number().optional(),
  /** Of a column of texts. */
  texts: textFactsSchema.optional(),
  /** A few of its values as they stand in the file. */
  examples: z.array(z.string()),
})
export type ColumnProfile = z.infer<typeof columnProfileSchema>

export const tasks = ['classification', 'regression'] as const
export const taskSchema = z.enum(tasks)
export type Task = z.infer<typeof taskSchema>

/** A column that could be what is to be predicted, best first, with the reason. */
export const targetCandidateSchema = z.object({ column: z.string(), task: taskSchema, reason: messageSchema })
export type TargetCandidate = z.infer<typeof targetCandidateSchema>

export const tableProfileSchema = z.object({
  rows: z.number(),
  columns: z.array(columnProfileSchema),
  notices: z.array(findingSchema),
  targetCandidates: z.array(targetCandidateSchema),
})
export type TableProfile = z.infer<typeof tableProfileSchema>

/**
 * Files that belong to a table: packed in one zip in the order of its rows, each entry named as its cell says; or left where
 * they were, with a list of them in the project.
 */
const packSchema = z.object({
  column: z.string(),
  /** The path of the zip, or of the list, inside the project folder, with forward slashes. */
  file: z.string(),
  fileBytes: z.number(),
  /** SHA-256 over the names and contents of all files. */
  sha256: z.string(),
  /** Columns that hold what was measured of the files; those of pictures where it isn't said, as it was not at first. */
  measures: z.array(z.string()).optional(),
  /** The column with their classes, where it has another name than `label`. */
  classes: z.string().optional(),
})
export const mediaSchema = z.discriminatedUnion('kind', [
  packSchema.extend({
    kind: z.literal('image'),
    /** The size and channels that most of the images have, as a hint for models. */
    usual: imageSchema,
  }),
  packSchema.extend({
    kind: z.literal('audio'),
    /** What most of the recordings are like; nine of ten last no longer than `long`, in seconds. */
    usual: z.object({ sampleRate: z.number(), channels: z.number(), seconds: z.number(), long: z.number() }),
  }),
])
export type Media = z.infer<typeof mediaSchema>
export type ImageMedia = Extract<Media, { kind: 'image' }>
export type AudioMedia = Extract<Media, { kind: 'audio' }>

/** Columns that hold what was measured of a dataset's files. */
export const measuresOf = ({ measures = ['width', 'height', 'brightness'] }: Media): readonly string[] => measures

/** What an import has made: the columnar file, where it came from, and its profile. */
export const importedTableSchema = z.object({
  name: z.string(),
  source: z.object({
    path: z.string(),
    /** Of all its files. */
    bytes: z.number(),
    modifiedAt: z.number(),
    /** Of the file; of several files, over their sums. */
    sha256: z.string(),
    /** Delimited text where not given. */
    format: tableFormatSchema.optional(),
    /** The sheet or table that was read. */
    part: z.string().optional(),
    /** Files whose rows follow those of the first. */
    furtherPaths: z.array(z.string()).optional(),
    /** The column that holds each row's file. */
    fileColumn: z.string().optional(),
  }),
  dialect: tableDialectSchema,
  /** SHA-256 over the column names, kinds and all values: the same content has the same fingerprint. */
  fingerprint: z.string(),
  /** The Parquet file's path inside the project folder, with forward slashes. */
  file: z.string(),
  fileBytes: z.number(),
  profile: tableProfileSchema,
  importMs: z.number(),
  /** The files that the cells of a column stand for; a plain table has none. */
  media: mediaSchema.optional(),
  /** The files, or the values of a plain table, were left at the source: the project has an index of them. */
  stays: z.literal(true).optional(),
  /** The file of the first import of this dataset, where its source was imported again: by its rows all are divided. */
  origin: z.string().optional(),
})
export type ImportedTable = z.infer<typeof importedTableSchema>

/** The column that tells the classes of a dataset's files; null where none does. */
export function classColumnOf({ media, profile }: Pick<ImportedTable, 'media' | 'profile'>): string | null {
  const name = media?.classes ?? 'label'
  return media !== undefined && profile.columns.some((column) => column.name === name) ? name : null
}

export { type Cell, cellSchema } from './cell.ts'
