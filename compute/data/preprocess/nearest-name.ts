/** Finds the name a person most likely meant. */

/**
 * The name that takes the fewest edits from what was written, letter case aside; null where none is near
 * (more edits than a third of its length, but at least two).
 */
export function nearestName(names: readonly string[], written: string): string | null {
  const asked = written.toLowerCase()
  let nearest: string | null = null
  let fewest = Infinity
  for (const name of names) {
    const edits = editDistance(name.toLowerCase(), asked)
    if (edits < fewest && edits <= Math.max(2, name.length / 3)) {
      nearest = name
      fewest = edits
    }
  }
  return nearest
}

/** Levenshtein distance: insertions, deletions and substitutions from one text to the other. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(above[j]! + 1, row[j - 1]! + 1, substitution))
    }
    above = row
  }
  return above[b.length]!
}
