/**
 * A process of its own that trains a toy and says so at each checkpoint, to be killed: arguments are the toy's name and the
 * checkpoint's path. It rests between calls, so that on no machine it is at its end before it can be killed.
 */
import { generativeRun } from '../../compute/train/generative-run.ts'
import { longToyRun, type ToyName } from './generative-toys.ts'

const [name, checkpointPath] = process.argv.slice(2) as [ToyName, string]
const clock = new Int32Array(new SharedArrayBuffer(4))
await generativeRun({
  ...longToyRun(name),
  checkpointPath,
  control: {
    get request() {
      Atomics.wait(clock, 0, 0, 5)
      return 'run' as const
    },
    changed: () => new Promise(() => undefined),
  },
  onCheckpoint: ({ step }) => void process.stdout.write(`${step}\n`),
})
