/** What Ctrl-C does: once, it ends what can be ended without loss; twice, it leaves at once. */
import type { createTrainControl } from '../../compute/train/train-control.ts'
import { exitCodes } from './exit-codes.ts'

export interface Interrupts {
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal
  /** Stops listening. */
  end(): void
}

/** Listens for interruptions (Ctrl-C, and a polite kill) and stops the training that `control` belongs to. */
export function followInterrupts(control: ReturnType<typeof createTrainControl>, onFirst: () => void): Interrupts {
  const abort = new AbortController()
  const listener = () => {
    if (abort.signal.aborted) process.exit(exitCodes.interrupted)
    abort.abort()
    control.set('stop')
    onFirst()
  }
  const signals = ['SIGINT', 'SIGTERM'] as const
  signals.forEach((signal) => process.on(signal, listener))
  return {
    signal: abort.signal,
    end: () => signals.forEach((signal) => process.off(signal, listener)),
  }
}
