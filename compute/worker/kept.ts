/** What was found out about the table that was asked about last: a person looks at one table for a while. */
import type { ImportedTable } from '../spec/dataset.ts'

export interface Kept<T> {
  of(table: Pick<ImportedTable, 'fingerprint'>, make: () => Promise<T>): Promise<T>
}

/** Nothing is kept yet. */
export function createKept<T>(): Kept<T> {
  let last: { readonly fingerprint: string; readonly made: Promise<T> } | null = null
  return {
    of({ fingerprint }, make) {
      if (last?.fingerprint === fingerprint) return last.made
      const made = make()
      last = { fingerprint, made }
      made.catch(() => (last = null))
      return made
    },
  }
}
