/** The terminal that the command line writes to: its width, its styles, lines, and one line that is redrawn. */
import { styleText } from 'node:util'
import { textWidth, truncate, wrap } from './text-width.ts'

export type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan'

export interface Terminal {
  /** Columns to write in. */
  readonly width: number
  /** Whether a person looks at it: then a line can be redrawn. */
  readonly isInteractive: boolean
  style(text: string, ...styles: Style[]): string
  line(text?: string): void
  lines(lines: readonly string[]): void
  /** Text broken into lines under a mark such as a bullet. */
  paragraph(text: string, mark?: string): void
  /** Draws the status line, in place of what it was. Nothing where no person looks. */
  status(text: string): void
  /** Takes the status line away. */
  clearStatus(): void
}

/** What a terminal is made of: `process.stdout`, or anything like it. */
export interface TerminalStream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): boolean
}

/** Lines are not made longer than this, however wide the terminal: longer ones are hard to read. */
const widest = 110
/** Where the width is not known, as in a pipe. */
const usualWidth = 90

/** A terminal on a stream. Colours follow the custom of NO_COLOR and FORCE_COLOR. */
export function createTerminal(stream: TerminalStream, environment: NodeJS.ProcessEnv): Terminal {
  const isInteractive = stream.isTTY === true && environment['TERM'] !== 'dumb'
  const forced = environment['FORCE_COLOR'] !== undefined && environment['FORCE_COLOR'] !== '0'
  const colours = forced || (isInteractive && (environment['NO_COLOR'] ?? '') === '')
  let statusShown = false
  const clearStatus = () => {
    if (statusShown) stream.write('\r\u001b[2K')
    statusShown = false
  }
  const line = (text = '') => {
    clearStatus()
    stream.write(`${text}\n`)
  }
  const terminal: Terminal = {
    get width() {
      return Math.min(widest, stream.columns ?? usualWidth)
    },
    isInteractive,
    style: (text, ...styles) => (colours ? styleText(styles, text, { validateStream: false }) : text),
    line,
    lines: (lines) => lines.forEach(line),
    paragraph: (text, mark = '') => {
      const indent = mark === '' ? '' : `${mark} `
      wrap(text, terminal.width - textWidth(indent)).forEach((part, at) => {
        line((at === 0 ? indent : ' '.repeat(textWidth(indent))) + part)
      })
    },
    status: (text) => {
      if (!isInteractive) return
      // The last column stays free: writing there makes some terminals begin a new line.
      stream.write(`\r\u001b[2K${truncate(text, (stream.columns ?? usualWidth) - 1)}`)
      statusShown = true
    },
    clearStatus,
  }
  return terminal
}
