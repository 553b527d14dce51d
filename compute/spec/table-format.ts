/** The formats that tables come in, by name, with the endings that their files commonly have. */
import { z } from 'zod'

/** Endings without the dot, the usual one first. How each format is read is a row in `compute/data/formats/format-table.ts`. */
export const tableFormatEndings = {
  delimited: ['csv', 'tsv', 'tab', 'txt', 'data'],
  json: ['jsonl', 'ndjson', 'json'],
  parquet: ['parquet', 'pq'],
  excel: ['xlsx', 'xlsm'],
  sqlite: ['sqlite', 'sqlite3', 'db', 'db3'],
  /** Words with their labels, a word a line, an empty line after each sentence. */
  conll: ['conll', 'conllu', 'iob', 'iob2', 'bio'],
  /** Questions with their texts and answers, as SQuAD has them. */
  questions: ['json'],
  /** A text a line. */
  lines: ['txt'],
  /** A folder or a zip of text files. */
  texts: ['zip'],
} as const satisfies Record<string, readonly string[]>

export type TableFormat = keyof typeof tableFormatEndings
export const tableFormats = Object.keys(tableFormatEndings) as TableFormat[]
export const tableFormatSchema = z.enum(tableFormats)

/** What may be chosen of how cells are written; in typed formats, the cells themselves say the rest. */
export const dialectPartsOf = {
  delimited: ['encoding', 'delimiter', 'header', 'decimal', 'quote', 'missing'],
  json: ['missing'],
  parquet: ['missing'],
  excel: ['header', 'missing'],
  sqlite: ['missing'],
  conll: ['encoding'],
  questions: [],
  lines: ['encoding'],
  texts: [],
} as const satisfies Record<TableFormat, readonly string[]>

/** All endings of tables, for dialogs. */
export const tableEndings: readonly string[] = [
  ...new Set(tableFormats.flatMap((format): readonly string[] => tableFormatEndings[format])),
]

/** Files that one table may be put together from. */
export const mostFiles = 1000

/** What a person chose beyond how cells are written: which part of a file, and which further files belong to the table. */
export const sourceChoiceSchema = z.object({
  /** What the file is taken for, of the formats that it may be; found where not given. */
  format: tableFormatSchema.optional(),
  /** A workbook's sheet or a database's table; the first that has rows where not given. */
  part: z.string().optional(),
  /** Files whose rows follow those of the first. */
  furtherPaths: z
    .array(z.string())
    .max(mostFiles - 1)
    .optional(),
  /** The name of a column that is to hold the name of the file that each row is from; none where not given. */
  fileColumn: z.string().min(1).optional(),
})
export type SourceChoice = z.infer<typeof sourceChoiceSchema>
