/** The cells of one column in one row group as pages of Parquet: a dictionary where few values repeat, else one by one. */
import { bitsFor, packed, packedOrRun, runOf } from './bit-runs.ts'
import { CompactWriter } from './compact-writer.ts'
import type { FieldType } from './parquet-schema.ts'

/** Parquet's encodings. */
export const encodings = { plain: 0, runs: 3, dictionary: 8 } as const
const pageTypes = { data: 0, dictionary: 2 } as const

/** Pages as bytes, first to last: good until the next column's are made, since they share memory. */
export interface ColumnPages {
  readonly bytes: readonly Uint8Array[]
  /** Cells with those that are missing; of a map also an empty place for each row without entries. */
  readonly cells: number
  /** Bytes of the dictionary page, which comes first. */
  readonly dictionaryBytes: number | null
}

/** Values of their own as they are stored, and for each cell that is there its place among them. */
interface Distinct {
  readonly values: Uint8Array
  readonly count: number
  readonly places: Int32Array
}

/** Memory that one column after the other is laid out in. */
class Scratch {
  #numbers = new Float64Array(0)
  #places = new Int32Array(0)

  numbers(length: number): Float64Array {
    if (this.#numbers.length < length) this.#numbers = new Float64Array(length)
    return this.#numbers
  }

  places(length: number): Int32Array {
    if (this.#places.length < length) this.#places = new Int32Array(length)
    return this.#places
  }
}

const scratch = new Scratch()

/** Numbers, or times in microseconds since 1970; NaN where missing. */
export function numberPages(type: Exclude<FieldType, 'text'>, values: Float64Array, rows: number): ColumnPages {
  const present = scratch.numbers(rows)
  const flags = new Uint8Array(rows)
  let count = 0
  for (let row = 0; row < rows; row++) {
    const value = values[row]!
    present[count] = value
    if (Number.isNaN(value)) continue
    flags[row] = 1
    count++
  }
  const levels = levelsOf(flags, count)
  const found = distinctNumbers(present.subarray(0, count))
  if (found === null) return plainPages(rows, levels, [stored(type, present.subarray(0, count))])
  const { numbers, places } = found
  return dictionaryPages(rows, levels, { values: stored(type, numbers), count: numbers.length, places })
}

/** Texts in UTF-8, each behind four bytes of its length. */
export interface TextsInOrder {
  readonly bytes: Uint8Array
  /** Where each text begins, behind its length. */
  readonly starts: Int32Array
  endOf(text: number): number
}

/** Texts by their codes, −1 where missing. @param known how many texts there are in all */
export function codedPages(codes: Int32Array, rows: number, known: number, texts: TextsInOrder): ColumnPages {
  const placeOf = new Int32Array(known).fill(-1)
  const places = scratch.places(rows)
  const flags = new Uint8Array(rows)
  const used: number[] = []
  let count = 0
  for (let row = 0; row < rows; row++) {
    const code = codes[row]!
    if (code < 0) continue
    flags[row] = 1
    let place = placeOf[code]!
    if (place < 0) {
      place = used.push(code) - 1
      placeOf[code] = place
    }
    places[count++] = place
  }
  const levels = levelsOf(flags, count)
  const own = places.subarray(0, count)
  // A dictionary of almost all texts would only be one more thing to read.
  if (2 * used.length > count && used.length > 256) {
    return plainPages(rows, levels, [
      laidOut(
        texts,
        Array.from(own, (place) => used[place]!),
      ),
    ])
  }
  return dictionaryPages(rows, levels, { values: laidOut(texts, used), count: used.length, places: own })
}

/** Texts that are laid out as Parquet has them. @param missing 1 for each row without a text */
export function textPages(texts: Uint8Array, missing: Uint8Array, rows: number): ColumnPages {
  const flags = new Uint8Array(rows)
  let count = 0
  for (let row = 0; row < rows; row++) {
    if (missing[row] === 1) continue
    flags[row] = 1
    count++
  }
  return plainPages(rows, levelsOf(flags, count), [texts])
}

/** An entry of a map that some rows have. */
export interface MapEntry {
  readonly row: number
  readonly key: number
  readonly text: string
}

/** The keys and the texts of a column of maps. @param entries by rising row */
export function mapPages(entries: readonly MapEntry[], rows: number): { keys: ColumnPages; texts: ColumnPages } {
  const cells = rows + entries.filter(({ row }, at) => entries[at - 1]?.row === row).length
  const [repeats, there] = [new Uint8Array(cells), new Uint8Array(cells)]
  let [cell, next] = [0, 0]
  for (let row = 0; row < rows; row++) {
    if (entries[next]?.row !== row) cell++
    for (let own = 0; entries[next]?.row === row; own++, next++, cell++) {
      repeats[cell] = own === 0 ? 0 : 1
      there[cell] = 1
    }
  }
  const keys = Int32Array.from(entries, ({ key }) => key)
  const levels = (most: number) => [
    ...sized(packedOrRun(repeats, cells, 1)),
    ...sized(
      packedOrRun(
        there.map((one) => one * most),
        cells,
        2,
      ),
    ),
  ]
  return {
    keys: plainPages(cells, levels(2), [new Uint8Array(keys.buffer)]),
    texts: plainPages(cells, levels(3), [plainTexts(entries.map(({ text }) => Buffer.from(text)))]),
  }
}

/** Parquet's definition levels: 1 for each cell that is there, of which there are so many. */
function levelsOf(there: Uint8Array, count: number): Uint8Array[] {
  const rows = there.length
  return sized(count === rows ? runOf(1, rows, 1) : packed(there, rows, 1))
}

function sized(levels: Buffer): Uint8Array[] {
  const size = Buffer.alloc(4)
  size.writeUInt32LE(levels.length)
  return [size, levels]
}

const mostDistinct = 4096

/** Different numbers and each one's place among them; null where there are too many to gain by it. */
function distinctNumbers(values: Float64Array): { numbers: Float64Array; places: Int32Array } | null {
  const slots = new Int32Array(4 * mostDistinct)
  const numbers = new Float64Array(mostDistinct)
  const places = scratch.places(values.length)
  const bits = new Int32Array(values.buffer, values.byteOffset, 2 * values.length)
  let count = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    const mixed = Math.imul(bits[2 * i]! ^ Math.imul(bits[2 * i + 1]!, 0x9e3779b1), 0x85ebca6b)
    let slot = (mixed ^ (mixed >>> 15)) & (slots.length - 1)
    let place = slots[slot]! - 1
    while (place >= 0 && numbers[place] !== value) {
      slot = (slot + 1) & (slots.length - 1)
      place = slots[slot]! - 1
    }
    if (place < 0) {
      if (count === mostDistinct || (count > 256 && 2 * count > i)) return null
      numbers[count] = value
      place = count
      slots[slot] = ++count
    }
    places[i] = place
  }
  return { numbers: numbers.subarray(0, count), places: places.subarray(0, values.length) }
}

/** Numbers as the type's bytes, in the order of this machine, which is Parquet's on all that the app runs on. */
function stored(type: Exclude<FieldType, 'text'>, values: Float64Array): Uint8Array {
  if (type === 'number') return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  if (type === 'day') {
    const days = new Int32Array(values.length)
    for (let i = 0; i < days.length; i++) days[i] = values[i]! / 86_400_000_000
    return new Uint8Array(days.buffer)
  }
  const halves = new Int32Array(2 * values.length)
  for (let i = 0; i < values.length; i++) {
    const high = Math.floor(values[i]! / 2 ** 32)
    halves[2 * i] = values[i]! - high * 2 ** 32
    halves[2 * i + 1] = high
  }
  return new Uint8Array(halves.buffer)
}

/** Each text with its length before it. */
function plainTexts(texts: readonly Uint8Array[]): Buffer {
  const bytes = Buffer.allocUnsafe(texts.reduce((sum, text) => sum + text.length + 4, 0))
  let at = 0
  for (const text of texts) {
    at = bytes.writeUInt32LE(text.length, at)
    bytes.set(text, at)
    at += text.length
  }
  return bytes
}

/** Some of the texts, one after the other. */
function laidOut(texts: TextsInOrder, some: readonly number[]): Uint8Array {
  const { bytes, starts } = texts
  let size = 0
  for (const text of some) size += texts.endOf(text) - starts[text]! + 4
  const all = new Uint8Array(size)
  let at = 0
  for (const text of some) {
    const end = texts.endOf(text)
    for (let from = starts[text]! - 4; from < end; from++) all[at++] = bytes[from]!
  }
  return all
}

function dictionaryPages(cells: number, levels: readonly Uint8Array[], distinct: Distinct): ColumnPages {
  const { values, count, places } = distinct
  const dictionary = page(pageTypes.dictionary, [values], count, encodings.plain)
  const bits = bitsFor(Math.max(1, count - 1))
  const codes = places.length === 0 ? [] : [packedOrRun(places, places.length, bits)]
  const data = page(pageTypes.data, [...levels, Uint8Array.of(bits), ...codes], cells, encodings.dictionary)
  return { bytes: [...dictionary, ...data], cells, dictionaryBytes: lengthOf(dictionary) }
}

function plainPages(cells: number, levels: readonly Uint8Array[], values: readonly Uint8Array[]): ColumnPages {
  return { bytes: page(pageTypes.data, [...levels, ...values], cells, encodings.plain), cells, dictionaryBytes: null }
}

/** A page with its head. */
function page(type: number, parts: readonly Uint8Array[], cells: number, encoding: number): Uint8Array[] {
  const size = lengthOf(parts)
  const head = new CompactWriter().i32(1, type).i32(2, size).i32(3, size)
  if (type === pageTypes.dictionary) head.struct(7, () => void head.i32(1, cells).i32(2, encoding))
  else {
    head.struct(5, () => void head.i32(1, cells).i32(2, encoding).i32(3, encodings.runs).i32(4, encodings.runs))
  }
  return [head.end(), ...parts]
}

export const lengthOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0)
