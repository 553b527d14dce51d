/**
 * How a table is laid out in its Parquet file.
 *
 * Each column is a field of the same name (if SQL can tell it from the others): numbers as doubles, dates as
 * timestamps, the rest as text. A file is meant to lose nothing: where a number's or a date's own text can't be made
 * again from its value (007, 1e3, a word among numbers), that text is kept in one more field, a map from the column's
 * position to the text. So a column can change its kind without the file that it came from. What else is needed to
 * read it is in the Parquet file's own metadata, so the file can be copied anywhere.
 */
import { z } from 'zod'
import { columnKindSchema, tableDialectSchema } from '../../spec/table-dialect.ts'

export const columnLayoutSchema = z.object({
  name: z.string(),
  field: z.string(),
  kind: columnKindSchema,
  /** The file's own name where it was empty or taken. */
  renamedFrom: z.string().nullable(),
  /** For numbers: how most are written (see NumberForm). */
  decimals: z.number().nullable(),
  /** For dates: the formats they are written in, the most frequent first. */
  dateFormats: z.array(z.string()),
  /** Whether a person said which kind it is. */
  chosen: z.boolean(),
})
export type ColumnLayout = z.infer<typeof columnLayoutSchema>

export const tableLayoutSchema = z.object({
  version: z.literal(1),
  columns: z.array(columnLayoutSchema),
  dialect: tableDialectSchema,
  /** The line of the imported file on which row 0 is, if each row is one line; null where rows span lines. */
  firstLine: z.number().nullable(),
  /** Where rows of an imported table were edited: the file of that table, beside this one. The row field then says which of its rows each is. */
  base: z.string().optional(),
})
export type TableLayout = z.infer<typeof tableLayoutSchema>

/** The field with the texts that values don't give back. */
export const textsField = 'file_texts'
/** Under which the layout is in the Parquet metadata. */
export const layoutKey = 'modelwright'

/** The field with the number of the imported row that each row was, in a table that was edited. */
export const rowField = 'modelwright_row'

/** Field names that DuckDB gives a meaning of their own. */
export const reservedFields = [textsField, rowField, 'file_row_number', 'filename', 'file_index', 'rowid']
