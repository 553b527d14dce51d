/** The first layers of a BERT as a choice of parameters that stay as they are. */

/** The names under which the embeddings and so many layers stand; none for 0. */
export function frozenLayers(count: number): string[] {
  if (count === 0) return []
  return ['bert.embeddings', ...Array.from({ length: count }, (_, layer) => `bert.encoder.layer.${layer}`)]
}

/** How many layers such names are of. */
export function frozenLayerCount(frozen: readonly string[]): number {
  return frozen.filter((name) => /^bert\.encoder\.layer\.\d+$/.test(name)).length
}
