/** Groups of things of which each is like another one. */

/** For each thing the first of its group, when the pairs are alike. */
export function firstOfGroups(count: number, pairs: Iterable<readonly [number, number]>): Uint32Array {
  const first = Uint32Array.from({ length: count }, (_, at) => at)
  const rootOf = (at: number): number => {
    let root = at
    while (first[root] !== root) root = first[root]!
    for (let next = at; first[next] !== root;) [next, first[next]] = [first[next]!, root]
    return root
  }
  for (const [a, b] of pairs) {
    const [one, other] = [rootOf(a), rootOf(b)]
    if (one !== other) first[Math.max(one, other)] = Math.min(one, other)
  }
  return first.map((_, at) => rootOf(at))
}

/** Pairs of things that share a key, each thing with the one before it under that key. */
export function* pairsByKey<Key>(keys: Iterable<Key>): Generator<readonly [number, number]> {
  const last = new Map<Key, number>()
  let at = 0
  for (const key of keys) {
    const before = last.get(key)
    if (before !== undefined) yield [before, at]
    last.set(key, at++)
  }
}
