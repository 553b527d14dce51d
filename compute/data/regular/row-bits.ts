/** The numbers of rows spread over 62 bits (`text-digest.ts` has the same in SQL), for many rows one after the other. */

/** A row's bits: the lower 32, and the upper 30. */
export interface RowBits {
  readonly low: Uint32Array
  readonly high: Uint32Array
}

const [first, second] = [2_654_435_761, 1_540_483_477]

/** Fills in the bits of rows from one on. */
export function fillRowBits({ low, high }: RowBits, from: number, rows: number): void {
  // The first product in two halves, carried on from row to row.
  let lower = Math.imul(from, first) >>> 0
  let upper = Number((BigInt(from) * BigInt(first)) >> 32n)
  for (let i = 0; i < rows; i++) {
    const mixed = (lower ^ ((lower >>> 15) | (upper << 17))) & 0x7fffffff
    const ofTop = (mixed >>> 16) * second
    const top = Math.floor((ofTop + Math.floor(((mixed & 0xffff) * second) / 65_536)) / 65_536)
    const bottom = Math.imul(mixed, second)
    low[i] = bottom ^ ((top << 1) | (bottom >>> 31))
    high[i] = top
    lower += first
    if (lower >= 2 ** 32) {
      lower -= 2 ** 32
      upper++
    }
  }
}
