/**
 * The smallest and largest values of a growing curve, by blocks of 16, 32, 64 … points: what a chart needs to draw
 * hundreds of thousands of points in as many steps as it has pixels.
 *
 * Blocks lie at fixed places, so a curve that grows keeps its drawn shape instead of shimmering.
 */

/** Points in the smallest block, as a power of two. */
const smallest = 4

interface Level {
  /** For each block the index of its smallest and of its largest finite value; -1 where it has none. */
  readonly lows: number[]
  readonly highs: number[]
}

export interface ExtremePyramid {
  /** Level k has blocks of 2^(smallest + k) points; only whole blocks. */
  readonly levels: Level[]
  /** Points that are taken in. */
  length: number
}

export function createPyramid(): ExtremePyramid {
  return { levels: [], length: 0 }
}

/** Takes in the points that were appended since the last time. */
export function growPyramid(pyramid: ExtremePyramid, values: ArrayLike<number>, length: number): void {
  pyramid.length = length
  for (let k = 0; length >> (smallest + k) > 0; k++) {
    const level = (pyramid.levels[k] ??= { lows: [], highs: [] })
    const below = pyramid.levels[k - 1]
    for (let block = level.lows.length; block < length >> (smallest + k); block++) {
      const [low, high] =
        below === undefined
          ? scan(values, block << smallest, (block + 1) << smallest)
          : join(values, below, block * 2, block * 2 + 1)
      level.lows.push(low)
      level.highs.push(high)
    }
  }
}

/** Indices of the smallest and largest finite value of [from, to), the first of each; -1 where there is none. */
function scan(values: ArrayLike<number>, from: number, to: number): [low: number, high: number] {
  let low = -1
  let high = -1
  for (let index = from; index < to; index++) {
    const value = values[index]!
    if (!Number.isFinite(value)) continue
    if (low < 0 || value < values[low]!) low = index
    if (high < 0 || value > values[high]!) high = index
  }
  return [low, high]
}

function join(values: ArrayLike<number>, level: Level, a: number, b: number): [low: number, high: number] {
  const [lowA, lowB, highA, highB] = [level.lows[a]!, level.lows[b]!, level.highs[a]!, level.highs[b]!]
  if (lowA < 0) return [lowB, highB]
  if (lowB < 0) return [lowA, highA]
  return [values[lowB]! < values[lowA]! ? lowB : lowA, values[highB]! > values[highA]! ? highB : highA]
}

/**
 * Indices of the points to draw, rising, out of [from, to): all of them if they are at most 2 a bucket, otherwise the
 * first, the last, and the smallest and largest of each block, the blocks being the largest that make at least
 * `buckets` / 2 of them. A block without a finite value keeps one point, so that a gap stays a gap.
 */
export function downsample(
  pyramid: ExtremePyramid,
  values: ArrayLike<number>,
  from: number,
  to: number,
  buckets: number,
): number[] {
  const count = Math.max(0, to - from)
  if (count <= buckets * 2 + 2) return Array.from({ length: count }, (_, index) => from + index)
  const shift = Math.max(smallest, Math.ceil(Math.log2(count / buckets)))
  const level = pyramid.levels[shift - smallest]
  const kept = [from]
  let index = from
  while (index < to) {
    const block = index >> shift
    const end = Math.min(to, (block + 1) << shift)
    const whole = index === block << shift && end === (block + 1) << shift && block < (level?.lows.length ?? 0)
    const [low, high] = whole ? [level!.lows[block]!, level!.highs[block]!] : scan(values, index, end)
    if (low < 0) keep(kept, index)
    else {
      keep(kept, Math.min(low, high))
      keep(kept, Math.max(low, high))
    }
    index = end
  }
  keep(kept, to - 1)
  return kept
}

function keep(kept: number[], index: number): void {
  if (index > kept[kept.length - 1]!) kept.push(index)
}
