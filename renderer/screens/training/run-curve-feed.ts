/**
 * The curves of a run, kept up to date: its history asked for once, then the epochs that events tell of.
 *
 * However many epochs arrive, listeners are told once a frame.
 */
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { EpochMetrics } from '../../../compute/spec/run.ts'
import { invoke, listen } from '../../bridge/invoke.ts'
import { createRunCurves, mergeEpochs, type RunCurves } from '../../charts/data/run-curves.ts'

/** What a component draws: another object for each state, the columns within shared and growing. */
export interface CurvesSnapshot {
  readonly curves: RunCurves
  readonly version: number
  readonly state: 'waiting' | 'ready' | 'failed'
  readonly error: unknown
}

export class RunCurveFeed {
  readonly #id: string
  readonly #listeners = new Set<() => void>()
  #curves = createRunCurves()
  #snapshot: CurvesSnapshot
  /** Epochs that came before the history did. */
  #early: EpochMetrics[] | null = []
  #frame = 0
  #end: (() => void) | null = null

  constructor(id: string) {
    this.#id = id
    this.#snapshot = { curves: this.#curves, version: 0, state: 'waiting', error: null }
  }

  /** Listens; the first listener starts the feed, the last one that leaves ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    if (this.#listeners.size === 1) this.#start()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#stop()
    }
  }

  readonly snapshot = (): CurvesSnapshot => this.#snapshot

  #start(): void {
    this.#early = []
    const end = listen('run.epochs', ({ id, epochs }) => {
      if (id !== this.#id) return
      if (this.#early !== null) this.#early.push(...epochs)
      else if (mergeEpochs(this.#curves, epochs)) this.#soon()
    })
    let ended = false
    this.#end = () => {
      ended = true
      end()
    }
    invoke('runs.history', { id: this.#id }).then(
      (history) => {
        if (ended) return
        this.#curves = createRunCurves()
        mergeEpochs(this.#curves, history)
        mergeEpochs(this.#curves, this.#early ?? [])
        this.#early = null
        this.#publish({ state: 'ready', error: null })
      },
      (error: unknown) => {
        if (!ended) this.#publish({ state: 'failed', error })
      },
    )
  }

  #stop(): void {
    this.#end?.()
    this.#end = null
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
  }

  #soon(): void {
    if (this.#frame !== 0) return
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0
      this.#publish({})
    })
  }

  #publish(changes: Partial<CurvesSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...changes, curves: this.#curves, version: this.#snapshot.version + 1 }
    for (const listener of this.#listeners) listener()
  }
}

/** The curves of one run. The component has to be keyed by the run. */
export function useRunCurves(id: string): CurvesSnapshot {
  const [feed] = useState(() => new RunCurveFeed(id))
  return useSyncExternalStore(feed.subscribe, feed.snapshot)
}

/** The curves of several runs, in the order of `ids`; null for those that are not there yet. */
export function useManyRunCurves(ids: readonly string[]): readonly (CurvesSnapshot | null)[] {
  const [snapshots, setSnapshots] = useState<ReadonlyMap<string, CurvesSnapshot>>(new Map())
  const key = ids.join('\n')
  useEffect(() => {
    const endings = key.split('\n').map((id) => {
      const feed = new RunCurveFeed(id)
      return feed.subscribe(() => setSnapshots((known) => new Map(known).set(id, feed.snapshot())))
    })
    return () => endings.forEach((end) => end())
  }, [key])
  return ids.map((id) => snapshots.get(id) ?? null)
}
