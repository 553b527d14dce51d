/** The epochs of a run, kept up to date: its history asked for once, then what events tell of. */
import { useEffect, useState } from 'react'
import type { EpochMetrics } from '../../../compute/spec/run.ts'
import { invoke, listen } from '../../bridge/invoke.ts'

export interface Epochs {
  readonly epochs: readonly EpochMetrics[]
  /** Rises with every change. */
  readonly version: number
  /** Rises when epochs that were there are told anew. */
  readonly rewrites: number
  readonly state: 'waiting' | 'ready' | 'failed'
  readonly error: unknown
}

const none: Epochs = { epochs: [], version: 0, rewrites: 0, state: 'waiting', error: null }

/** Epochs with others behind them; those that come again, and all after them, are replaced. */
export function withEpochs(before: Epochs, more: readonly EpochMetrics[]): Epochs {
  const first = more[0]
  if (first === undefined) return before
  const kept = before.epochs.filter(({ epoch }) => epoch < first.epoch)
  return {
    ...before,
    epochs: [...kept, ...more],
    version: before.version + 1,
    rewrites: before.rewrites + (kept.length < before.epochs.length ? 1 : 0),
  }
}

/** The epochs of one run. The component has to be keyed by the run. */
export function useEpochs(id: string): Epochs {
  const [all, setAll] = useState(none)
  useEffect(() => {
    let ended = false
    // What comes before the history does is behind it, or told by it already.
    let early: EpochMetrics[] | null = []
    const end = listen('run.epochs', (event) => {
      if (event.id !== id) return
      if (early !== null) early.push(...event.epochs)
      else setAll((before) => withEpochs(before, event.epochs))
    })
    invoke('runs.history', { id }).then(
      (history) => {
        if (ended) return
        const newer = early ?? []
        early = null
        setAll(() => ({ ...withEpochs(withEpochs(none, history), newer), state: 'ready' }))
      },
      (error: unknown) => {
        if (!ended) setAll({ ...none, state: 'failed', error })
      },
    )
    return () => {
      ended = true
      end()
    }
  }, [id])
  return all
}
