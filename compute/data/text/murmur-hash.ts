/** MurmurHash3 of 32 bits (Austin Appleby, public domain) over a text's UTF-8: what ONNX Runtime's op of that name gives. */
import { mixBits } from '../../spec/random.ts'

const [first, second] = [0xcc9e2d51, 0x1b873593]
const utf8 = new TextEncoder()

const turned = (bits: number, by: number) => (bits << by) | (bits >>> (32 - by))
const scrambled = (block: number) => Math.imul(turned(Math.imul(block, first), 15), second)

/** @returns a signed whole number of 32 bits, with seed 0 */
export function murmurHash(text: string): number {
  const bytes = utf8.encode(text)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = bytes.length & ~3
  let hash = 0
  for (let at = 0; at < whole; at += 4) {
    hash = (Math.imul(turned(hash ^ scrambled(view.getInt32(at, true)), 13), 5) + 0xe6546b64) | 0
  }
  let rest = 0
  for (let at = bytes.length - 1; at >= whole; at--) rest = (rest << 8) | bytes[at]!
  if (whole < bytes.length) hash ^= scrambled(rest)
  return mixBits(hash ^ bytes.length) | 0
}
