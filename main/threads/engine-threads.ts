/** The engine's threads: one for tables and advice, one for questions to finished runs, one for each run that trains. */
import type { ErrorCode } from '../../compute/spec/errors.ts'
import type { EngineProtocol } from '../../compute/worker/engine-protocol.ts'
import type { ThreadClient } from './thread-client.ts'

export type EngineThread = ThreadClient<EngineProtocol>

export interface EngineThreads {
  /** For tables and advice. Started when first needed, and again should it have died. */
  tables(): EngineThread
  /** For questions to finished runs; it keeps the runs that were asked last. Started as `tables` is. */
  results(): EngineThread
  /** A thread of its own for a run. */
  start(name: string): EngineThread
  /** Ends the threads for tables and results, as when their project is closed. */
  close(): Promise<void>
}

/** No threads yet; `start` makes one, whose requests fail with `deathCode` should it die. */
export function createEngineThreads(start: (name: string, deathCode: ErrorCode) => EngineThread): EngineThreads {
  const kept = new Map<string, EngineThread>()
  const keep = (name: string): EngineThread => {
    const found = kept.get(name)
    if (found !== undefined) return found
    const thread = start(name, 'internal')
    kept.set(name, thread)
    void thread.ended.then(() => kept.get(name) === thread && kept.delete(name))
    return thread
  }
  return {
    tables: () => keep('tables'),
    results: () => keep('results'),
    start: (name) => start(name, 'training-thread-died'),
    async close() {
      const threads = [...kept.values()]
      kept.clear()
      await Promise.all(threads.map((thread) => thread.close()))
    },
  }
}
