/** What was found out last: a person looks at one table, or moves one setting, for a while. */
export interface Kept<T> {
  /** What was made for the key, or is made now. A making that fails is not kept. */
  of(key: string, make: () => Promise<T>): Promise<T>
}

/** Nothing is kept yet. */
export function createKept<T>(): Kept<T> {
  let last: { readonly key: string; readonly made: Promise<T> } | null = null
  return {
    of(key, make) {
      if (last?.key === key) return last.made
      const made = make()
      last = { key, made }
      made.catch(() => (last = last?.made === made ? null : last))
      return made
    },
  }
}
