/** The PyTorch that the benchmark compares with: found, or installed once into a folder that git ignores. */
import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { BenchCase, StepTime } from './cases.ts'
import { type Answer, startLineProcess } from './line-process.ts'

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
  /** Compiles the same by torch.compile: milliseconds to the end of its first step, or null where it can't be. */
  prepareCompiled(bench: BenchCase, threads: number): Promise<number | null>
  /** Runs what was compiled. */
  runCompiled(bench: BenchCase, threads: number): Promise<StepTime>
  /** Floating-point operations a second of a large product of matrices. */
  productSpeed(threads: number): Promise<number>
  end(): void
}

/** Starts PyTorch in a process of its own. */
export async function startPyTorch(): Promise<PyTorch> {
  const process = await startLineProcess(findPython(), [join(import.meta.dirname, 'pytorch_steps.py')])
  return {
    version: String(process.greeting['torch']),
    run: async (bench, threads) => stepTimeOf(await process.ask({ ...bench, threads })),
    prepareCompiled: async (bench, threads) => {
      const { first, unavailable } = await process.ask({ ...bench, threads, compiled: true, prepares: true })
      return unavailable === true ? null : Number(first)
    },
    runCompiled: async (bench, threads) => stepTimeOf(await process.ask({ ...bench, threads, compiled: true })),
    productSpeed: async (threads) => Number((await process.ask({ products: true, threads }))['operations']),
    end: () => process.end(),
  }
}

const stepTimeOf = ({ wall, processor }: Answer): StepTime => ({ wall: Number(wall), processor: Number(processor) })
