/** The rows of each different text of a column, as `groupTexts` has them by SQL: how many, the first, and their bits. */
import type { SeenGroup } from '../profile/seen-columns.ts'
import type { RowBits } from './row-bits.ts'

/** More rows are left to SQL: up to here doubles hold the sums of half a row's bits. */
export const mostGroupedRows = 1 << 21

export class TextGroups {
  #counts = new Int32Array(1 << 8)
  #firsts = new Int32Array(1 << 8)
  #lowSums = new Float64Array(1 << 8)
  #highSums = new Float64Array(1 << 8)
  #lowBits = new Int32Array(1 << 8)
  #highBits = new Int32Array(1 << 8)

  /** Codes of rows from one on, with these rows' bits. @param known how many codes there are by now */
  add(codes: Int32Array, first: number, rows: number, { low, high }: RowBits, known: number): void {
    if (known > this.#counts.length) this.#grow(2 * known)
    const counts = this.#counts
    const lowSums = this.#lowSums
    const highSums = this.#highSums
    const lowBits = this.#lowBits
    const highBits = this.#highBits
    for (let row = 0; row < rows; row++) {
      const code = codes[row]!
      if (code < 0) continue
      if (counts[code]!++ === 0) this.#firsts[code] = first + row
      lowSums[code]! += low[row]!
      highSums[code]! += high[row]!
      lowBits[code]! ^= low[row]!
      highBits[code]! ^= high[row]!
    }
  }

  group(code: number, text: string): SeenGroup {
    const whole = (high: number, low: number) => (BigInt(high) << 32n) + BigInt(low)
    return {
      text,
      count: this.#counts[code]!,
      first: this.#firsts[code]!,
      sum: whole(this.#highSums[code]!, this.#lowSums[code]!),
      bits: whole(this.#highBits[code]! >>> 0, this.#lowBits[code]! >>> 0),
    }
  }

  #grow(length: number): void {
    const larger = <T extends Int32Array | Float64Array>(from: T, to: T): T => {
      to.set(from)
      return to
    }
    this.#counts = larger(this.#counts, new Int32Array(length))
    this.#firsts = larger(this.#firsts, new Int32Array(length))
    this.#lowSums = larger(this.#lowSums, new Float64Array(length))
    this.#highSums = larger(this.#highSums, new Float64Array(length))
    this.#lowBits = larger(this.#lowBits, new Int32Array(length))
    this.#highBits = larger(this.#highBits, new Int32Array(length))
  }
}
