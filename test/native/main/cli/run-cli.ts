/** Runs the command line from its source in a process of its own, as a shell would. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

const entry = join(import.meta.dirname, '../../../../main/cli/cli.ts')

export interface CliRun {
  readonly code: number | null
  readonly out: string
  readonly complaints: string
}

/** Runs it in `cwd`. `meanwhile` gets the process while it runs. */
export async function runCli(
  cwd: string,
  args: readonly string[],
  meanwhile: (child: ChildProcess) => void = () => undefined,
): Promise<CliRun> {
  const env = { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8', NO_COLOR: '1', FORCE_COLOR: '0' }
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), entry, ...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  meanwhile(child)
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  const [out, complaints, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, out, complaints }
}
