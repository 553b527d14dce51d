/** Which rows of a table are meant, by what they hold: so a finding names its rows without listing them. */
import { z } from 'zod'
import { cellSchema } from './cell.ts'

const column = z.string().min(1)

export const rowFilterSchema = z.discriminatedUnion('kind', [
  /** Rows without a value in the column. */
  z.object({ kind: z.literal('missing'), column }),
  /** Rows whose cell is there, but can't be read as this kind. */
  z.object({ kind: z.literal('unlike'), column, as: z.enum(['number', 'date']) }),
  /** Rows whose cell is one of these texts. */
  z.object({ kind: z.literal('values'), column, values: z.array(z.string()).min(1) }),
  /** Rows whose value is in fewer than so many rows. */
  z.object({ kind: z.literal('rare'), column, below: z.number() }),
  /** Rows whose number is below `low` or above `high`. */
  z.object({ kind: z.literal('outside'), column, low: z.number(), high: z.number() }),
  /** Rows whose text is in this language (ISO 639-1). */
  z.object({ kind: z.literal('language'), column, language: z.string() }),
  /** Rows that are equal to an earlier one in all columns. */
  z.object({ kind: z.literal('repeated') }),
  /** Rows that were these of the imported table, by their numbers from 0. */
  z.object({ kind: z.literal('imported'), rows: z.array(z.number()) }),
])
export type RowFilter = z.infer<typeof rowFilterSchema>

/** Which rows are looked at and in which order: all, or those that a filter finds; as in the table, or by a column. */
export const chosenRowsSchema = z.object({
  where: rowFilterSchema.optional(),
  sortBy: z.string().optional(),
  descending: z.boolean().optional(),
})
export type ChosenRows = z.infer<typeof chosenRowsSchema>

/** A page of the rows that were chosen. */
export const foundRowsSchema = z.object({
  total: z.number(),
  /** Their numbers in the table, from 0. */
  places: z.array(z.number()),
  /** Those in the imported table, by which edits name them. */
  numbers: z.array(z.number()),
  rows: z.array(z.array(cellSchema)),
})
export type FoundRows = z.infer<typeof foundRowsSchema>
