/**
 * The line of each run in a comparison: a colour and a dash of its own.
 *
 * A run's colour comes from its id, so it is the same in every comparison as long as no other run there has it; then the
 * later one in the list takes the next that is free.
 */
import type { Curve } from '../../charts/lines/curve.ts'

export type RunTone = Pick<Curve, 'tone' | 'dash'>

const tones = [1, 2, 3, 4, 5, 6, 7, 8] as const
const dashOrder = ['solid', 'dashed', 'dotted'] as const

/** Lines of the runs; beyond 24 runs they repeat. */
export function runTones(ids: readonly string[]): ReadonlyMap<string, RunTone> {
  const taken = new Set<number>()
  const lines = new Map<string, RunTone>()
  const sorted = [...ids].sort()
  sorted.forEach((id, index) => {
    const round = Math.floor(index / tones.length)
    if (index % tones.length === 0) taken.clear()
    let slot = hash(id) % tones.length
    while (taken.has(slot)) slot = (slot + 1) % tones.length
    taken.add(slot)
    lines.set(id, { tone: tones[slot]!, dash: dashOrder[round % dashOrder.length]! })
  })
  return lines
}

/** FNV-1a over UTF-16 units, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return value >>> 0
}
