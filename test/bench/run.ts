/**
 * `npm run bench`: the time of a training step, ours against eager PyTorch's, and the ratio.
 *
 * Both run on the same machine in turns, pair after pair, and the ratio is taken within each pair: what else the machine
 * does then falls on both alike. Beside it: PyTorch compiled by torch.compile, the share of what the machine reaches in a
 * large product of matrices, and what a fresh process pays in time to its first step and in memory; `--steps-only` leaves
 * those out. `--only` measures the cases with that in their titles. `--write` keeps the table in test/bench/RESULTS.md.
 */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type BenchCase, benchCases, type StepTime } from './cases.ts'
import { ourFreshCost, pytorchFreshCost } from './fresh.ts'
import { createStepper } from './our-steps.ts'
import { type PyTorch, startPyTorch } from './python.ts'
import { head, median, quantile, type Row, rowText } from './table.ts'

/** What is measured beside the steps: it takes longer than they do. */
interface Extent {
  readonly compiled: boolean
  readonly fresh: boolean
}

async function measure(
  bench: BenchCase,
  threads: number,
  pairs: number,
  pytorch: PyTorch,
  extent: Extent,
): Promise<Row> {
  const stepper = await createStepper(bench, threads)
  await pytorch.run(bench, threads)
  const measured: { ours: StepTime; theirs: StepTime }[] = []
  const compiled: StepTime[] = []
  const isCompiled = extent.compiled && (await pytorch.runCompiled(bench, threads)) !== null
  for (let pair = 0; pair < pairs; pair++) {
    // Every second pair the other way round, so that neither always runs on a warm or a cold machine.
    const first = pair % 2 === 0 ? await stepper.run(bench.steps) : null
    const theirs = await pytorch.run(bench, threads)
    measured.push({ ours: first ?? (await stepper.run(bench.steps)), theirs })
    const third = isCompiled ? await pytorch.runCompiled(bench, threads) : null
    if (third !== null) compiled.push(third)
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
    compiled: isCompiled ? median(compiled.map(({ wall }) => wall)) : extent.compiled ? 'not available' : null,
    productSpeed: await pytorch.productSpeed(threads),
    fresh: extent.fresh
      ? { ours: await ourFreshCost(bench, threads), theirs: await pytorchFreshCost(bench, threads) }
      : null,
  }
}

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
    'steps-only': { type: 'boolean', default: false },
  },
})
const pairs = Number(values.pairs)
const extent = { compiled: !values['steps-only'], fresh: !values['steps-only'] }
const pytorch = await startPyTorch()
const lines = [...head]
console.log(head.join('\n'))
for (const bench of benchCases.filter(({ title }) => title.includes(values.only))) {
  for (const threads of values.threads.split(',').map(Number)) {
    const line = rowText(await measure(bench, threads, pairs, pytorch, extent))
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
