/**
 * Whether a text has white space other than plain spaces and line ends of one kind: only then may some cling to a cell that
 * SQL's quick ways don't take off.
 */
import { isAscii } from 'node:buffer'
import { whiteSpace } from '../records/cell-text.ts'
import type { RecordSyntax } from '../records/record-scanner.ts'

const spaces = Array.from(whiteSpace, (space) => Buffer.from(space))
const wideSpaces = spaces.filter(({ length }) => length > 1)
const [carriageReturn, lineFeed] = [0x0d, 0x0a]
const usual: readonly number[] = [0x20, carriageReturn, lineFeed]

/** Looks at a text in UTF-8 chunk by chunk, until there is some. */
export class OddSpaces {
  #found = false
  readonly #single: readonly number[]
  /** Which lines end where: set by the first chunk that has a line end. */
  #returns: boolean | null = null
  /** The last bytes of the chunk before, with which a character or line end may begin. */
  #before: Buffer = Buffer.alloc(0)

  /** What stands between cells clings to none, unless some are quoted. */
  constructor({ delimiter, quote }: RecordSyntax) {
    const own = delimiter.charCodeAt(0)
    const single = spaces.flatMap(([byte = 0, ...rest]) => (rest.length > 0 || usual.includes(byte) ? [] : [byte]))
    const mark = single.includes(own) && quote !== '' ? [quote.charCodeAt(0)] : []
    this.#single = [...single.filter((byte) => byte !== own), ...mark]
  }

  /** Whether there was some so far. A carriage return at the very end stands alone. */
  get found(): boolean {
    return this.#found || this.#before.at(-1) === carriageReturn
  }

  /** @param chunk the next part; a mark of byte order at the very beginning is to be left out */
  add(chunk: Buffer): void {
    if (this.#found) return
    const joined = Buffer.concat([this.#before, chunk.subarray(0, 2)])
    this.#found =
      this.#single.some((byte) => chunk.includes(byte)) ||
      (!isAscii(chunk) && wideSpaces.some((space) => chunk.includes(space) || joined.includes(space))) ||
      this.#mixesLineEnds(chunk)
    this.#before = Buffer.concat([this.#before, chunk.subarray(-2)]).subarray(-2)
  }

  /** Whether some lines end with a carriage return before the line feed and others don't, or one stands alone. */
  #mixesLineEnds(chunk: Buffer): boolean {
    if (this.#returns !== true && !chunk.includes(carriageReturn)) {
      if (chunk.includes(lineFeed)) this.#returns = false
      return false
    }
    if (this.#returns === false) return true
    this.#returns = true
    let previous = this.#before.at(-1) ?? 0
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!
      if ((byte === lineFeed) !== (previous === carriageReturn)) return true
      previous = byte
    }
    return false
  }
}
