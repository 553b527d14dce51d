/**
 * `npm run bench`: the time of a training step, ours against eager PyTorch's, and the ratio.
 *
 * Both run on the same machine in turns, pair after pair, and the ratio is taken within each pair: what else the machine
 * does then falls on both alike. `--write` keeps the table in test/bench/RESULTS.md.
 */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type BenchCase, benchCases, caseTitle } from './cases.ts'
import { createStepper } from './our-steps.ts'
import { type PyTorch, startPyTorch } from './python.ts'

interface Row {
  readonly bench: BenchCase
  readonly threads: number
  readonly ours: number
  readonly theirs: number
  readonly ratio: number
  /** The middle half of the pairs' ratios. */
  readonly spread: readonly [number, number]
}

const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b)
const quantile = (values: readonly number[], share: number) =>
  ascending(values)[Math.round((values.length - 1) * share)] ?? NaN
const median = (values: readonly number[]) => quantile(values, 0.5)

async function measure(bench: BenchCase, threads: number, pairs: number, pytorch: PyTorch): Promise<Row> {
  const stepper = await createStepper(bench, threads)
  await pytorch.run(bench, threads)
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let pair = 0; pair < pairs; pair++) {
    // Every second pair the other way round, so that neither always runs on a warm or a cold machine.
    if (pair % 2 === 0) ours.push(await stepper.run(bench.steps))
    theirs.push(await pytorch.run(bench, threads))
    if (pair % 2 === 1) ours.push(await stepper.run(bench.steps))
  }
  await stepper.release()
  const ratios = ours.map((own, pair) => own / (theirs[pair] ?? NaN))
  const spread = [quantile(ratios, 0.25), quantile(ratios, 0.75)] as const
  return { bench, threads, ours: median(ours), theirs: median(theirs), ratio: median(ratios), spread }
}

const cell = (value: number) => value.toPrecision(3)

function rowText({ bench, threads, ours, theirs, ratio, spread }: Row): string {
  const verdict = ratio <= bench.goal ? 'yes' : 'no'
  const cells = [
    caseTitle(bench),
    threads,
    cell(ours),
    cell(theirs),
    cell(ratio),
    spread.map(cell).join(' to '),
    bench.goal,
    verdict,
  ]
  return `| ${cells.join(' | ')} |`
}

const head = [
  '| model | threads | ours, ms a step | PyTorch, ms a step | ratio | middle half of the ratios | goal | met |',
  '|---|---|---|---|---|---|---|---|',
]

function circumstances(pytorch: PyTorch, pairs: number): string {
  const runtime = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string }
  const [processor] = cpus()
  return [
    `${processor?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}, `,
    `onnxruntime-node ${runtime.version}, PyTorch ${pytorch.version}; medians of ${pairs} pairs; `,
    `load average ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')} at the end.`,
  ].join('')
}

const { values } = parseArgs({
  options: { pairs: { type: 'string', default: '15' }, write: { type: 'boolean', default: false } },
})
const pairs = Number(values.pairs)
const pytorch = await startPyTorch()
const lines = [...head]
console.log(head.join('\n'))
for (const bench of benchCases) {
  for (const threads of [1, 2]) {
    const line = rowText(await measure(bench, threads, pairs, pytorch))
    console.log(line)
    lines.push(line)
  }
}
pytorch.end()
const where = circumstances(pytorch, pairs)
console.log(`\n${where}`)
if (values.write) {
  const text = `# Training step time against eager PyTorch\n\nWritten by \`npm run bench -- --write\`. ${where}\n\n${lines.join('\n')}\n`
  writeFileSync(join(import.meta.dirname, 'RESULTS.md'), text)
}
