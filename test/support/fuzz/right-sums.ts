/** Sums put right after a change: most changed files fail at their sums alone, and what is behind is never reached. */
import { crc32 } from 'node:zlib'

/** A PNG whose chunks have the sums of what is in them now. */
export function withPngSums(file: Buffer): Buffer {
  const bytes = Buffer.from(file)
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 8 + bytes.readUInt32BE(at)
    if (end + 4 > bytes.length) break
    bytes.writeUInt32BE(crc32(bytes.subarray(at + 4, end)), end)
    at = end + 4
  }
  return bytes
}

const oggTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24
  for (let bit = 0; bit < 8; bit++) sum = (sum << 1) ^ (sum < 0 ? 0x04c11db7 : 0)
  return sum >>> 0
})

/** An Ogg stream whose pages have the sums of what is in them now. */
export function withOggSums(file: Buffer): Buffer {
  const bytes = Buffer.from(file)
  for (let at = bytes.indexOf('OggS'); at >= 0 && at + 27 <= bytes.length; at = bytes.indexOf('OggS', at + 4)) {
    const segments = bytes.subarray(at + 27, at + 27 + bytes[at + 26]!)
    const end = at + 27 + segments.length + segments.reduce((total, size) => total + size, 0)
    if (end > bytes.length) break
    bytes.writeUInt32LE(0, at + 22)
    let sum = 0
    for (const byte of bytes.subarray(at, end)) sum = ((sum << 8) ^ oggTable[(sum >>> 24) ^ byte]!) >>> 0
    bytes.writeUInt32LE(sum, at + 22)
  }
  return bytes
}
