/** How strongly a column goes along with the one that is to be predicted, told by itself and not by a model. */
import { z } from 'zod'

export const associationSchema = z.object({
  column: z.string(),
  /** Of two columns of numbers or dates, from −1 to 1: along a straight line, and in rank. */
  pearson: z.number().optional(),
  spearman: z.number().optional(),
  /** Of numbers and categories, from 0 to 1: the correlation ratio η. */
  eta: z.number().optional(),
  /** Of two columns of categories, from 0 to 1: Cramér's V. */
  cramersV: z.number().optional(),
})
export type Association = z.infer<typeof associationSchema>

/** The one figure that is shown: of two the one that tells more. */
export function strengthOf({ pearson, spearman, eta, cramersV }: Association): number | null {
  if (pearson !== undefined && spearman !== undefined) {
    return Math.abs(spearman) > Math.abs(pearson) ? spearman : pearson
  }
  return eta ?? cramersV ?? null
}
