/** Running other programs: with their output kept for the case that they fail, and never left behind. */
import { type ChildProcess, spawn } from 'node:child_process'

/** Options of runProcess. */
export interface RunOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  /** `keep` collects the output, `show` passes it on to this terminal (and collects nothing). */
  readonly output?: 'keep' | 'show'
  /** Ends the program after so many milliseconds. */
  readonly timeout?: number
  /** Called about once a second while the program runs. */
  readonly onSecond?: (seconds: number) => void
}

/** How a program ended. */
export interface RunResult {
  /** Its exit code; 1 when it could not be started, 128 and more when a signal ended it. */
  readonly code: number
  readonly output: string
  readonly timedOut: boolean
}

/** Programs that run now, and whether this terminal is theirs meanwhile. */
const running = new Map<ChildProcess, { readonly hasTerminal: boolean }>()

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    const owners = [...running].filter(([, { hasTerminal }]) => hasTerminal)
    for (const [child, { hasTerminal }] of running) {
      // A terminal sends Ctrl-C to the program itself as well; a second one would mean "leave at once".
      if (!(hasTerminal && signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal)
    }
    // A program that has the terminal may have things to put in order: its end is waited for.
    if (owners.length === 0) process.exit(130)
  })
}
process.once('exit', () => {
  for (const child of running.keys()) child.kill()
})

/** Runs a program to its end. Never rejects: a program that cannot be started gives code 1 and the reason as output. */
export function runProcess(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve) => {
    const start = Date.now()
    const stdio = options.output === 'show' ? 'inherit' : (['ignore', 'pipe', 'pipe'] as const)
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: stdio === 'inherit' ? 'inherit' : [...stdio],
    })
    running.set(child, { hasTerminal: options.output === 'show' })
    const pieces: string[] = []
    child.stdout?.setEncoding('utf8').on('data', (text: string) => pieces.push(text))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => pieces.push(text))
    let timedOut = false
    const ticker = setInterval(() => {
      options.onSecond?.((Date.now() - start) / 1000)
      if (options.timeout === undefined || Date.now() - start < options.timeout || timedOut) return
      timedOut = true
      child.kill('SIGKILL')
    }, 1000)
    const end = (code: number): void => {
      clearInterval(ticker)
      running.delete(child)
      resolve({ code, output: pieces.join(''), timedOut })
    }
    child.once('error', (error) => {
      pieces.push(error.message)
      end(1)
    })
    child.once('close', (code) => end(code ?? 128))
  })
}

/** The last lines of a text, for telling why a program failed. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n')
}

/** True when a program of that name can be started and ends well when asked for its version. */
export async function hasProgram(name: string, versionFlag = '--version'): Promise<boolean> {
  return (await runProcess(name, [versionFlag], { timeout: 10_000 })).code === 0
}
