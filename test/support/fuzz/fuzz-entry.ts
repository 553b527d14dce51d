/** Lets processes of their own read changed files, and watches that they neither die nor hang. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { repositoryRoot } from '../../../main/tooling/repository.ts'
import type { FuzzEntryName } from './fuzz-entries.ts'

export interface FuzzRequest {
  readonly entry: FuzzEntryName
  readonly seed: number
  readonly inputs: number
  readonly seconds: number
}

export interface FuzzResult {
  /** How many inputs were given, how many of them were read to the end, and how many were refused. */
  readonly inputs: number
  readonly read: number
  readonly refused: number
  /** What went wrong, each with the number of its input: the seed and the number make it again. */
  readonly faults: readonly string[]
  /** Inputs at which the process died, and at which it did not answer for 5 seconds. */
  readonly crashes: number
  readonly hangs: number
  /** The most memory that was held, in MB. */
  readonly memoryMb: number
  /** Milliseconds of processor time that the slowest input took: others of the machine's programs don't count. */
  readonly slowestMs: number
}

/** Milliseconds after which an input hangs, also on a machine that is busy with other things. */
const longest = 60_000
/** Milliseconds of processor time after which it was too slow. */
const tooSlow = 5000
/** Inputs of a process: what one leaves behind in memory shows, and another begins anew. */
const inputsEach = 100_000

interface Batch {
  readonly next: number
  readonly end: {
    readonly read: number
    readonly refused: number
    readonly slowest: number
    readonly slowestAt: number
    readonly memory: number
  } | null
  readonly faults: readonly string[]
  readonly hung: boolean
}

/** See the file's head. */
export async function fuzzEntry({ entry, seed, inputs, seconds }: FuzzRequest): Promise<FuzzResult> {
  const until = performance.now() + 1000 * seconds
  const total = { read: 0, refused: 0, crashes: 0, hangs: 0, memoryMb: 0, slowestMs: 0 }
  const faults: string[] = []
  let at = 0
  while (at < inputs && performance.now() < until) {
    const left = Math.max(1, (until - performance.now()) / 1000)
    const batch = await runBatch([entry, seed, at, Math.min(inputsEach, inputs - at), left].map(String))
    faults.push(...batch.faults)
    at = batch.next
    if (batch.end === null) {
      if (batch.hung) total.hangs++
      else total.crashes++
      continue
    }
    const { read, refused, slowest, slowestAt, memory } = batch.end
    total.read += read
    total.refused += refused
    total.memoryMb = Math.max(total.memoryMb, memory / 1024)
    total.slowestMs = Math.max(total.slowestMs, slowest)
    if (slowest > tooSlow) {
      total.hangs++
      faults.push(`slow ${slowestAt}: ${Math.round(slowest)} ms`)
    }
  }
  return { inputs: at, faults, ...total }
}

async function runBatch(args: readonly string[]): Promise<Batch> {
  const script = join(repositoryRoot, 'test/support/fuzz/fuzz-child.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const faults: string[] = []
  let [last, hung] = ['', false]
  const ends: NonNullable<Batch['end']>[] = []
  let began: number | null = null
  const watch = setInterval(() => {
    if (began === null || performance.now() - began < longest) return
    hung = true
    child.kill('SIGKILL')
  }, 500)
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('fault ')) faults.push(line)
    else if (line.startsWith('end ')) ends.push(JSON.parse(line.slice(4)) as NonNullable<Batch['end']>)
    else last = line
    if (line.startsWith('at ')) began = performance.now()
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  clearInterval(watch)
  const lastIndex = Number(/^at (\d+)/.exec(last)?.[1] ?? args[2])
  const end = code === 0 ? (ends[0] ?? null) : null
  if (end === null) faults.push(`${hung ? 'hangs' : `died (${code ?? 'killed'})`}: ${last}`)
  return { next: lastIndex + 1, end, faults, hung }
}
