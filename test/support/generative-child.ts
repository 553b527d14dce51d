/** A process of its own that trains a toy and says so at each checkpoint, to be killed: arguments are the toy's name and the checkpoint's path. */
import { generativeRun } from '../../compute/train/generative-run.ts'
import { longToyRun } from './generative-toys.ts'

const [name, checkpointPath] = process.argv.slice(2) as [Parameters<typeof longToyRun>[0], string]
await generativeRun({
  ...longToyRun(name),
  checkpointPath,
  onCheckpoint: ({ step }) => void process.stdout.write(`${step}\n`),
})
