/** Texts of some rows in UTF-8, each with its length before it, as Parquet lays them out. */
import type { TextsInOrder } from '../parquet/column-pages.ts'

export class LaidOutTexts implements TextsInOrder {
  /** Behind the last text. */
  length = 0
  /** Where each row's text begins, behind its length. */
  starts: Int32Array
  /** 1 for each row without a text. */
  missing: Uint8Array
  bytes = new Uint8Array(1 << 12)

  constructor(rows: number) {
    this.starts = new Int32Array(rows)
    this.missing = new Uint8Array(rows)
  }

  addMissing(row: number): void {
    this.starts[row] = this.length
    this.missing[row] = 1
  }

  add(row: number, from: Uint8Array, start: number, end: number): void {
    if (row >= this.starts.length) this.#addRoom(2 * row)
    const size = end - start
    const at = this.length + 4
    if (at + size > this.bytes.length) this.#grow(at + size)
    const { bytes } = this
    bytes[at - 4] = size
    bytes[at - 3] = size >>> 8
    bytes[at - 2] = size >>> 16
    bytes[at - 1] = size >>> 24
    if (size > 64) bytes.set(from.subarray(start, end), at)
    else for (let i = 0; i < size; i++) bytes[at + i] = from[start + i]!
    this.starts[row] = at
    this.missing[row] = 0
    this.length = at + size
  }

  /** Behind a row's text; texts follow one another. */
  endOf(row: number): number {
    const { bytes } = this
    const at = this.starts[row]! - 4
    return at + 4 + (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24))
  }

  /** Forgets all rows, and keeps the room. */
  clear(): void {
    this.length = 0
  }

  #addRoom(rows: number): void {
    const starts = new Int32Array(rows)
    starts.set(this.starts)
    this.starts = starts
    const missing = new Uint8Array(rows)
    missing.set(this.missing)
    this.missing = missing
  }

  #grow(least: number): void {
    const larger = new Uint8Array(2 * least)
    larger.set(this.bytes.subarray(0, this.length))
    this.bytes = larger
  }
}
