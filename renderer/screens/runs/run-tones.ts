/**
 * The line of each run in a comparison: a colour and a dash of its own, by its place there.
 *
 * The colours go in the tokens' order, which tells the first ones apart best. A run that is left out leaves its place
 * empty, so the others keep their lines.
 */
import type { Curve } from '../../charts/lines/curve.ts'

export type RunTone = Pick<Curve, 'tone' | 'dash'>

const tones = [1, 2, 3, 4, 5, 6, 7, 8] as const
const dashOrder = ['solid', 'dashed', 'dotted'] as const

/** Lines of the runs; beyond 24 places they repeat. */
export function runTones(slots: readonly (string | null)[]): ReadonlyMap<string, RunTone> {
  const lines = new Map<string, RunTone>()
  slots.forEach((id, place) => {
    if (id === null) return
    const dash = dashOrder[Math.floor(place / tones.length) % dashOrder.length]!
    lines.set(id, { tone: tones[place % tones.length]!, dash })
  })
  return lines
}
