/** Lets a process of its own read changed table files, and watches that it neither dies nor hangs. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { repositoryRoot } from '../../main/tooling/repository.ts'

export interface FuzzRequest {
  readonly seed: number
  readonly inputs: number
  readonly seconds: number
  readonly onInput?: (index: number) => void
}

export interface FuzzResult {
  /** How many inputs were read. */
  readonly inputs: number
  /** What went wrong, each with the number of its input: the seed and the number make it again. */
  readonly faults: readonly string[]
  /** The most memory that was held, in MB. */
  readonly memoryMb: number
  /** Milliseconds of processor time that the slowest input took: others of the machine's programs don't count. */
  readonly slowestMs: number
}

/** Milliseconds after which an input hangs, also on a machine that is busy with other things. */
const longest = 60_000

/** See the file's head. */
export async function fuzzTables({ seed, inputs, seconds, onInput }: FuzzRequest): Promise<FuzzResult> {
  const script = join(repositoryRoot, 'test/support/fuzz-child.ts')
  const args = ['--import', 'tsx', script, ...[seed, 0, inputs, seconds].map(String)]
  const child = spawn(process.execPath, args, { cwd: repositoryRoot, stdio: ['ignore', 'pipe', 'inherit'] })
  const faults: string[] = []
  let [read, kilobytes, slowest, last] = [0, 0, 0, '']
  let began: number | null = null
  const watch = setInterval(() => {
    if (began === null || performance.now() - began < longest) return
    faults.push(`hangs: ${last}`)
    child.kill('SIGKILL')
  }, 500)
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => {
    if (line.startsWith('fault ')) faults.push(line)
    else if (line.startsWith('memory ')) kilobytes = Number(line.slice(7))
    else if (line.startsWith('took ')) slowest = Math.max(slowest, Number(line.slice(5)))
    else last = line
    if (!line.startsWith('at ')) return
    began = performance.now()
    onInput?.(++read)
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  clearInterval(watch)
  if (code !== 0) faults.push(`died (${code ?? 'killed'}): ${last}`)
  return { inputs: read, faults, memoryMb: kilobytes / 1024, slowestMs: slowest }
}
