/** Tells a run's progress and finished epochs to whoever listens, at most about ten times a second, and loses no epoch. */
import type { EpochMetrics, RunProgress } from '../spec/run.ts'

const interval = 100
/** Speed is measured over the newest seconds, and the time left not before this many. */
const speedWindow = 5
const firstEstimate = 0.3

/** `Metrics`: what is told of a finished epoch. */
export interface RunListeners<Metrics = EpochMetrics> {
  onProgress(progress: RunProgress): void
  /** Epochs that were finished, each told once. What it returns settles when they are kept. */
  onEpoch(metrics: readonly Metrics[]): void | Promise<void>
}

/** How far a run has come. */
export interface RunPosition {
  readonly step: number
  readonly epoch: number
  readonly seconds: number
  readonly bestEpoch: number | null
  readonly bestValidationLoss: number | null
}

/** How large the steps and epochs of a run are. */
export interface RunPace {
  readonly stepsPerEpoch: number
  readonly rowsPerStep: number
}

export interface RunReporter<Metrics = EpochMetrics> {
  /** Takes note of steps that were made. */
  steps(position: RunPosition, loss: number): void
  epoch(metrics: Metrics): void
  /** Tells now what hasn't been told, and settles when all epochs are kept. */
  flush(): Promise<void>
}

/** Measures steps a second over the newest seconds; null until enough was measured. */
function createSpeedometer(): (step: number, seconds: number) => number | null {
  let samples: readonly { readonly step: number; readonly seconds: number }[] = []
  return (step, seconds) => {
    const oldest = samples.find((sample) => seconds - sample.seconds < speedWindow) ?? { step, seconds }
    if (seconds - (samples.at(-1)?.seconds ?? -Infinity) >= interval / 1000) {
      samples = [...samples.filter((sample) => seconds - sample.seconds < speedWindow), { step, seconds }]
    }
    return seconds - oldest.seconds < firstEstimate ? null : (step - oldest.step) / (seconds - oldest.seconds)
  }
}

export function createRunReporter<Metrics>(
  { stepsPerEpoch, rowsPerStep }: RunPace,
  totalEpochs: number,
  listeners: RunListeners<Metrics>,
): RunReporter<Metrics> {
  const speedAt = createSpeedometer()
  let untold: Metrics[] = []
  let kept: Promise<unknown> = Promise.resolve()
  let newest: RunProgress | null = null
  let lastTold = -Infinity
  const totalSteps = totalEpochs * stepsPerEpoch

  function tell(): void {
    lastTold = performance.now()
    if (newest !== null) listeners.onProgress(newest)
    newest = null
    if (untold.length === 0) return
    const epochs = untold
    untold = []
    kept = Promise.all([kept, listeners.onEpoch(epochs)])
    // Whoever flushes hears of a failure; until then it must not count as unhandled.
    kept.catch(() => undefined)
  }

  return {
    steps: ({ step, epoch, seconds, bestEpoch, bestValidationLoss }, loss) => {
      const speed = speedAt(step, seconds)
      newest = {
        step,
        totalSteps,
        epoch,
        totalEpochs,
        loss,
        stepsPerSecond: speed ?? 0,
        rowsPerSecond: (speed ?? 0) * rowsPerStep,
        secondsElapsed: seconds,
        secondsLeft: speed === null || speed === 0 ? null : (totalSteps - step) / speed,
        bestEpoch,
        bestValidationLoss,
      }
      if (performance.now() - lastTold >= interval) tell()
    },
    epoch: (metrics) => {
      untold.push(metrics)
    },
    flush: async () => {
      tell()
      await kept
    },
  }
}
