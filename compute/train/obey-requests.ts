/** What a person's request does to a run between two calls of its loop. */
import { StudioError } from '../spec/errors.ts'
import type { TrainControl } from './train-control.ts'

/**
 * Waits while the run is to pause, and leaves off (StudioError 'cancelled') where it is to be interrupted; `keep` writes a
 * checkpoint before either. Says whether it waited.
 */
export async function obeyRequests(
  control: TrainControl,
  keep: () => Promise<void>,
  onPaused: () => void,
): Promise<boolean> {
  const isPaused = () => control.request === 'pause'
  const pauses = isPaused()
  if (pauses) {
    await keep()
    onPaused()
    while (isPaused()) await control.changed()
  }
  if (control.request === 'interrupt') {
    await keep()
    throw new StudioError('cancelled')
  }
  return pauses
}
