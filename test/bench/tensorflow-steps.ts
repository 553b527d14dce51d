/**
 * TensorFlow.js (wasm) in a process of its own: reads a case a line (JSON), trains, writes milliseconds a step (wall clock and
 * processor) a line, or what it lacks. `tensorflow.ts` starts it, with the number of threads as its argument.
 */
import { createInterface } from 'node:readline'
import { benchCases } from './cases.ts'
import { startBackend } from './tensorflow-backend.ts'
import { createTrainer, type Trainer } from './tensorflow-trainers.ts'

interface Request {
  readonly index: number
  readonly steps: number
}

/** Steps between two looks at the clock, and milliseconds after which no more are begun: some of its steps take seconds. */
const [stepsAtOnce, longest] = [1, 500]

const answer = (value: object) => console.log(JSON.stringify(value))

/** The trainer of the newest case, after its first steps; what it lacks where it can't train. */
let newest: { readonly index: number; readonly trainer: Trainer | null; readonly lacks: string | null } | null = null

function prepare(index: number) {
  newest?.trainer?.dispose()
  const bench = benchCases[index]
  if (bench === undefined) throw new RangeError(`there is no case ${index}`)
  const trainer = createTrainer(bench)
  try {
    trainer.train(1)
    return { index, trainer, lacks: null }
  } catch (error) {
    const kernel = error instanceof Error ? /[Kk]ernel '(\w+)' not registered/.exec(error.message)?.[1] : undefined
    if (kernel === undefined) throw error
    return { index, trainer: null, lacks: kernel }
  }
}

await startBackend(Number(process.argv[2]))
answer({ ready: true })
for await (const line of createInterface({ input: process.stdin })) {
  const { index, steps } = JSON.parse(line) as Request
  if (newest?.index !== index) newest = prepare(index)
  const { trainer, lacks } = newest
  if (trainer === null) {
    answer({ lacks })
    continue
  }
  const [began, used] = [performance.now(), process.cpuUsage()]
  let made = 0
  while (made < steps && performance.now() - began < longest) {
    const next = Math.min(stepsAtOnce, steps - made)
    trainer.train(next)
    made += next
  }
  const { user, system } = process.cpuUsage(used)
  answer({ wall: (performance.now() - began) / made, processor: (user + system) / 1000 / made })
}
