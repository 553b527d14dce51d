/** The lines of a text file of any size and in any of our encodings, some at a time, with their numbers. */
import { readPlainText } from './plain-text.ts'
import { type SourceFile, readChunks } from './source-file.ts'
import type { TextHead } from './text-head.ts'

export interface NumberedLine {
  readonly text: string
  /** From 1. */
  readonly line: number
}

export interface TextLinesOptions {
  readonly head: TextHead
  /** Where a copy goes, if the file isn't UTF-8. */
  readonly copyPath: string
  readonly signal: AbortSignal
  /** How far it is, from 0 to 1. */
  readonly onDone: (done: number) => void
}

/** The byte that ends lines: files without a line feed end theirs with a carriage return. */
export const lineEndOf = (text: Buffer): 10 | 13 => (!text.includes(0x0a) && text.includes(0x0d) ? 13 : 10)

/** The lines of a text's beginning; the last one, if it may be cut off, is left out. */
export function firstLines({ text, whole }: Pick<TextHead, 'text' | 'whole'>): NumberedLine[] {
  const lines = text.toString('utf8').split(/\r\n|\n|\r/)
  if (!whole || lines.at(-1) === '') lines.pop()
  return lines.map((each, at) => ({ text: each, line: at + 1 }))
}

/** Lines have no cells. */
const plainSyntax = { delimiter: '\t', quote: '' }

/**
 * All lines, batch by batch.
 * @throws StudioError as readPlainText does
 */
export async function* textLines(
  source: SourceFile,
  { head, copyPath, signal, onDone }: TextLinesOptions,
): AsyncGenerator<readonly NumberedLine[]> {
  const lineEnd = lineEndOf(head.text)
  const { text } = await readPlainText(source, {
    ...{ encoding: head.encoding, certain: head.certain, copyPath, lineEnd, signal, syntax: plainSyntax },
    onBytes: () => undefined,
  })
  let [begun, line, bytes] = [Buffer.alloc(0), 0, 0]
  const cut = (content: Buffer) =>
    content
      .toString('utf8')
      .split(lineEnd === 10 ? '\n' : '\r')
      .map((each) => ({ text: each.endsWith('\r') ? each.slice(0, -1) : each, line: ++line }))
  for await (const chunk of readChunks(text, signal)) {
    const start = bytes === 0 && chunk.subarray(0, 3).toString('hex') === 'efbbbf' ? 3 : 0
    bytes += chunk.length
    const end = chunk.lastIndexOf(lineEnd)
    if (end < start) begun = Buffer.concat([begun, chunk.subarray(start)])
    else {
      const whole = Buffer.concat([begun, chunk.subarray(start, end)])
      begun = Buffer.from(chunk.subarray(end + 1))
      yield cut(whole)
    }
    onDone(bytes / text.bytes)
  }
  if (begun.length > 0) yield cut(begun)
}
