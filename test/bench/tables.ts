/**
 * `npx tsx test/bench/tables.ts`: importing and profiling a CSV file of a million rows and 20 columns, ours against
 * DuckDB's own reading of it and pandas's. In turns, round after round; the ratios are taken within each round.
 */
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { importTable } from '../../compute/data/import-table.ts'
import { inspectTable } from '../../compute/data/inspect-table.ts'
import { findPython } from './python.ts'

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '3' } },
})

/** Seconds by the clock and of the processor. */
interface Taken {
  readonly seconds: number
  readonly processor: number
}

async function timed(work: () => Promise<void>): Promise<Taken> {
  const before = process.cpuUsage()
  const began = performance.now()
  await work()
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(before)
  return { seconds, processor: (user + system) / 1e6 }
}

async function ourImport(file: string, folder: string): Promise<void> {
  const project = await mkdtemp(join(folder, 'project-'))
  const stages = new Map<string, number>()
  let [stage, since] = ['', performance.now()]
  const options = {
    signal: new AbortController().signal,
    onProgress: (progress: { stage: string }) => {
      if (progress.stage === stage) return
      stages.set(stage, performance.now() - since)
      stage = progress.stage
      since = performance.now()
    },
  }
  await importTable({ path: file, dialect: {}, kinds: {}, skipBadRows: false }, project, options)
  console.log(`  ${[...stages].map(([name, ms]) => `${name || 'opening'} ${(ms / 1000).toFixed(2)}`).join(', ')}`)
}

async function duckdbRead(file: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`CREATE TABLE read AS SELECT * FROM read_csv('${file}')`)
  connection.closeSync()
  instance.closeSync()
}

const folder = await mkdtemp(join(tmpdir(), 'modelwright-bench-'))
const file = join(folder, 'table.csv')
const python = spawn(findPython(), [join(import.meta.dirname, 'pandas_tables.py')], { stdio: 'pipe' })
python.stderr.pipe(process.stderr)
const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]()
async function answer(request: object | null): Promise<Record<string, number>> {
  if (request !== null) python.stdin.write(`${JSON.stringify(request)}\n`)
  const line = await lines.next()
  if (line.done === true) throw new Error('Python ended; see its message above')
  return JSON.parse(line.value) as Record<string, number>
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN
const shown = ({ seconds, processor }: Taken) => `${seconds.toFixed(2)} s (${processor.toFixed(2)} s of the processor)`

try {
  await answer(null)
  await answer({ make: file, rows: Number(values.rows) })
  await mkdir(join(folder, 'projects'))
  const look = await timed(async () => {
    await inspectTable(file, {})
  })
  console.log(`${((await stat(file)).size / 2 ** 20).toFixed(0)} MB; first rows after ${look.seconds.toFixed(2)} s`)
  const rounds: { ours: Taken; duckdb: Taken; pandas: Taken }[] = []
  for (let round = 0; round < Number(values.rounds); round++) {
    const ours = await timed(() => ourImport(file, join(folder, 'projects')))
    const duckdb = await timed(() => duckdbRead(file))
    const { seconds = NaN, processor = NaN } = await answer({ read: file })
    rounds.push({ ours, duckdb, pandas: { seconds, processor } })
    console.log(`ours ${shown(ours)}, DuckDB ${shown(duckdb)}, pandas ${shown({ seconds, processor })}`)
  }
  const ratio = (peer: 'duckdb' | 'pandas', of: keyof Taken) =>
    median(rounds.map((each) => each.ours[of] / each[peer][of])).toFixed(2)
  for (const peer of ['duckdb', 'pandas'] as const) {
    console.log(
      `median ratio to ${peer}: ${ratio(peer, 'seconds')} by the clock, ${ratio(peer, 'processor')} of the processor`,
    )
  }
} finally {
  python.stdin.end()
  await rm(folder, { recursive: true, force: true })
}
