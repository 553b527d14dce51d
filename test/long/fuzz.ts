/** Gives changed table files to the readers: `npm run fuzz -- --inputs 100000 --seed 1`. Ends with 1 where something went wrong. */
import { parseArgs } from 'node:util'
import { fuzzTables } from '../support/fuzz-tables.ts'

const { values } = parseArgs({ options: { inputs: { type: 'string' }, seed: { type: 'string' } } })
const seed = Number(values.seed ?? 1)
const inputs = Number(values.inputs ?? 100_000)
const result = await fuzzTables({
  seed,
  inputs,
  seconds: Infinity,
  onInput: (read) => read % 1000 === 0 && console.log(`${read} of ${inputs}`),
})
for (const fault of result.faults) console.log(fault)
const { memoryMb, slowestMs, faults } = result
console.log(
  `seed ${seed}: ${result.inputs} inputs, ${faults.length} faults, ${Math.round(memoryMb)} MB, slowest ${Math.round(slowestMs)} ms`,
)
process.exitCode = faults.length === 0 && result.inputs === inputs && memoryMb < 1536 && slowestMs < 5000 ? 0 : 1
