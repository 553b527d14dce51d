/** What a case costs a process that has done nothing else: the time to its first step, and the memory it takes at most. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { benchCases, type BenchCase } from './cases.ts'
import { findPython } from './python.ts'
import { scriptArguments } from './tensorflow.ts'

export interface FreshCost {
  /** Milliseconds from the spec to the first step's loss, without the time to load the program itself. */
  readonly first: number
  /** Most bytes of memory that the process held, its own and its libraries' included, over up to ten steps more. */
  readonly peak: number
  /** Milliseconds of the first step's time that went into compiling the program; ours only. */
  readonly compile?: number
}

/** The one line of JSON that a program writes, given a request as its only line of input. */
function answerOf(command: string, args: readonly string[], request: object): Promise<FreshCost> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (part: Buffer) => (text += part.toString()))
  child.stdin.end(`${JSON.stringify(request)}\n`)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(text) as FreshCost)
      else reject(new Error(`${command} ended with code ${code}; see its message above`))
    })
  })
}

/** Of a script of the benchmark. */
const scriptCost = (script: string) => (bench: BenchCase, threads: number) =>
  answerOf(process.execPath, scriptArguments(script), { index: benchCases.indexOf(bench), threads })

/** Ours, in a process of its own. */
export const ourFreshCost = scriptCost('our-fresh.ts')

/** TensorFlow.js's. */
export const tensorFlowFreshCost = scriptCost('tensorflow-fresh.ts')

/** Eager PyTorch's. */
export const pytorchFreshCost = (bench: BenchCase, threads: number) =>
  answerOf(findPython(), [join(import.meta.dirname, 'pytorch_fresh.py')], { ...bench, threads })
