/**
 * `npm run bench`: the time of a training step, ours against its peers': eager PyTorch, PyTorch compiled by torch.compile, and
 * TensorFlow.js with its wasm backend.
 *
 * All run on the same machine in turns, pair after pair, and the ratio to eager PyTorch is taken within each pair: what else
 * the machine does then falls on both alike. Beside it: the share of what the machine reaches in a large product of matrices,
 * and what a fresh process pays in time to its first step and in memory.
 *
 * `--steps-only` measures ours and eager PyTorch's steps alone. `--minutes` is what all of it may take: where time is short,
 * rows have fewer pairs, and once it is up those that are left are measured as with `--steps-only`. `--only` measures the cases
 * with that in their titles, `--new` those that test/bench/RESULTS.md doesn't have yet. `--write` keeps the rows there, beside what
 * earlier runs have measured of other cases.
 */
import { createRequire } from 'node:module'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { benchCases } from './cases.ts'
import { measure, type Peers } from './measure.ts'
import { startPyTorch } from './python.ts'
import { createResults } from './results.ts'
import { head, type Row, rowText } from './table.ts'
import { createTensorFlow } from './tensorflow.ts'

function circumstances({ pytorch, tensorFlow }: Peers, rows: readonly Row[], seconds: number): string {
  const runtime = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string }
  const [processor] = cpus()
  const [fewest, most] = [Math.min(...rows.map((row) => row.pairs)), Math.max(...rows.map((row) => row.pairs))]
  return [
    `${processor?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}, `,
    `onnxruntime-node ${runtime.version}, PyTorch ${pytorch.version}, TensorFlow.js ${tensorFlow.version}; `,
    `medians of ${fewest === most ? most : `${fewest} to ${most}`} pairs, as many as fitted into the time; `,
    `${(seconds / 60).toFixed(0)} minutes for all; load average ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')} at the end.`,
  ].join('')
}

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '15' },
    minutes: { type: 'string', default: '23' },
    only: { type: 'string', default: '' },
    threads: { type: 'string', default: '1,2' },
    new: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    'steps-only': { type: 'boolean', default: false },
  },
})
const began = performance.now()
const deadline = began + Number(values.minutes) * 60_000
const pairs = Number(values.pairs)
const results = createResults()
const run = new Date().toISOString().slice(0, 16).replace('T', ' ')
const peers: Peers = { pytorch: await startPyTorch(), tensorFlow: createTensorFlow() }
const threadCounts = values.threads.split(',').map(Number)
const planned = benchCases
  .filter(({ title }) => title.includes(values.only))
  .flatMap((bench) => threadCounts.map((threads) => ({ bench, threads })))
  .filter(({ bench, threads }) => !values.new || !results.has(bench, threads))
const rows: Row[] = []
console.log(head.join('\n'))
for (const [index, { bench, threads }] of planned.entries()) {
  const now = performance.now()
  const until = now + (deadline - now) / (planned.length - index)
  const full = !values['steps-only'] && now < deadline
  const row = await measure(bench, threads, peers, { full, pairs, run, until })
  rows.push(row)
  console.log(rowText(row))
}
peers.pytorch.end()
peers.tensorFlow.end()
const where = circumstances(peers, rows, (performance.now() - began) / 1000)
console.log(`\n${where}`)
if (values.write) results.keep(run, where, rows)
