/** Keeps the finished runs that were asked last, so that a question to one of them is answered at once. */
import type { AnyRunPlace } from './engine-protocol.ts'

/** More are not kept: each holds its encoded table. */
const mostKept = 2

/** What is kept of a run. */
interface Kept {
  release(): Promise<void>
}

export interface RecentRuns<Place, Run> {
  /** Asks a run, loading it first where necessary. */
  ask<T>(place: Place, question: (run: Run) => T | Promise<T>): Promise<T>
  /** Lets go of all. */
  release(): Promise<void>
}

/** An empty memory. `version` tells apart the states of a run's checkpoint, as when it was extended in between. */
export function createRecentRuns<Place extends AnyRunPlace, Run extends Kept>(
  version: (place: Place) => Promise<string>,
  loadRun: (place: Place) => Promise<Run>,
): RecentRuns<Place, Run> {
  const kept = new Map<string, Promise<Run>>()
  // One question at a time: a run must not be let go while it is being asked.
  let turn: Promise<unknown> = Promise.resolve()

  async function load(place: Place): Promise<Run> {
    const key = `${place.checkpoint}\n${await version(place)}`
    const known = kept.get(key)
    const run = known ?? loadRun(place)
    // The newest stands last.
    kept.delete(key)
    kept.set(key, run)
    try {
      await run
    } catch (error) {
      kept.delete(key)
      throw error
    }
    while (kept.size > mostKept) await letGoOldest()
    return run
  }

  async function letGoOldest(): Promise<void> {
    const [oldest] = kept
    if (oldest === undefined) return
    kept.delete(oldest[0])
    await (await oldest[1]).release()
  }

  return {
    ask(place, question) {
      const answer = turn.then(async () => question(await load(place)))
      turn = answer.catch(() => undefined)
      return answer
    },
    async release() {
      await turn
      while (kept.size > 0) await letGoOldest()
    },
  }
}
