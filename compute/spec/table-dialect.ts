/**
 * How a delimited text file is to be read: found by looking at it, shown, and overruled if a person knows better.
 */
import { z } from 'zod'
import { messageSchema } from './message.ts'
import { sourceChoiceSchema, tableFormatSchema } from './table-format.ts'

/** Text encodings that are found and read. `utf-8` includes files with a byte-order mark. */
export const textEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'latin-1'] as const
export const delimiters = [',', '\t', ';', '|'] as const
export const quoteMarks = ['"', "'", ''] as const
export const decimalMarks = ['.', ','] as const

export const tableDialectSchema = z.object({
  encoding: z.enum(textEncodings),
  delimiter: z.enum(delimiters),
  /** The empty string means that the file quotes nothing. */
  quote: z.enum(quoteMarks),
  /** Whether the first row holds the column names. */
  header: z.boolean(),
  decimal: z.enum(decimalMarks),
  /** Cell texts that mean a missing value, compared exactly after trimming; the empty cell is always missing. */
  missing: z.array(z.string()),
})
export type TableDialect = z.infer<typeof tableDialectSchema>

/** What a person chose in place of what was found. */
export const dialectOverridesSchema = tableDialectSchema.partial()
export type DialectOverrides = z.infer<typeof dialectOverridesSchema>

/** Texts that commonly stand for a missing value in the files people have. */
export const commonMissingTexts = [
  'NA',
  'N/A',
  'n/a',
  'NaN',
  'nan',
  'NULL',
  'null',
  'None',
  '?',
  '-',
  '#N/A',
  '缺失',
  '无',
] as const

/** The column kinds of a table. */
export const columnKinds = ['number', 'category', 'date', 'text', 'image', 'audio'] as const
export const columnKindSchema = z.enum(columnKinds)
export type ColumnKind = z.infer<typeof columnKindSchema>

/** A first look at a file: enough to show and to decide on, read from its beginning only. */
export const tableInspectionSchema = z.object({
  path: z.string(),
  fileName: z.string(),
  /** How many files make up the table. */
  files: z.number(),
  bytes: z.number(),
  format: tableFormatSchema,
  /** What it may be taken for: that and other formats; empty where there is nothing to choose. */
  formats: z.array(tableFormatSchema),
  /** The sheets or tables that the file has to choose from, and the one that is shown; empty and null where it is one table. */
  parts: z.array(z.string()),
  part: z.string().nullable(),
  dialect: tableDialectSchema,
  /** Why each part of the dialect was chosen, for those parts that were found and not given. */
  reasons: z.partialRecord(z.enum(['encoding', 'delimiter', 'quote', 'header', 'decimal', 'missing']), messageSchema),
  columns: z.array(
    z.object({
      name: z.string(),
      kind: columnKindSchema,
      /** Set when the file's own name was empty or a repetition, and this one was given in its place. */
      renamedFrom: z.string().nullable(),
    }),
  ),
  /** Up to 200 first rows, as the texts in the file (null where missing). */
  rows: z.array(z.array(z.string().nullable())),
  /** Rows in the whole file: exact if it was read to its end, otherwise estimated from its size. */
  estimatedRows: z.number(),
  wholeFileRead: z.boolean(),
  notices: z.array(messageSchema),
})
export type TableInspection = z.infer<typeof tableInspectionSchema>

/**
 * Whether a table's values can stay in its file: of one Parquet file, which is columnar already. What is written as text would have to
 * be read from its beginning to its end again for every look at a column.
 */
export const tableMayStay = ({ format, files }: Pick<TableInspection, 'format' | 'files'>): boolean =>
  format === 'parquet' && files === 1

/** What an import is to do with a file. */
export const importRequestSchema = sourceChoiceSchema.extend({
  path: z.string(),
  /** What the dataset is to be called; the file's name without its ending where not given. */
  name: z.string().optional(),
  dialect: dialectOverridesSchema,
  /** Kinds that a person chose, by column name. */
  kinds: z.record(z.string(), columnKindSchema),
  /** Whether rows that don't fit (too many or too few cells) are left out; otherwise they end the import with an error. */
  skipBadRows: z.boolean(),
  /** The values stay in the file, where its format allows that (`mayStay`); the project has copies where not given. */
  stays: z.boolean().optional(),
})
export type ImportRequest = z.infer<typeof importRequestSchema>
