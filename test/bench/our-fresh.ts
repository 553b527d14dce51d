/** A process that makes the first steps of one case and says what they cost: `fresh.ts` starts it. */
import { text } from 'node:stream/consumers'
import { benchCases } from './cases.ts'
import { createAnyLoop } from './our-steps.ts'

const { index, threads } = JSON.parse(await text(process.stdin)) as { index: number; threads: number }
const bench = benchCases[index]
if (bench === undefined) throw new RangeError(`there is no case ${index}`)
const began = performance.now()
const loop = await createAnyLoop(bench, threads)
await loop.train(1)
const first = performance.now() - began
await loop.train(Math.min(10, 2 * bench.steps))
const peak = process.resourceUsage().maxRSS * 1024
await loop.release()
console.log(JSON.stringify({ first, peak, compile: loop.compile }))
