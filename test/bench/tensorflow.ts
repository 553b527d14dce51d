/** TensorFlow.js with its wasm backend as a peer, in a process of its own for each number of threads. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { benchCases, type BenchCase, type StepTime } from './cases.ts'
import { type LineProcess, startLineProcess } from './line-process.ts'

/** The time of a step, or the kernel that wasm lacks for the case's gradients. */
export type TensorFlowAnswer = StepTime | { readonly lacks: string }

export interface TensorFlow {
  readonly version: string
  /** Null where its threads don't start. */
  run(bench: BenchCase, threads: number): Promise<TensorFlowAnswer | null>
  end(): void
}

/** How a script of the benchmark is run by Node. */
export const scriptArguments = (name: string) => [
  '--import',
  createRequire(import.meta.url).resolve('tsx'),
  join(import.meta.dirname, name),
]

/** TensorFlow.js, none of whose processes has started. */
export function createTensorFlow(): TensorFlow {
  const { version } = createRequire(import.meta.url)('@tensorflow/tfjs-core/package.json') as { version: string }
  const started = new Map<number, LineProcess | null>()
  /** One thread it always has; where it doesn't start with more, that is what there is to say of it. */
  const start = (threads: number) => {
    const starting = startLineProcess(
      process.execPath,
      [...scriptArguments('tensorflow-steps.ts'), String(threads)],
      threads > 1 ? 'ignore' : 'inherit',
    )
    return threads > 1 ? starting.catch(() => null) : starting
  }
  return {
    version,
    run: async (bench, threads) => {
      const process = started.has(threads) ? (started.get(threads) ?? null) : await start(threads)
      started.set(threads, process)
      if (process === null) return null
      const { wall, processor, lacks } = await process.ask({ index: benchCases.indexOf(bench), steps: bench.steps })
      return typeof lacks === 'string' ? { lacks } : { wall: Number(wall), processor: Number(processor) }
    },
    end: () => started.forEach((process) => process?.end()),
  }
}
