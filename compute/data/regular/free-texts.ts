/**
 * A column of free text while it is read: its texts as Parquet lays them out, and what is told of a long column of them
 * (`analyse-free-texts.ts` finds the same by SQL): lengths, how many differ, a share of its rows, and a digest.
 */
import { commonMissingTexts } from '../../spec/table-dialect.ts'
import type { CountedLength } from '../profile/text-digest.ts'
import { TextsDigest } from '../profile/text-digest.ts'
import { DifferentHashes } from './different-hashes.ts'
import type { LaidOutTexts } from './laid-out-texts.ts'
import type { RowBits } from './row-bits.ts'
import type { SeenTexts } from '../profile/seen-columns.ts'
import { type SampledRow, sampledRows, sampleMask } from '../profile/text-sample.ts'

const longestCommon = Math.max(...commonMissingTexts.map((one) => Buffer.byteLength(one)))
const common: ReadonlySet<string> = new Set(commonMissingTexts)

/** Texts are mostly shorter than this, in characters. */
const usualLength = 1024

/** What was found of all rows so far. */
export class FreeTexts {
  readonly commonTexts = new Set<string>()
  readonly #different = new DifferentHashes()
  readonly #digest = new TextsDigest()
  /** How many texts there are of each usual length, and of the others. */
  readonly #usual = new Float64Array(usualLength)
  readonly #longer = new Map<number, number>()
  #sample: SampledRow[] = []
  #mask = 0

  /** To be asked for once, at the end. */
  result(rows: number): SeenTexts {
    const usual = [...this.#usual.entries()].filter(([, count]) => count > 0)
    const longer = [...this.#longer].sort((a, b) => a[0] - b[0])
    return {
      lengths: [...usual, ...longer].map(([value, count]): CountedLength => ({ value, count })),
      distinct: this.#different.count(),
      common: [...this.commonTexts],
      sample: this.#sampleOf(rows),
      digest: this.#digest.digest(),
    }
  }

  /** The texts of so many rows from one on, with these rows' bits. */
  add(texts: LaidOutTexts, first: number, rows: number, bits: RowBits): void {
    this.#digest.add(texts.bytes.subarray(0, texts.length), texts.missing.subarray(0, rows))
    for (let row = 0; row < rows; row++) {
      if (texts.missing[row] === 1) continue
      const start = texts.starts[row]!
      const end = texts.endOf(row)
      this.#measure(texts.bytes, start, end)
      if (end - start <= longestCommon) this.#addShort(textAt(texts.bytes, start, end))
      if ((bits.low[row]! & this.#mask) !== 0) continue
      this.#addSampled(first + row, textAt(texts.bytes, start, end), bits.low[row]!, bits.high[row]!)
    }
  }

  #measure(text: Uint8Array, from: number, to: number): void {
    let length = 0
    let first = 0x811c9dc5 | 0
    let second = 0x3c6ef372
    for (let i = from; i < to; i++) {
      const byte = text[i]!
      // In UTF-8 each character has one byte that doesn't begin with the bits 10.
      if ((byte & 0xc0) !== 0x80) length++
      first = Math.imul(first ^ byte, 0x01000193)
      second = Math.imul((second << 5) ^ (second >>> 27) ^ byte, 0x5bd1e995)
    }
    this.#different.add(first, second)
    if (length < usualLength) this.#usual[length]!++
    else this.#longer.set(length, (this.#longer.get(length) ?? 0) + 1)
  }

  /** Rows of the share that a table of so many rows is judged by. */
  #sampleOf(rows: number): SampledRow[] {
    const mask = sampleMask(rows)
    return this.#sample.filter(({ low }) => (low & mask) === 0)
  }

  #addShort(text: string): void {
    if (common.has(text)) this.commonTexts.add(text)
  }

  #addSampled(row: number, text: string, low: number, high: number): void {
    this.#sample.push({ row, text, low, high })
    if (this.#sample.length < 3 * sampledRows) return
    this.#mask = sampleMask(row)
    this.#sample = this.#sampleOf(row)
  }
}

const textAt = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString()
