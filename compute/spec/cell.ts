/** A cell of a table. */
import { z } from 'zod'

/** As it is shown and as it goes to a model: a number, a text, or missing. */
export const cellSchema = z.union([z.number(), z.string(), z.null()])
export type Cell = z.infer<typeof cellSchema>
