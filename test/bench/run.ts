/**
 * `npm run bench`: the time of a training step, ours against eager PyTorch's, and the ratio.
 *
 * Both run on the same machine in turns, pair after pair, and the ratio is taken within each pair: what else the machine
 * does then falls on both alike. `--only` measures the cases with that in their titles. `--write` keeps the table in test/bench/RESULTS.md.
 */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type BenchCase, benchCases, caseTitle, type StepTime } from './cases.ts'
import { createStepper } from './our-steps.ts'
import { type PyTorch, startPyTorch } from './python.ts'

interface Row {
  readonly bench: BenchCase
  readonly threads: number
  /** Milliseconds a step by the clock. */
  readonly ours: number
  readonly theirs: number
  readonly ratio: number
  /** The middle half of the pairs' ratios. */
  readonly spread: readonly [number, number]
  /** The ratio of processor time, which other programs on the machine touch less. */
  readonly processorRatio: number
}

const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b)
const quantile = (values: readonly number[], share: number) =>
  ascending(values)[Math.round((values.length - 1) * share)] ?? NaN
const median = (values: readonly number[]) => quantile(values, 0.5)

async function measure(bench: BenchCase, threads: number, pairs: number, pytorch: PyTorch): Promise<Row> {
  const stepper = await createStepper(bench, threads)
  await pytorch.run(bench, threads)
  const measured: { ours: StepTime; theirs: StepTime }[] = []
  for (let pair = 0; pair < pairs; pair++) {
    // Every second pair the other way round, so that neither always runs on a warm or a cold machine.
    const first = pair % 2 === 0 ? await stepper.run(bench.steps) : null
    const theirs = await pytorch.run(bench, threads)
    measured.push({ ours: first ?? (await stepper.run(bench.steps)), theirs })
  }
  await stepper.release()
  const ratios = measured.map(({ ours, theirs }) => ours.wall / theirs.wall)
  return {
    bench,
    threads,
    ours: median(measured.map(({ ours }) => ours.wall)),
    theirs: median(measured.map(({ theirs }) => theirs.wall)),
    ratio: median(ratios),
    spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    processorRatio: median(measured.map(({ ours, theirs }) => ours.processor / theirs.processor)),
  }
}

const cell = (value: number) => value.toPrecision(3)

function rowText({ bench, threads, ours, theirs, ratio, spread, processorRatio }: Row): string {
  const times = [ours, theirs, ratio].map(cell)
  const verdict = [bench.goal, ratio <= bench.goal ? 'yes' : 'no']
  const cells = [caseTitle(bench), threads, ...times, spread.map(cell).join(' to '), ...verdict, cell(processorRatio)]
  return `| ${cells.join(' | ')} |`
}

const head = [
  '| model | threads | ours, ms a step | PyTorch, ms a step | ratio | middle half of the ratios | goal | met | ratio of processor time |',
  '|---|---|---|---|---|---|---|---|---|',
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
  options: {
    pairs: { type: 'string', default: '15' },
    only: { type: 'string', default: '' },
    threads: { type: 'string', default: '1,2' },
    write: { type: 'boolean', default: false },
  },
})
const pairs = Number(values.pairs)
const pytorch = await startPyTorch()
const lines = [...head]
console.log(head.join('\n'))
for (const bench of benchCases.filter(({ title }) => title.includes(values.only))) {
  for (const threads of values.threads.split(',').map(Number)) {
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
