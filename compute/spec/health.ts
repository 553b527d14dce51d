/** What was found in the rows of a plan: by which rule, in which rows, and what a person can do about it with one click. */
import { z } from 'zod'
import { exclusionReasons } from './data-edit.ts'
import { noticeSchema } from './dataset.ts'
import { messageSchema } from './message.ts'
import { splitMethodSchema } from './split.ts'

/** What mends a finding, and can be undone: a change of the plan, or a version of the data without some rows. */
export const remedySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('leave-out'), column: z.string() }),
  z.object({ kind: z.literal('divide'), method: splitMethodSchema }),
  /** Errors on rare classes weigh more. */
  z.object({ kind: z.literal('balance-classes') }),
  /** Rows of rare classes are learned more often. */
  z.object({ kind: z.literal('repeat-classes') }),
  /** Leaves out imported rows, by their numbers from 0. */
  z.object({ kind: z.literal('exclude-rows'), rows: z.array(z.number()), reason: z.enum(exclusionReasons) }),
  /** Looks at the labels of imported rows again. */
  z.object({ kind: z.literal('review-labels'), column: z.string(), rows: z.array(z.number()) }),
])
export type Remedy = z.infer<typeof remedySchema>

export const findingSchema = noticeSchema.extend({
  rule: messageSchema,
  /** Numbers (from 1) of the first rows that it is about; empty where it is about none in particular. */
  rows: z.array(z.number()),
  remedies: z.array(remedySchema),
})
export type Finding = z.infer<typeof findingSchema>
