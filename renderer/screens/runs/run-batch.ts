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

/** The address of a comparison; the order of the runs keeps their colours. */
export function compareAddress(ids: readonly string[]): string {
  return `/runs/compare?${new URLSearchParams({ ids: ids.join(',') }).toString()}`
}

/** The runs of a comparison's address, each once, not more than can be compared. */
export function comparedIds(query: URLSearchParams): string[] {
  const ids = (query.get('ids') ?? '').split(',').filter((id) => id !== '')
  return [...new Set(ids)].slice(0, mostCompared)
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
