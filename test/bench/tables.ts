/**
 * `npx tsx test/bench/tables.ts`: importing and profiling a CSV file of a million rows and 20 columns, ours against
 * DuckDB's own reading of it, alone and with its own SUMMARIZE, and pandas's, alone and with what an import of ours gives as well. In turns, round after round; the ratios are taken
 * within each round. `--file` measures a file of one's own instead, ours alone, with the most memory that it takes.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { importTable } from '../../compute/data/import-table.ts'
import { inspectTable } from '../../compute/data/inspect-table.ts'
import { findPython } from './python.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    file: { type: 'string' },
  },
})

/** What ours is held against. */
const peers = {
  read: 'DuckDB’s reading',
  summarised: 'DuckDB’s reading and summary',
  pandasRead: 'pandas’s reading',
  pandasLooked: 'pandas’s reading, storing and summary',
} as const
type Peer = keyof typeof peers

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

/** DuckDB's own reading, and how long its summary of all columns takes on top of that. */
async function duckdbRead(file: string): Promise<{ read: Taken; summary: Taken }> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const run = async (sql: string) => {
    await connection.run(sql)
  }
  const read = await timed(() => run(`CREATE TABLE read AS SELECT * FROM read_csv('${file}')`))
  const summary = await timed(() => run('CREATE TABLE summary AS SELECT * FROM (SUMMARIZE read)'))
  connection.closeSync()
  instance.closeSync()
  return { read, summary }
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN
const shown = ({ seconds, processor }: Taken) => `${seconds.toFixed(2)} s (${processor.toFixed(2)} s of the processor)`
const both = (a: Taken, b: Taken): Taken => ({ seconds: a.seconds + b.seconds, processor: a.processor + b.processor })

/** How long the first rows take, and how large the file is. */
async function look(file: string): Promise<void> {
  const taken = await timed(async () => {
    await inspectTable(file, {})
  })
  console.log(`${((await stat(file)).size / 2 ** 20).toFixed(0)} MB; first rows after ${taken.seconds.toFixed(2)} s`)
}

/** Ours alone, with the most memory that this process takes. */
async function alone(file: string, folder: string): Promise<void> {
  await look(file)
  const ours = await timed(() => ourImport(file, folder))
  const mostMb = process.resourceUsage().maxRSS / 1024
  console.log(`ours ${shown(ours)}, at most ${mostMb.toFixed(0)} MB of memory`)
}

/** All of them in turns. */
async function compare(folder: string): Promise<void> {
  const file = join(folder, 'table.csv')
  const python = spawn(findPython(), [join(import.meta.dirname, 'pandas_tables.py')], { stdio: 'pipe' })
  python.stderr.pipe(process.stderr)
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]()
  const answer = async (request: object | null) => {
    if (request !== null) python.stdin.write(`${JSON.stringify(request)}\n`)
    const line = await lines.next()
    if (line.done === true) throw new Error('Python ended; see its message above')
    return JSON.parse(line.value) as Record<string, Taken>
  }
  try {
    await answer(null)
    await answer({ make: file, rows: Number(values.rows) })
    await look(file)
    const rounds: Record<'ours' | Peer, Taken>[] = []
    for (let round = 0; round < Number(values.rounds); round++) {
      const ours = await timed(() => ourImport(file, folder))
      const { read, summary } = await duckdbRead(file)
      const theirs = await answer({ read: file })
      if (theirs.read === undefined || theirs.summary === undefined) throw new Error('pandas gave no times')
      const [pandasRead, looked] = [theirs.read, theirs.summary]
      rounds.push({
        ours,
        read,
        summarised: both(read, summary),
        pandasRead,
        pandasLooked: both(pandasRead, looked),
      })
      console.log(
        `ours ${shown(ours)}; DuckDB ${shown(read)}, its summary ${shown(summary)}; pandas ${shown(pandasRead)}, its summary ${shown(looked)}`,
      )
    }
    const ratio = (peer: Peer, of: keyof Taken) =>
      median(rounds.map((each) => each.ours[of] / each[peer][of])).toFixed(2)
    for (const peer of Object.keys(peers) as Peer[]) {
      console.log(
        `median ratio to ${peers[peer]}: ${ratio(peer, 'seconds')} by the clock, ${ratio(peer, 'processor')} of the processor`,
      )
    }
  } finally {
    python.stdin.end()
  }
}

const folder = await mkdtemp(join(tmpdir(), 'modelwright-bench-'))
try {
  await (values.file === undefined ? compare(folder) : alone(values.file, folder))
} finally {
  await rm(folder, { recursive: true, force: true })
}
