/** What a text cell's bytes mean: unquoted, trimmed, and nothing where it stands for a missing value. */
import { trimCell } from '../records/cell-text.ts'

export class CellTexts {
  readonly #quote: string
  readonly #missing: ReadonlySet<string>
  /** Bytes of the longest text for a missing value. */
  readonly longestMissing: number

  constructor(quote: string, missing: readonly string[]) {
    this.#quote = quote
    this.#missing = new Set(['', ...missing])
    this.longestMissing = Math.max(0, ...missing.map((text) => Buffer.byteLength(text)))
  }

  /** A cell's text; null where its value is missing. */
  textOf(bytes: Uint8Array, from: number, to: number): string | null {
    return this.present(this.rawOf(bytes, from, to))
  }

  /** A cell's text as it is, without its quotes. */
  rawOf(bytes: Uint8Array, from: number, to: number): string {
    const quote = this.#quote
    const written = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString()
    if (quote === '' || !written.startsWith(quote)) return written
    return written.slice(1, -1).replaceAll(quote + quote, quote)
  }

  /** A text trimmed, or null where it means that the value is missing. */
  present(text: string): string | null {
    const trimmed = trimCell(text)
    return this.#missing.has(trimmed) ? null : trimmed
  }
}
