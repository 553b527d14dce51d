/** How the tools talk in a terminal: one line for each fact, and a line that moves while something takes long. */

/** An error whose message is meant for a person: it says what happened and what to do. Printed without a stack. */
export class ToolingError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'ToolingError'
  }
}

/** Prints one line of what the command was asked for. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Prints one line about what is being made ready. On the error stream, since the other may be read by a program. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** A line that tells how far something is. On a terminal it is redrawn; elsewhere it is printed every few seconds. */
export interface ProgressLine {
  update(text: string): void
  /** Ends the line with a last word. */
  done(text: string): void
}

const quietInterval = 20_000

/** Starts a progress line. */
export function progressLine(subject: string, stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  let lastPrinted = Date.now()
  const redraw = (text: string, end: string): void => {
    stream.write(`\r\u001b[2K${subject}: ${text}${end}`)
  }
  return {
    update(text) {
      const interval = stream.isTTY ? 100 : quietInterval
      if (Date.now() - lastPrinted < interval) return
      lastPrinted = Date.now()
      if (stream.isTTY) redraw(text, '')
      else stream.write(`${subject}: ${text}\n`)
    },
    done(text) {
      if (stream.isTTY) redraw(text, '\n')
      else stream.write(`${subject}: ${text}\n`)
    },
  }
}

/** Runs a script's work: prints a ToolingError as a sentence, anything else with its stack, and sets the exit code. */
export async function runScript(work: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await work()) ?? 0
  } catch (error) {
    process.exitCode = 1
    if (error instanceof ToolingError) process.stderr.write(`\n${error.message}\n`)
    else process.stderr.write(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  }
}

/** Megabytes, for people. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`
}

/** Seconds since a moment of Date.now(), for people. */
export function secondsSince(start: number): string {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`
}
