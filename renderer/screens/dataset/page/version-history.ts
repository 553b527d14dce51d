/** The history of a dataset as it is shown: small steps of one piece of work together, the newest first. Pure. */
import type { VersionRecord } from '../../../../main/ipc/contract/records.ts'

/** Versions that are told of as one: each but the first is an edit of the one before. */
export interface HistoryEntry {
  /** Oldest first; at least one. */
  readonly versions: readonly VersionRecord[]
  /** Whether the current version is the last of these. */
  readonly current: boolean
  /** Whether the current version is one of them, or came of them. */
  readonly inUse: boolean
}

/** Edits of one place of the app that follow each other within so long are one piece of work, in milliseconds. */
const longestPause = 30 * 60_000

/** The versions as entries. What a run learned from, or what is current, ends its entry: it can be gone back to. */
export function historyOf(versions: readonly VersionRecord[], current: number): HistoryEntry[] {
  const byNumber = new Map(versions.map((version) => [version.number, version]))
  const used = new Set<number>()
  for (let at: number | null = current; at !== null; at = byNumber.get(at)?.parent ?? null) used.add(at)
  const entries: VersionRecord[][] = []
  for (const version of versions) {
    const entry = entries.at(-1)
    const before = entry?.at(-1)
    if (entry !== undefined && before !== undefined && goesOn(before, version, used, current)) entry.push(version)
    else entries.push([version])
  }
  return entries
    .map((own) => ({
      versions: own,
      current: own.at(-1)!.number === current,
      inUse: own.some(({ number }) => used.has(number)),
    }))
    .reverse()
}

function goesOn(before: VersionRecord, version: VersionRecord, used: ReadonlySet<number>, current: number): boolean {
  return (
    (version.place === 'labelling' || version.place === 'rows') &&
    before.place === version.place &&
    version.parent === before.number &&
    before.runs.length === 0 &&
    before.number !== current &&
    used.has(before.number) === used.has(version.number) &&
    version.createdAt - before.createdAt < longestPause
  )
}
