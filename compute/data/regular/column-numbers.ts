/** A column's numbers in one piece of memory, which is filled part by part; of more rows than were expected it becomes longer. */
export class ColumnNumbers {
  readonly #rowsAtOnce: number
  #values: Float64Array
  #filled = 0

  constructor(rowsAtOnce: number, expected: number) {
    this.#rowsAtOnce = rowsAtOnce
    this.#values = room(expected + rowsAtOnce)
  }

  /** Room for the next rows, behind so many that were filled in the last. */
  next(filled: number): Float64Array {
    this.#filled += filled
    const end = this.#filled + this.#rowsAtOnce
    if (end > this.#values.length) {
      const longer = room(2 * end)
      longer.set(this.#values)
      this.#values = longer
    }
    return this.#values.subarray(this.#filled, end)
  }

  all(): Float64Array {
    return this.#values.subarray(0, this.#filled)
  }
}

/** Memory that isn't filled with zeros first. */
function room(length: number): Float64Array {
  const { buffer, byteOffset } = Buffer.allocUnsafeSlow(8 * length)
  return new Float64Array(buffer, byteOffset, length)
}
