/** Whether classes are large enough to be learned and judged, and alike enough not to be overlooked: one rule for data and plans. */
import type { ColumnProfile } from '../../spec/dataset.ts'

/** Fewer rows of a class leave a handful to judge it by. */
export const fewClassRows = 30
/** The most frequent class has this many times the rows of the rarest: accuracy alone misleads then. */
export const markedImbalance = 10

export interface ClassCount {
  readonly label: string
  readonly count: number
}

export interface ClassBalance {
  readonly largest: ClassCount
  readonly rarest: ClassCount
  /** How many times the rows of the rarest class the most frequent one has. */
  readonly ratio: number
  readonly unequal: boolean
  /** How many classes have few rows. */
  readonly small: number
}

const balanceOf = (largest: ClassCount, rarest: ClassCount, small: number): ClassBalance => {
  const ratio = largest.count / Math.max(1, rarest.count)
  return { largest, rarest, ratio, unequal: ratio >= markedImbalance, small }
}

/** Of classes that are counted; null for fewer than two. */
export function balanceOfClasses(counts: readonly ClassCount[]): ClassBalance | null {
  if (counts.length < 2) return null
  const largest = counts.reduce((most, each) => (each.count > most.count ? each : most))
  const rarest = counts.reduce((least, each) => (each.count < least.count ? each : least))
  return balanceOf(largest, rarest, counts.filter(({ count }) => count < fewClassRows).length)
}

/** Of a column of categories, as its profile tells; null where that doesn't. */
export function balanceOfColumn({ kind, distribution, rarest, smallClasses }: ColumnProfile): ClassBalance | null {
  if (kind !== 'category') return null
  const listed = distribution.filter(({ label }) => label !== '')
  if (rarest === undefined || smallClasses === undefined) {
    return listed.length === distribution.length ? balanceOfClasses(listed) : null
  }
  const [largest] = listed
  return largest === undefined || largest.label === rarest.label ? null : balanceOf(largest, rarest, smallClasses)
}
