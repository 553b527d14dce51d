/** Supervises runs: the queue, one run training at a time, the commands of a person, and what becomes of each run. */
import { StudioError, errorToData } from '../../compute/spec/errors.ts'
import type { AnyRunSpec } from '../../compute/spec/generation.ts'
import type { AnyRunPlace, EngineProtocol } from '../../compute/worker/engine-protocol.ts'
import type { DatabaseProtocol } from '../database/protocol.ts'
import type { RunChange } from '../database/queries/run-results.ts'
import type { AnyRunRecord, RunSummary } from '../ipc/contract/records.ts'
import type { Emit } from '../ipc/send-events.ts'
import type { ThreadClient } from '../threads/thread-client.ts'
import { architectureText } from './architecture.ts'
import { newRecordId } from './record-id.ts'
import type { RunSession } from './run-session.ts'
import { openRunSession } from './run-session.ts'
import type { RunCommand, RunHappening } from './run-states.ts'
import { isActive, nextStatus } from './run-states.ts'

export interface RunSupervisorOptions {
  readonly database: ThreadClient<DatabaseProtocol>
  readonly startThread: (name: string) => ThreadClient<EngineProtocol>
  /** Where a run's parts are, in the open project. */
  readonly locate: (run: AnyRunRecord) => Promise<AnyRunPlace>
  readonly versions: Readonly<Record<string, string>>
  readonly emit: Emit
  /** Called when a run was made. */
  readonly onStart: () => void
  /** Called when a run came to its end, well or not. */
  readonly onEnd: (run: RunSummary) => void
  readonly onFault: (error: unknown) => void
}

/** A run that is to be started. */
export interface RunOrder {
  readonly datasetId: string
  readonly spec: AnyRunSpec
  readonly name: string | null
}

export interface RunSupervisor {
  /** Makes a run and puts it into the queue. */
  start(order: RunOrder): Promise<AnyRunRecord>
  /** Resolves when the run stands still, its state in a checkpoint. */
  pause(id: string): Promise<void>
  resume(id: string): Promise<void>
  /** Resolves when the run is stopped and evaluated. */
  stop(id: string): Promise<void>
  extend(id: string, epochs: number): Promise<void>
  /** Whether the run is in hand here: queued, training or paused. */
  isInHand(id: string): boolean
  /** The ids of the runs in hand, in no order. */
  inHand(): string[]
  /** Leaves off all work so that it can go on another time; resolves when all of it is in checkpoints. */
  interruptAll(): Promise<void>
}

interface OpenSession extends RunSession {
  /** Resolves, never rejects, when the run's end is in the database. */
  readonly settled: Promise<void>
}

/** A supervisor with nothing to do. */
export function createRunSupervisor(options: RunSupervisorOptions): RunSupervisor {
  const { database, emit } = options
  const queue: string[] = []
  const sessions = new Map<string, OpenSession>()
  /** The run that trains now. A paused one keeps its thread but not its turn. */
  let training: string | null = null
  let leavingOff = false

  /** Runs that no thread trains and that are being stopped. */
  const stopping = new Map<string, Promise<void>>()

  const isInHand = (id: string): boolean => queue.includes(id) || sessions.has(id) || stopping.has(id)

  // A status is read and written in one go, one step after the other.
  let turn: Promise<unknown> = Promise.resolve()
  function step(id: string, name: RunCommand | RunHappening, change: Omit<RunChange, 'id' | 'status'> = {}) {
    const done = turn.then(async () => {
      const { status: kept } = await database.ask('runs.get', { id })
      // A status that could not be written when it changed (the disk was full) says what it said before that.
      const status = isActive[kept] && !isInHand(id) ? 'interrupted' : kept
      const run = await database.ask('runs.change', { id, status: nextStatus(status, name), ...change })
      emit('run.changed', { run })
      return run
    })
    turn = done.catch(() => undefined)
    return done
  }

  function enqueue(id: string): void {
    queue.push(id)
    takeNext()
  }

  function takeNext(): void {
    if (leavingOff || training !== null) return
    const id = queue[0]
    if (id === undefined) return
    training = id
    void begin(id).catch(async (error: unknown) => {
      await fail(id, error)
      letGo(id)
    })
  }

  async function begin(id: string): Promise<void> {
    const paused = sessions.get(id)
    const run = await step(id, 'start', paused === undefined ? { startedAt: Date.now(), ...clean } : {})
    // Only now: a run is always in the queue or in a session until its end is written.
    if (paused === undefined) await open(run.id)
    else await paused.command('resume')
    queue.splice(queue.indexOf(id), 1)
  }

  async function open(id: string): Promise<void> {
    const record = await database.ask('runs.get', { id })
    const place = await options.locate(record)
    const session = openRunSession({ id, place, database, emit, thread: options.startThread(record.name) })
    sessions.set(id, { ...session, settled: settle(id, session) })
  }

  async function settle(id: string, session: RunSession): Promise<void> {
    try {
      const end = await session.end
      if (end.kind === 'interrupted') {
        await step(id, 'interrupt')
      } else {
        const endedAt = Date.now()
        const report = end.report === null ? {} : { report: { createdAt: endedAt, report: end.report } }
        const name = end.outcome === 'stopped-by-person' ? 'stop' : 'complete'
        options.onEnd(await step(id, name, { outcome: end.outcome, endedAt, ...report }))
      }
    } catch (error) {
      await fail(id, error)
    }
    letGo(id)
  }

  async function fail(id: string, error: unknown): Promise<void> {
    options.onFault(error)
    try {
      options.onEnd(await step(id, 'fail', { error: errorToData(error), endedAt: Date.now() }))
    } catch (unwritten) {
      // The end could not be written; what is shown must be true all the same.
      options.onFault(unwritten)
      const run = await database.ask('runs.get', { id }).catch(() => null)
      if (run !== null) emit('run.changed', { run: { ...run, status: 'failed' } })
    }
  }

  function letGo(id: string): void {
    sessions.delete(id)
    const place = queue.indexOf(id)
    if (place >= 0) queue.splice(place, 1)
    if (training === id) training = null
    takeNext()
  }

  /** Ends a run that no thread is at: there may be weights to evaluate all the same. */
  async function stopResting(id: string): Promise<void> {
    const record = await database.ask('runs.get', { id })
    nextStatus(record.status, 'stop')
    const thread = options.startThread(record.name)
    const place = queue.indexOf(id)
    if (place >= 0) queue.splice(place, 1)
    try {
      const report = await thread.ask('evaluate', await options.locate(record))
      const endedAt = Date.now()
      const kept = report === null ? {} : { report: { createdAt: endedAt, report } }
      await step(id, 'stop', { outcome: 'stopped-by-person', endedAt, ...kept })
    } catch (error) {
      await fail(id, error)
      throw error
    } finally {
      await thread.close()
    }
  }

  function stopOnce(id: string): Promise<void> {
    const done = stopping.get(id) ?? stopResting(id).finally(() => stopping.delete(id))
    stopping.set(id, done)
    return done
  }

  return {
    async start({ datasetId, spec, name }) {
      const id = newRecordId()
      const run = await database.ask('runs.insert', {
        id,
        name,
        status: 'queued',
        datasetId,
        architecture: architectureText(spec.model),
        createdAt: Date.now(),
        spec,
        versions: options.versions,
      })
      emit('run.changed', { run })
      options.onStart()
      enqueue(id)
      return run
    },
    async pause(id) {
      const session = sessions.get(id)
      if (session === undefined || training !== id) throw await refusal(id, 'pause')
      if (!(await session.command('pause'))) throw await refusal(id, 'pause')
      await step(id, 'pause')
      training = null
      takeNext()
    },
    async resume(id) {
      if (stopping.has(id)) throw await refusal(id, 'resume')
      await step(id, 'resume')
      enqueue(id)
    },
    async stop(id) {
      const session = sessions.get(id)
      if (session === undefined) return stopOnce(id)
      await session.command('stop')
      await session.settled
    },
    async extend(id, epochs) {
      const { epoch } = await database.ask('runs.get', { id })
      await step(id, 'extend', { totalEpochs: epoch + epochs })
      enqueue(id)
    },
    isInHand,
    inHand: () => [...new Set([...queue, ...sessions.keys(), ...stopping.keys()])],
    async interruptAll() {
      leavingOff = true
      try {
        await Promise.all(
          [...sessions.values()].map(async (session) => {
            await session.command('interrupt')
            await session.settled
          }),
        )
        await Promise.allSettled(stopping.values())
        for (const id of queue.splice(0)) await step(id, 'interrupt')
      } finally {
        leavingOff = false
      }
    },
  }

  async function refusal(id: string, command: RunCommand): Promise<StudioError> {
    const { status } = await database.ask('runs.get', { id })
    return new StudioError('run-not-in-that-state', { status, command })
  }
}

/** What a run that begins again no longer has. */
const clean = { outcome: null, endedAt: null, error: null } as const
