/**
 * A process or a thread of its own that trains a toy of a family and says so at each checkpoint: arguments are the toy's name,
 * the checkpoint's path, and for how many milliseconds it is to rest at each look at its requests.
 */
import { trainRun } from '../../compute/train/train-run.ts'
import { familyRun, type ToyName } from './family-toys.ts'
import { restingControl } from './resting-control.ts'

const [name, checkpointPath, rest] = process.argv.slice(2) as [ToyName, string, string]
await trainRun({
  ...familyRun(name),
  checkpointPath,
  control: restingControl(Number(rest)),
  onCheckpoint: ({ step }) => void process.stdout.write(`${step}\n`),
})
