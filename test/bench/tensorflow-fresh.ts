/** A process that makes the first steps of one case with TensorFlow.js and says what they cost: `fresh.ts` starts it. */
import { text } from 'node:stream/consumers'
import { benchCases } from './cases.ts'
import { startBackend } from './tensorflow-backend.ts'
import { createTrainer } from './tensorflow-trainers.ts'

const { index, threads } = JSON.parse(await text(process.stdin)) as { index: number; threads: number }
const bench = benchCases[index]
if (bench === undefined) throw new RangeError(`there is no case ${index}`)
const began = performance.now()
await startBackend(threads)
const trainer = createTrainer(bench)
trainer.train(1)
const first = performance.now() - began
// Its memory is what one step takes: more of them change nothing, and some take many seconds.
const peak = process.resourceUsage().maxRSS * 1024
trainer.dispose()
console.log(JSON.stringify({ first, peak }))
