/**
 * The different texts of a column by their bytes. A cell's bytes are looked up as they stand in the file, quotes and all; what
 * they mean is found out once for each way of writing.
 */
import type { CellTexts } from './cell-texts.ts'
import { LaidOutTexts } from './laid-out-texts.ts'

/** The code of a cell without a value. */
export const noText = -1

export class TextCodes {
  /** The different texts, by their codes. */
  readonly texts: string[] = []
  readonly #cells: CellTexts
  readonly #codeOf = new Map<string, number>()
  /** The texts in UTF-8, by their codes. */
  readonly laidOut = new LaidOutTexts(1 << 8)
  /** The bytes of all ways of writing. */
  #bytes = new Uint8Array(1 << 12)
  #end = 0
  #written = 0
  /** Ways of writing by hash: the text's code plus 2, the last eight bytes, and how many there are. */
  #slots = new Int32Array(slotWidth << 9)
  /** By slots: where the bytes of a way of writing begin. */
  #starts = new Int32Array(1 << 9)

  constructor(cells: CellTexts) {
    this.#cells = cells
  }

  /** The code of a cell's text. @param first, last its last eight bytes, four each, the latest lowest */
  codeOf(bytes: Uint8Array, from: number, to: number, first: number, last: number): number {
    const slots = this.#slots
    const mask = slots.length - slotWidth
    const length = to - from
    let slot = slotOf(first, last, length) & mask
    for (; slots[slot] !== 0; slot = (slot + slotWidth) & mask) {
      if (slots[slot + 1] !== first || slots[slot + 2] !== last || slots[slot + 3] !== length) continue
      if (length <= 8 || this.#isSame(bytes, from, length - 8, this.#starts[slot / slotWidth]!)) return slots[slot]! - 2
    }
    return this.#add(bytes, from, to, [first, last], slot)
  }

  /** The text of a cell that was read in another way. */
  codeOfText(text: string): number {
    const known = this.#codeOf.get(text)
    if (known !== undefined) return known
    const code = this.texts.push(text) - 1
    this.#codeOf.set(text, code)
    const bytes = Buffer.from(text)
    this.laidOut.add(code, bytes, 0, bytes.length)
    return code
  }

  #isSame(bytes: Uint8Array, from: number, length: number, start: number): boolean {
    const own = this.#bytes
    for (let i = 0; i < length; i++) if (bytes[from + i] !== own[start + i]) return false
    return true
  }

  #add(bytes: Uint8Array, from: number, to: number, ends: readonly [number, number], slot: number): number {
    const text = this.#cells.textOf(bytes, from, to)
    const code = text === null ? noText : this.codeOfText(text)
    const start = this.#end
    this.#end += to - from
    if (this.#end > this.#bytes.length) {
      const longer = new Uint8Array(2 * this.#end)
      longer.set(this.#bytes)
      this.#bytes = longer
    }
    this.#bytes.set(bytes.subarray(from, to), start)
    this.#slots.set([code + 2, ...ends, to - from], slot)
    this.#starts[slot / slotWidth] = start
    if (2 * ++this.#written * slotWidth > this.#slots.length) this.#spread()
    return code
  }

  #spread(): void {
    const old = this.#slots
    const slots = new Int32Array(2 * old.length)
    const starts = new Int32Array(slots.length / slotWidth)
    const mask = slots.length - slotWidth
    for (let at = 0; at < old.length; at += slotWidth) {
      if (old[at] === 0) continue
      let slot = slotOf(old[at + 1]!, old[at + 2]!, old[at + 3]!) & mask
      while (slots[slot] !== 0) slot = (slot + slotWidth) & mask
      for (let i = 0; i < slotWidth; i++) slots[slot + i] = old[at + i]!
      starts[slot / slotWidth] = this.#starts[at / slotWidth]!
    }
    this.#slots = slots
    this.#starts = starts
  }
}

const slotWidth = 4

/** Any bits from a text's last bytes and its length; only the upper ones of a product tell much. */
function slotOf(first: number, last: number, length: number): number {
  const mixed = Math.imul(last ^ Math.imul(first + length, 0x9e3779b1), 0x85ebca6b)
  return (mixed ^ (mixed >>> 15)) << 2
}
