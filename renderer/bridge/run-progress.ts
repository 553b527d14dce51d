/** The live state of runs that are training, by their id, fed by the main process's events. */
import { create } from 'zustand'
import type { JobProgress } from '../../compute/spec/job.ts'
import type { RunProgress } from '../../compute/spec/run.ts'
import { listen } from './invoke.ts'

interface RunProgressState {
  readonly progress: ReadonlyMap<string, RunProgress>
  /** Of runs whose data is being prepared, before their training begins. */
  readonly preparing: ReadonlyMap<string, JobProgress>
}

const useStore = create<RunProgressState>(() => ({ progress: new Map(), preparing: new Map() }))

/** Progress of a run, or null when none was reported since the app started. */
export function useRunProgress(id: string): RunProgress | null {
  return useStore(({ progress }) => progress.get(id) ?? null)
}

/** How far a run's data is prepared, or null when it isn't being prepared. */
export function useRunPreparing(id: string): JobProgress | null {
  return useStore(({ preparing }) => preparing.get(id) ?? null)
}

function without<T>(map: ReadonlyMap<string, T>, id: string): ReadonlyMap<string, T> {
  return map.has(id) ? new Map([...map].filter(([key]) => key !== id)) : map
}

/** Feeds the events into the store; the returned function ends that. */
export function followRuns(): () => void {
  const ends = [
    listen('run.preparing', ({ id, progress }) =>
      useStore.setState((state) => ({ preparing: new Map(state.preparing).set(id, progress) })),
    ),
    listen('run.progress', ({ id, progress }) =>
      useStore.setState((state) => ({
        progress: new Map(state.progress).set(id, progress),
        preparing: without(state.preparing, id),
      })),
    ),
    // Whatever a run is next, it is no longer being prepared.
    listen('run.changed', ({ run }) =>
      useStore.setState((state) =>
        run.status === 'running' ? state : { preparing: without(state.preparing, run.id) },
      ),
    ),
  ]
  return () => ends.forEach((end) => end())
}
