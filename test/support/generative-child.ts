/**
 * A process of its own that trains a toy and says so at each checkpoint, to be killed: arguments are the toy's name and the
 * checkpoint's path.
 */
import { generativeRun } from '../../compute/train/generative-run.ts'
import { longToyRun, type ToyName } from './generative-toys.ts'
import { restingControl } from './resting-control.ts'

const [name, checkpointPath] = process.argv.slice(2) as [ToyName, string]
await generativeRun({
  ...longToyRun(name),
  checkpointPath,
  control: restingControl(30),
  onCheckpoint: ({ step }) => void process.stdout.write(`${step}\n`),
})
