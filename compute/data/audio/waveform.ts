/** How a recording looks: the range of its samples in equal parts. */

/** Parts that a small picture shows. */
const smallParts = 120
/** Parts that a picture across a page shows. */
export const fullParts = 480

/** The lowest and highest sample of each part, in turn, with three decimals. */
export function waveformOf(samples: Float32Array, parts = smallParts): number[] {
  const count = Math.min(parts, Math.max(1, samples.length))
  return Array.from({ length: count }, (_, part) => {
    const from = Math.floor((part * samples.length) / count)
    const to = Math.max(from + 1, Math.floor(((part + 1) * samples.length) / count))
    let [low, high] = [Infinity, -Infinity]
    for (let at = from; at < to; at++) {
      const sample = samples[at] ?? 0
      low = Math.min(low, sample)
      high = Math.max(high, sample)
    }
    return [low, high].map((value) => Math.round(value * 1000) / 1000)
  }).flat()
}
