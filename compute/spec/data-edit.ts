/**
 * Edits of a dataset's rows: other values, classes that are renamed or merged, examples left out, columns read as
 * another kind, a column of classes for examples that came without.
 *
 * An edit never touches what was imported. It names the imported rows by their fingerprints, so that it still holds after
 * the same rows were imported again in another order, and is a step from one version of the dataset to the next.
 */
import { z } from 'zod'
import { rowFilterSchema } from './row-filter.ts'
import { columnKindSchema } from './table-dialect.ts'

/** An imported row: its fingerprint in 16 hexadecimal digits, and which it is of several that are equal (`~1` is the second). */
export const rowRefSchema = z.string().regex(/^[0-9a-f]{16}(~[1-9]\d*)?$/)
export type RowRef = z.infer<typeof rowRefSchema>

/** Why examples are left out: a person chose them, they are equal, or nearly, to others, or a finding is about them. */
export const exclusionReasons = ['chosen', 'repeated', 'near', 'found'] as const
const reason = z.enum(exclusionReasons)
const column = z.string().min(1)
/** A cell's text; null for none. */
const value = z.string().max(100_000).nullable()

const replaceValues = z.object({
  kind: z.literal('replace-values'),
  column,
  from: z.array(z.string()).min(1),
  to: z.string().min(1),
})
/** A column of classes that no row has yet, with those that are to be given, in the order that they were named in. */
const addColumn = z.object({ kind: z.literal('add-column'), column, classes: z.array(z.string().min(1)) })
const setKinds = z.object({ kind: z.literal('set-kinds'), kinds: z.record(z.string(), columnKindSchema) })

const dropColumns = z.object({ kind: z.literal('drop-columns'), columns: z.array(column).min(1) })

const editsOf = <Row extends z.ZodType>(row: Row) => {
  const rows = z.array(row).min(1)
  return [
    z.object({ kind: z.literal('set-values'), column, rows, value }),
    z.object({ kind: z.literal('exclude'), rows, reason }),
    z.object({ kind: z.literal('include'), rows }),
    replaceValues,
    addColumn,
    setKinds,
    dropColumns,
  ] as const
}

/** An edit as it is kept. */
export const dataEditSchema = z.discriminatedUnion('kind', editsOf(rowRefSchema))
export type DataEdit = z.infer<typeof dataEditSchema>

/** An edit over row numbers (from 0) of the imported table. */
export const rowEditSchema = z.discriminatedUnion('kind', editsOf(z.int().min(0)))
export type RowEdit = z.infer<typeof rowEditSchema>

/** What can be asked for: an edit of rows, or leaving out all that a filter finds. */
export const askedEditSchema = z.discriminatedUnion('kind', [
  ...editsOf(z.int().min(0)),
  z.object({ kind: z.literal('exclude-where'), where: rowFilterSchema, reason }),
])
export type AskedEdit = z.infer<typeof askedEditSchema>

/** Which part of the app an edit was made in. */
export const editPlaces = ['import', 'columns', 'rows', 'labelling', 'health', 'source'] as const
export const editPlaceSchema = z.enum(editPlaces)
export type EditPlace = z.infer<typeof editPlaceSchema>

const count = z.number()

/** What a version changed, as its history tells it. */
export const versionChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('import') }),
  z.object({ kind: z.literal('set-values'), column, value, count }),
  /** `merged`: the value that they became was there before. */
  z.object({
    kind: z.literal('replace-values'),
    column,
    from: z.array(z.string()),
    to: z.string(),
    merged: z.boolean(),
    count,
  }),
  z.object({ kind: z.literal('exclude'), reason, count }),
  z.object({ kind: z.literal('include'), count }),
  addColumn,
  z.object({ kind: z.literal('set-kinds'), kinds: z.record(z.string(), columnKindSchema) }),
  dropColumns,
  /** The changed source was imported again. `lost`: rows of earlier edits that are not in it any more. */
  z.object({ kind: z.literal('reimport'), added: count, removed: count, lost: count, lostRows: z.array(z.string()) }),
])
export type VersionChange = z.infer<typeof versionChangeSchema>

/** Whether the files that a dataset came from are as they were. */
export const sourceStates = ['same', 'changed', 'missing'] as const
export const sourceStateSchema = z.enum(sourceStates)
export type SourceState = z.infer<typeof sourceStateSchema>

/** The classes of a column, as they were imported and as they are now: all that labelling looks at, but for the cells. */
export const labelViewSchema = z.object({
  /** Fingerprint of the imported table whose rows these are. */
  base: z.string(),
  rows: z.number(),
  dictionary: z.array(z.string()),
  /** Classes that were named before an example had them, in that order. */
  named: z.array(z.string()),
  /** For each imported row the place of its class in the dictionary, −1 where it has none. */
  labels: z.instanceof(Int32Array<ArrayBuffer>),
  imported: z.instanceof(Int32Array<ArrayBuffer>),
  /** 1 for rows that are left out. */
  excluded: z.instanceof(Uint8Array<ArrayBuffer>),
})
export type LabelView = z.infer<typeof labelViewSchema>

/** A row whose class a trained model disputes. */
export const labelSuspectSchema = z.object({
  /** Of the imported table, from 0. */
  row: z.number(),
  actual: z.string(),
  predicted: z.string(),
  /** The probability of what was predicted, and of the class that the row has. */
  confidence: z.number(),
  ofActual: z.number(),
})
export type LabelSuspect = z.infer<typeof labelSuspectSchema>

/** What a trained model says of a row that has no class yet. */
export const labelSuggestionSchema = z.object({
  /** Of the imported table, from 0. */
  row: z.number(),
  predicted: z.string(),
  /** Its probability. */
  confidence: z.number(),
  /** By how much it is more probable than the next class: small where the model wavers (margin sampling). */
  margin: z.number(),
})
export type LabelSuggestion = z.infer<typeof labelSuggestionSchema>
