/** A screen for windows on a machine that has none: Xvfb, started for as long as something needs it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { ToolingError } from './say.ts'

/** Whether windows can be shown here. */
export function hasDisplay(environment: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform !== 'linux') return true
  return [environment['DISPLAY'], environment['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '')
}

/**
 * Runs `work` with a display: the one there is, or a virtual one that ends with the work. DISPLAY is set meanwhile.
 * @throws ToolingError when there is none and Xvfb is not installed.
 */
export async function withDisplay<Result>(work: () => Promise<Result>): Promise<Result> {
  if (hasDisplay()) return work()
  const screen = await startXvfb()
  process.env['DISPLAY'] = screen.display
  try {
    return await work()
  } finally {
    delete process.env['DISPLAY']
    screen.stop()
  }
}

/** A virtual screen that runs. */
interface VirtualScreen {
  /** For example `:1`. */
  readonly display: string
  readonly stop: () => void
}

async function startXvfb(): Promise<VirtualScreen> {
  // Given a pipe, Xvfb looks for a free display number itself and writes it there as soon as it takes connections.
  const args = ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-noreset']
  const child = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const stop = (): void => {
    child.kill()
  }
  process.once('exit', stop)
  const absent = once(child, 'error').then(() => null)
  const number = child.stdio[3] as Readable
  const answer = once(number, 'data').then(([data]) => String(data).trim())
  const ended = once(child, 'exit').then(() => null)
  const display = await Promise.race([answer, absent, ended])
  if (display === null) {
    throw new ToolingError(
      'There is no display here, and no Xvfb to stand in for one. On Debian and Ubuntu: sudo apt-get install xvfb',
    )
  }
  child.unref()
  return { display: `:${display}`, stop }
}
