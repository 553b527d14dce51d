/** A control of a run that rests so long each time that the run looks at it, so that on no machine it ends before it can be killed. */
import type { TrainControl } from '../../compute/train/train-control.ts'

export function restingControl(milliseconds: number): TrainControl {
  const clock = new Int32Array(new SharedArrayBuffer(4))
  return {
    get request() {
      Atomics.wait(clock, 0, 0, milliseconds)
      return 'run' as const
    },
    changed: () => new Promise(() => undefined),
  }
}
