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
 * with that in their titles. `--write` keeps the table in test/bench/RESULTS.md.
 */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchCases } from './cases.ts'
import { measure, type Peers } from './measure.ts'
import { startPyTorch } from './python.ts'
import { columnsText, head, type Row, rowText } from './table.ts'
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
    write: { type: 'boolean', default: false },
    'steps-only': { type: 'boolean', default: false },
  },
})
const began = performance.now()
const deadline = began + Number(values.minutes) * 60_000
const pairs = Number(values.pairs)
const peers: Peers = { pytorch: await startPyTorch(), tensorFlow: createTensorFlow() }
const threadCounts = values.threads.split(',').map(Number)
const planned = benchCases
  .filter(({ title }) => title.includes(values.only))
  .flatMap((bench) => threadCounts.map((threads) => ({ bench, threads })))
const rows: Row[] = []
console.log(head.join('\n'))
for (const [index, { bench, threads }] of planned.entries()) {
  const now = performance.now()
  const until = now + (deadline - now) / (planned.length - index)
  const full = !values['steps-only'] && now < deadline
  const row = await measure(bench, threads, peers, { full, pairs, until })
  rows.push(row)
  console.log(rowText(row))
}
peers.pytorch.end()
peers.tensorFlow.end()
const where = circumstances(peers, rows, (performance.now() - began) / 1000)
console.log(`\n${where}`)
if (values.write) {
  const paragraphs = [
    '# Training step time against PyTorch and TensorFlow.js',
    `Written by \`npm run bench -- --write\`. ${where}`,
    columnsText,
    [...head, ...rows.map(rowText)].join('\n'),
  ]
  writeFileSync(join(import.meta.dirname, 'RESULTS.md'), `${paragraphs.join('\n\n')}\n`)
}
