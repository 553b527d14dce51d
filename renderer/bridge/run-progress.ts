/** The live state of runs that are training, by their id, fed by the main process's events. */
import { create } from 'zustand'
import type { RunProgress } from '../../compute/spec/run.ts'
import { listen } from './invoke.ts'

interface RunProgressState {
  readonly progress: ReadonlyMap<string, RunProgress>
}

const useStore = create<RunProgressState>(() => ({ progress: new Map() }))

/** Progress of a run, or null when none was reported since the app started. */
export function useRunProgress(id: string): RunProgress | null {
  return useStore(({ progress }) => progress.get(id) ?? null)
}

/** Feeds the events into the store; the returned function ends that. */
export function followRuns(): () => void {
  return listen('run.progress', ({ id, progress }) =>
    useStore.setState((state) => ({ progress: new Map(state.progress).set(id, progress) })),
  )
}
