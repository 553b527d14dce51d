/** The PyTorch that the benchmark compares with: found, or installed once into a folder that git ignores. */
import { type ChildProcessWithoutNullStreams, execFileSync, spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { BenchCase, StepTime } from './cases.ts'

const root = join(import.meta.dirname, '../..')
const environment = join(root, '.cache/bench/python')

function hasPyTorch(python: string): boolean {
  return spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0
}

/** An interpreter that has PyTorch: the one that MODELWRIGHT_BENCH_PYTHON names, or one of our own. */
export function findPython(): string {
  const named = process.env['MODELWRIGHT_BENCH_PYTHON']
  if (named !== undefined) return named
  const onWindows = process.platform === 'win32'
  const own = join(environment, onWindows ? 'Scripts/python.exe' : 'bin/python')
  if (hasPyTorch(own)) return own
  console.log(
    `Installing PyTorch into ${environment} (several GB, once; or name an interpreter in MODELWRIGHT_BENCH_PYTHON) …`,
  )
  execFileSync(onWindows ? 'python' : 'python3', ['-m', 'venv', environment], { stdio: 'inherit' })
  execFileSync(own, ['-m', 'pip', 'install', '--quiet', 'torch', 'numpy'], { stdio: 'inherit' })
  return own
}

export interface PyTorch {
  readonly version: string
  run(bench: BenchCase, threads: number): Promise<StepTime>
  /** The same compiled by torch.compile; null where it can't be. */
  runCompiled(bench: BenchCase, threads: number): Promise<StepTime | null>
  /** Floating-point operations a second of a large product of matrices. */
  productSpeed(threads: number): Promise<number>
  end(): void
}

/** Answers of the Python process, a line each. */
function answersOf(child: ChildProcessWithoutNullStreams): () => Promise<Record<string, unknown>> {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return async () => {
    const line = await lines.next()
    if (line.done === true) throw new Error('PyTorch ended; see its message above')
    return JSON.parse(line.value) as Record<string, unknown>
  }
}

/** Starts PyTorch in a process of its own. */
export async function startPyTorch(): Promise<PyTorch> {
  const child = spawn(findPython(), [join(import.meta.dirname, 'pytorch_steps.py')], { stdio: 'pipe' })
  child.stderr.pipe(process.stderr)
  const answer = answersOf(child)
  const version = String((await answer())['torch'])
  const timeOf = async (request: object): Promise<StepTime | null> => {
    child.stdin.write(`${JSON.stringify(request)}\n`)
    const { wall, processor, unavailable } = await answer()
    return unavailable === true ? null : { wall: Number(wall), processor: Number(processor) }
  }
  return {
    version,
    run: (bench, threads) => timeOf({ ...bench, threads }) as Promise<StepTime>,
    runCompiled: (bench, threads) => timeOf({ ...bench, threads, compiled: true }),
    productSpeed: async (threads) => {
      child.stdin.write(`${JSON.stringify({ products: true, threads })}\n`)
      return Number((await answer())['operations'])
    },
    end: () => child.stdin.end(),
  }
}
