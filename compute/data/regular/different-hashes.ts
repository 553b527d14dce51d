/**
 * How many different hashes of 64 bits there are. They are gathered first and told apart at the end, part by part: a set of all
 * of them would be larger than a processor's cache, and each look into it a wait for memory.
 */
const blockLength = 1 << 16
const parts = 1 << 8

export class DifferentHashes {
  /** Hashes in two halves each. */
  readonly #full: Int32Array[] = []
  #block = new Int32Array(2 * blockLength)
  #filled = 0

  add(first: number, second: number): void {
    if (this.#filled === this.#block.length) {
      this.#full.push(this.#block)
      this.#block = new Int32Array(2 * blockLength)
      this.#filled = 0
    }
    this.#block[this.#filled] = first
    this.#block[this.#filled + 1] = second
    this.#filled += 2
  }

  count(): number {
    const blocks = [...this.#full, this.#block.subarray(0, this.#filled)]
    const sizes = new Int32Array(parts)
    for (const block of blocks) {
      for (let at = 0; at < block.length; at += 2) sizes[partOf(block[at]!, block[at + 1]!)]!++
    }
    const places = new Int32Array(parts)
    for (let part = 1; part < parts; part++) places[part] = places[part - 1]! + sizes[part - 1]!
    const sorted = new Int32Array(2 * (places[parts - 1]! + sizes[parts - 1]!))
    for (const block of blocks) {
      for (let at = 0; at < block.length; at += 2) {
        const place = 2 * places[partOf(block[at]!, block[at + 1]!)]!++
        sorted[place] = block[at]!
        sorted[place + 1] = block[at + 1]!
      }
    }
    let count = 0
    // Each place has moved to its part's end.
    for (let part = 0; part < parts; part++) {
      count += countPart(sorted.subarray(2 * (places[part]! - sizes[part]!), 2 * places[part]!))
    }
    return count
  }
}

const mixed = (first: number, second: number): number => Math.imul(first ^ Math.imul(second, 0x85ebca6b), 0x9e3779b1)
const partOf = (first: number, second: number): number => mixed(first, second) >>> 24

function countPart(halves: Int32Array): number {
  const slots = new Int32Array(2 << (32 - Math.clz32(halves.length)))
  const mask = slots.length - 1
  let count = 0
  for (let at = 0; at < halves.length; at += 2) {
    const first = halves[at]!
    const second = halves[at + 1]!
    // A slot has the place behind its hash's first half, so that 0 is none.
    let slot = (mixed(first, second) >>> 4) & mask
    for (let own = slots[slot]!; own !== 0; own = slots[slot]!) {
      if (halves[own - 1] === first && halves[own] === second) break
      slot = (slot + 1) & mask
    }
    if (slots[slot] !== 0) continue
    slots[slot] = at + 1
    count++
  }
  return count
}
