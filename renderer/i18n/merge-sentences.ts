/** Sentences as trees, of which several files make one. */

/** A tree of sentences. */
export interface Sentences {
  [key: string]: string | Sentences
}

/** Two trees as one; where both have a text, the second's. */
export function mergeSentences(into: Sentences, from: Sentences): Sentences {
  const merged = { ...into }
  for (const [key, value] of Object.entries(from)) {
    const before = merged[key]
    merged[key] = typeof before === 'object' && typeof value === 'object' ? mergeSentences(before, value) : value
  }
  return merged
}
