/** The app's log: a text file in its own folder, for finding out afterwards what went wrong. It never holds cells of data. */
import { appendFile, mkdir, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

export type LogLevel = 'info' | 'warning' | 'error'

export interface Log {
  readonly file: string
  /** Notes something. Returns at once; lines are written in their order. */
  write(level: LogLevel, text: string, detail?: unknown): void
  /** Resolves when all that was noted is in the file. */
  flushed(): Promise<void>
}

/** When the file is larger than this, it becomes the one former file that is kept, and a new one begins. */
const largestBytes = 2_000_000

function describe(detail: unknown): string {
  if (detail === undefined) return ''
  const text = detail instanceof Error ? (detail.stack ?? detail.message) : JSON.stringify(detail)
  const cause = detail instanceof Error && detail.cause !== undefined ? describe(detail.cause) : ''
  return `\n  ${text.replaceAll('\n', '\n  ')}${cause}`
}

/** Opens the log at `file`. A log that can't be written is given up silently: the app must not fail for it. */
export function openLog(file: string): Log {
  let writing: Promise<void> = mkdir(dirname(file), { recursive: true }).then(() => makeRoom(file))
  writing = writing.catch(() => undefined)
  return {
    file,
    write(level, text, detail) {
      const line = `${new Date().toISOString()} ${level} ${text}${describe(detail)}\n`
      writing = writing.then(() => appendFile(file, line)).catch(() => undefined)
    },
    flushed: () => writing,
  }
}

async function makeRoom(file: string): Promise<void> {
  const { size } = await stat(file).catch(() => ({ size: 0 }))
  if (size > largestBytes) await rename(file, `${file}.former`)
}
