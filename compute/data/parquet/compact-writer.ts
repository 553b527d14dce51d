/** Writes structs in Thrift's compact protocol, as Parquet's metadata are (Apache Thrift, thrift-compact-protocol.md). */

const types = { i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const

/** Builds up one struct with all that is in it. Fields are given in the order of their numbers. */
export class CompactWriter {
  #bytes = Buffer.alloc(1 << 12)
  #length = 0
  /** The last field's number, of each struct that is open. */
  readonly #last: number[] = [0]

  i32(field: number, value: number): this {
    this.#header(field, types.i32)
    return this.#varint(zigzag(value))
  }

  /** A whole number that a double holds. */
  i64(field: number, value: number): this {
    this.#header(field, types.i64)
    return this.#varint(zigzag(value))
  }

  text(field: number, value: string): this {
    this.#header(field, types.binary)
    return this.#binary(value)
  }

  /** @param write what stands in the struct */
  struct(field: number, write: () => void): this {
    this.#header(field, types.struct)
    return this.#open(write)
  }

  structs<T>(field: number, items: readonly T[], write: (item: T) => void): this {
    this.#list(field, types.struct, items.length)
    for (const item of items) this.#open(() => write(item))
    return this
  }

  texts(field: number, items: readonly string[]): this {
    this.#list(field, types.binary, items.length)
    for (const item of items) this.#binary(item)
    return this
  }

  numbers(field: number, items: readonly number[]): this {
    this.#list(field, types.i32, items.length)
    for (const item of items) this.#varint(zigzag(item))
    return this
  }

  /** Yes or no is part of the field's type. */
  flag(field: number, value: boolean): this {
    return this.#header(field, value ? 1 : 2)
  }

  /** All of it, with the end of the outermost struct. */
  end(): Buffer {
    this.#byte(0)
    return Buffer.from(this.#bytes.subarray(0, this.#length))
  }

  #open(write: () => void): this {
    this.#last.push(0)
    write()
    this.#last.pop()
    return this.#byte(0)
  }

  #header(field: number, type: number): this {
    const step = field - this.#last.at(-1)!
    this.#last[this.#last.length - 1] = field
    return this.#byte((step << 4) | type)
  }

  #list(field: number, type: number, size: number): void {
    this.#header(field, types.list)
    if (size < 15) this.#byte((size << 4) | type)
    else this.#byte(0xf0 | type).#varint(size)
  }

  #binary(value: string): this {
    const bytes = Buffer.from(value)
    this.#varint(bytes.length)
    this.#reserve(bytes.length)
    bytes.copy(this.#bytes, this.#length)
    this.#length += bytes.length
    return this
  }

  #varint(value: number): this {
    let rest = value
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.#byte((rest % 128) | 128)
    return this.#byte(rest)
  }

  #byte(value: number): this {
    this.#reserve(1)
    this.#bytes[this.#length++] = value
    return this
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = Buffer.alloc(2 * (this.#length + more))
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
  }
}

/** Numbers near nought become small ones without a sign. */
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)
