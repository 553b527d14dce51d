/** A run while a thread trains it: keeps in the database what the thread tells, in the order that a crash can't hurt. */
import type { EpochMetrics } from '../../compute/spec/run.ts'
import type {
  AnyRunPlace,
  EngineProtocol,
  TrainingCommand,
  TrainingEnd,
  TrainingEvent,
} from '../../compute/worker/engine-protocol.ts'
import type { DatabaseProtocol } from '../database/protocol.ts'
import type { RunSummary } from '../ipc/contract/records.ts'
import type { Emit } from '../ipc/send-events.ts'
import type { ThreadClient } from '../threads/thread-client.ts'

/** Milliseconds between two times that lists hear of a run's new epochs. */
const summaryIntervalMs = 1000

export interface RunSessionOptions {
  readonly id: string
  readonly place: AnyRunPlace
  readonly thread: ThreadClient<EngineProtocol>
  readonly database: ThreadClient<DatabaseProtocol>
  readonly emit: Emit
}

export interface RunSession {
  /** How training ended. Rejects where it failed or its thread died. */
  readonly end: Promise<TrainingEnd>
  /** Tells the training thread what to do; true when that has come to pass, false when the run had ended before. */
  command(command: TrainingCommand): Promise<boolean>
}

/** Begins to train a run. The thread ends with the session. */
export function openRunSession({ id, place, thread, database, emit }: RunSessionOptions): RunSession {
  let lastSummaryAt = 0
  const showSummary = (run: RunSummary, now = Date.now()): void => {
    if (now - lastSummaryAt < summaryIntervalMs) return
    lastSummaryAt = now
    emit('run.changed', { run })
  }

  async function keepEpochs(epochs: readonly EpochMetrics[]): Promise<void> {
    const run = await database.ask('epochs.append', { id, epochs })
    emit('run.epochs', { id, epochs: [...epochs] })
    showSummary(run)
  }

  async function keep(event: TrainingEvent): Promise<void> {
    switch (event.kind) {
      case 'preparing':
        emit('run.preparing', { id, progress: event.progress })
        break
      case 'begin':
        // The checkpoint is what counts: epochs that were measured after it will be trained again, to the same figures.
        await database.ask('runs.change', { id, device: event.used })
        showSummary(await database.ask('epochs.truncate', { id, afterEpoch: event.epoch }))
        break
      case 'progress':
        emit('run.progress', { id, progress: event.progress })
        break
      case 'epochs':
        await keepEpochs(event.epochs)
        break
      case 'checkpoint': {
        const { epoch, step, bytes } = event
        await database.ask('checkpoints.put', { id, checkpoint: { epoch, step, bytes, savedAt: Date.now() } })
        break
      }
      default:
        event satisfies never
    }
  }

  const training = thread.ask('train', place, { onEvent: keep })
  return {
    end: training.finally(() => thread.close()),
    // A thread that ends while it is told something has come to its end.
    command: (command) => thread.ask('command', { command }).catch(() => false),
  }
}
