/** The order of the per-class table. Pure. */
import type { ClassificationReport } from '../../../compute/spec/evaluation.ts'

export type ClassScore = ClassificationReport['perClass'][number]
export const classColumns = ['label', 'precision', 'recall', 'f1', 'support'] as const
export type ClassColumn = (typeof classColumns)[number]

export interface ClassOrder {
  readonly column: ClassColumn
  readonly descending: boolean
}

/** The order after a press on a column: another column starts with its worst on top, the same one turns around. */
export function nextOrder(order: ClassOrder | null, column: ClassColumn): ClassOrder {
  return { column, descending: order?.column === column ? !order.descending : false }
}

/** The classes in order; as the model has them where none is chosen. */
export function orderClasses(classes: readonly ClassScore[], order: ClassOrder | null, language: string): ClassScore[] {
  if (order === null) return [...classes]
  const collator = new Intl.Collator(language, { numeric: true })
  const sign = order.descending ? -1 : 1
  return [...classes].sort((a, b) => {
    if (order.column === 'label') return sign * collator.compare(a.label, b.label)
    return sign * (a[order.column] - b[order.column]) || collator.compare(a.label, b.label)
  })
}
