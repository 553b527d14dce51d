/** What was found in the rows of a plan: by which rule, in which rows, and what a person can do about it with one click. */
import { z } from 'zod'
import { noticeSchema } from './dataset.ts'
import { messageSchema } from './message.ts'
import { splitMethodSchema } from './split.ts'

/** A change of the plan that mends a finding. The data stays as it is, and the change can be undone. */
export const remedySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('leave-out'), column: z.string() }),
  z.object({ kind: z.literal('divide'), method: splitMethodSchema }),
  /** Errors on rare classes weigh more. */
  z.object({ kind: z.literal('balance-classes') }),
])
export type Remedy = z.infer<typeof remedySchema>

export const findingSchema = noticeSchema.extend({
  rule: messageSchema,
  /** Numbers (from 1) of the first rows that it is about; empty where it is about none in particular. */
  rows: z.array(z.number()),
  remedies: z.array(remedySchema),
})
export type Finding = z.infer<typeof findingSchema>
