/** How a run that is training is told to pause, go on, stop or leave off: a request that it looks at between calls. */

/** `stop` ends the run with its best weights; `interrupt` leaves off with a checkpoint to go on from. */
export type TrainRequest = 'run' | 'pause' | 'stop' | 'interrupt'

export interface TrainControl {
  readonly request: TrainRequest
  /** Settles when the request next changes. */
  changed(): Promise<void>
}

/** A control and the way to set it. */
export function createTrainControl(): TrainControl & { set(request: TrainRequest): void } {
  let request: TrainRequest = 'run'
  let waiting: (() => void)[] = []
  return {
    get request() {
      return request
    },
    changed: () => new Promise((resolve) => waiting.push(resolve)),
    set: (next) => {
      if (next === request) return
      request = next
      const woken = waiting
      waiting = []
      woken.forEach((resolve) => resolve())
    },
  }
}
