/** What every kind of run has at hand in its thread, and how one ends that never began. */
import type { ProgramCache } from '../train/program-cache.ts'
import type { TrainControl } from '../train/train-control.ts'
import type { TrainingEnd, TrainingEvent } from './engine-protocol.ts'
import type { JobContext } from './serve-thread.ts'

export interface TrainingHands extends Pick<JobContext<TrainingEvent>, 'tell' | 'deliver'> {
  readonly control: TrainControl
  /** Programs that were compiled before. */
  readonly programs: ProgramCache
  /** The run stands still and its checkpoint is written. */
  readonly onPaused: () => void
}

/** How a run ends whose data a person would not wait for. */
export function endUnprepared({ request }: TrainControl): TrainingEnd {
  return request === 'stop' ? { kind: 'finished', outcome: 'stopped-by-person', report: null } : { kind: 'interrupted' }
}
