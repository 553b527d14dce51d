/**
 * What was found in data, as it was imported or in the rows of a plan: by which rule, in which rows, and what a person can do
 * about it with one click.
 */
import { z } from 'zod'
import { exclusionReasons } from './data-edit.ts'
import { messageSchema } from './message.ts'
import { rowFilterSchema } from './row-filter.ts'
import { splitMethodSchema } from './split.ts'
import { columnKindSchema } from './table-dialect.ts'

const column = z.string()
const reason = z.enum(exclusionReasons)

/** What changes a plan, and is undone there. */
export const planRemedies = [
  z.object({ kind: z.literal('leave-out'), column }),
  z.object({ kind: z.literal('divide'), method: splitMethodSchema }),
  /** Errors on rare classes weigh more. */
  z.object({ kind: z.literal('balance-classes') }),
  /** Rows of rare classes are learned more often. */
  z.object({ kind: z.literal('repeat-classes') }),
] as const

/** What makes a version of the data, which can be undone, or leads to where a person decides. */
export const dataRemedies = [
  /** Leaves out imported rows, by their numbers from 0. */
  z.object({ kind: z.literal('exclude-rows'), rows: z.array(z.number()), reason }),
  /** Leaves out the rows that a filter finds. */
  z.object({ kind: z.literal('exclude-where'), where: rowFilterSchema, reason }),
  /** Leaves a column out of the data. */
  z.object({ kind: z.literal('drop-column'), column }),
  /** Reads a column as another kind; cells that are none of it are missing then. */
  z.object({ kind: z.literal('read-as'), column, as: columnKindSchema }),
  /** Makes one class of several. */
  z.object({ kind: z.literal('merge-classes'), column, from: z.array(z.string()).min(2) }),
  /** Looks at the labels of imported rows again. */
  z.object({ kind: z.literal('review-labels'), column, rows: z.array(z.number()) }),
  /** Looks at what the data came from, to import it again. */
  z.object({ kind: z.literal('import-again') }),
  /** Plans a training, in which it can be dealt with. */
  z.object({ kind: z.literal('plan'), target: z.string().nullable() }),
] as const

/** What mends a finding. */
export const remedySchema = z.discriminatedUnion('kind', [...planRemedies, ...dataRemedies])
export type Remedy = z.infer<typeof remedySchema>

/** A remedy that changes the plan. */
export type PlanRemedy = z.infer<(typeof planRemedies)[number]>
/** A remedy that is about the data. */
export type DataRemedy = Exclude<Remedy, PlanRemedy>

/** The three states of a finding. */
export const findingLevels = ['fine', 'mended', 'needs-you'] as const

export const findingSchema = z.object({
  level: z.enum(findingLevels),
  column: z.string().nullable(),
  text: messageSchema,
  /** By which it was found; what is only told of has none. */
  rule: messageSchema.optional(),
  /** Numbers (from 1) of the first rows that it is about. */
  rows: z.array(z.number()).optional(),
  /** Finds all of its rows. */
  where: rowFilterSchema.optional(),
  /** Files that it is about and that are in no row. */
  files: z.array(z.string()).optional(),
  remedies: z.array(remedySchema).optional(),
})
export type Finding = z.infer<typeof findingSchema>

const urgency = { 'needs-you': 0, mended: 1, fine: 2 } as const satisfies Record<Finding['level'], number>

/** Sorts findings: those that need a person first, then what was mended, then what is fine. */
export const byUrgency = (a: Finding, b: Finding): number => urgency[a.level] - urgency[b.level]
