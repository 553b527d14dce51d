/** Numbers of a latent space: noise that follows from a seed, and ways from one point to another. */
import { randomUnit } from '../spec/random.ts'

/** Draws that no training makes: its parts of the stream are counted from 0. */
const drawn = 0x40_0000

/** Standard normal numbers, rows × width; the numbers of a row depend on the seed and its place alone (Box–Muller). */
export function seededNoise(seed: number, rows: readonly number[], width: number): Float32Array {
  const noise = new Float32Array(rows.length * width)
  rows.forEach((row, at) => {
    for (let index = 0; index < width; index++) {
      // From above 0 to 1, as a logarithm wants it.
      const radius = Math.sqrt(-2 * Math.log(1 - randomUnit(seed, 'noise', drawn + row, 2 * index)))
      noise[at * width + index] = radius * Math.cos(2 * Math.PI * randomUnit(seed, 'noise', drawn + row, 2 * index + 1))
    }
  })
  return noise
}

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * b[at]!, 0)

/** Nearer to parallel than this, an arc is a line. */
const parallel = 1e-4

/**
 * Points on the arc from one to another, both included, steps × width: on the straight line between two points of a normal
 * distribution of many numbers there are points that it hardly ever gives (White 2016). Their lengths go evenly.
 */
export function arc(from: Float32Array, to: Float32Array, steps: number): Float32Array {
  const lengths = [Math.sqrt(dot(from, from)), Math.sqrt(dot(to, to))] as const
  const cosine = dot(from, to) / (lengths[0] * lengths[1])
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)))
  const isLine = !(Math.sin(angle) > parallel)
  const points = new Float32Array(steps * from.length)
  for (let step = 0; step < steps; step++) {
    const share = step / (steps - 1)
    const [own, other] = isLine
      ? [1 - share, share]
      : [Math.sin((1 - share) * angle) / Math.sin(angle), Math.sin(share * angle) / Math.sin(angle)]
    const length = lengths[0] + share * (lengths[1] - lengths[0])
    // On the arc between the directions, then to its length.
    const scale = isLine ? [own, other] : [(own * length) / lengths[0], (other * length) / lengths[1]]
    for (let at = 0; at < from.length; at++) {
      points[step * from.length + at] = scale[0]! * from[at]! + scale[1]! * to[at]!
    }
  }
  return points
}
