/** What can be done with several runs at once. Pure. */
import type { RunStatus } from '../../../compute/spec/run.ts'
import type { RunSummary } from '../../../main/ipc/contract/records.ts'

const activeStates = {
  queued: true,
  running: true,
  paused: true,
  interrupted: false,
  stopped: false,
  completed: false,
  failed: false,
} as const satisfies Record<RunStatus, boolean>

/** Whether a run is being worked on: then it can't be deleted. */
export function isActive(run: RunSummary): boolean {
  return activeStates[run.status]
}

/** How many runs can be compared at once. */
export const fewestCompared = 2
export const mostCompared = 20

export function canCompare(count: number): boolean {
  return count >= fewestCompared && count <= mostCompared
}

/** The address of a comparison, oldest run first, so that the same runs always have the same places. */
export function compareAddress(runs: readonly RunSummary[]): string {
  const sorted = [...runs].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
  return slotsAddress(sorted.map(({ id }) => id))
}

/** The address of a comparison by its places; null is one that a run has left. */
export function slotsAddress(slots: readonly (string | null)[]): string {
  return `/runs/compare?${new URLSearchParams({ ids: slots.join(',') }).toString()}`
}

/** The places of a comparison's address, each run once, not more than can be compared. */
export function comparedSlots(query: URLSearchParams): (string | null)[] {
  const seen = new Set<string>()
  return (query.get('ids') ?? '')
    .split(',')
    .slice(0, mostCompared)
    .map((id) => {
      if (id === '' || seen.has(id)) return null
      seen.add(id)
      return id
    })
}

/** Groups of states that one filters by. */
export const statusFilters = {
  all: [],
  finished: ['completed', 'stopped'],
  inProgress: ['queued', 'running', 'paused'],
  needsYou: ['interrupted', 'failed'],
} as const satisfies Record<string, readonly RunStatus[]>
export type StatusFilter = keyof typeof statusFilters
export const statusFilterKeys = Object.keys(statusFilters) as StatusFilter[]
