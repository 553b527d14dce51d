/** The pages of an Ogg file of one stream (RFC 3533): each is checked by its sum and its number, and gives the packets that end on it. */

export interface OggPage {
  /** The packets that end on this page. */
  readonly packets: readonly Uint8Array[]
  /** What has been played by the end of its last packet, in a unit of the codec's; −1 where no packet ends on it. */
  readonly granule: number
}

const headBytes = 27
const continuedFlag = 1

/** @throws Error with the reason where a page is missing, damaged, cut, or of another stream */
export function oggPages(file: Uint8Array): OggPage[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const pages: OggPage[] = []
  let pending: Uint8Array[] = []
  for (let at = 0; at < file.length;) {
    const end = pageEnd(file, at)
    if (view.getUint32(at + 14, true) !== view.getUint32(14, true)) throw new Error('more than one stream')
    if (view.getUint32(at + 18, true) !== pages.length) throw new Error(`page ${pages.length} is missing`)
    if (view.getUint32(at + 22, true) !== sumOf(file.subarray(at, end))) {
      throw new Error(`page ${pages.length} is damaged`)
    }
    const continues = (view.getUint8(at + 5) & continuedFlag) !== 0
    if (continues !== pending.length > 0) throw new Error(`page ${pages.length} does not fit to the one before`)
    const lacing = file.subarray(at + headBytes, at + headBytes + view.getUint8(at + 26))
    const packets: Uint8Array[] = []
    let from = at + headBytes + lacing.length
    for (const size of lacing) {
      pending.push(file.subarray(from, from + size))
      from += size
      if (size === 255) continue
      packets.push(joined(pending))
      pending = []
    }
    pages.push({ packets, granule: Number(view.getBigInt64(at + 6, true)) })
    at = end
  }
  return pages
}

/** Where the page ends that begins at a place. @throws Error where none does, or it is cut */
function pageEnd(file: Uint8Array, at: number): number {
  const isPage = [0x4f, 0x67, 0x67, 0x53, 0].every((byte, index) => file[at + index] === byte)
  const body = at + headBytes + (file[at + 26] ?? 0)
  if (!isPage || body > file.length) throw new Error('no page where one should begin')
  const end = file.subarray(at + headBytes, body).reduce((sum, size) => sum + size, body)
  if (end > file.length) throw new Error('the file ends in the middle of a page')
  return end
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [first = new Uint8Array(0)] = pieces
  return pieces.length === 1 ? first : Uint8Array.from(Buffer.concat(pieces))
}

/** CRC-32 of the polynomial 04C11DB7, from the highest bit down. */
const sums = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24
  for (let bit = 0; bit < 8; bit++) sum = (sum << 1) ^ (sum < 0 ? 0x04c11db7 : 0)
  return sum >>> 0
})

/** The sum of a page, in which the place of the sum itself counts as zeros. */
function sumOf(page: Uint8Array): number {
  let sum = 0
  for (let at = 0; at < page.length; at++) {
    const byte = at >= 22 && at < 26 ? 0 : page[at]!
    sum = ((sum << 8) ^ sums[(sum >>> 24) ^ byte]!) >>> 0
  }
  return sum
}
