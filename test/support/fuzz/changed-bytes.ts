/** Files with something changed, as many as one likes: each comes from a seed and its own number alone. */

/** Numbers from 0 up to below 1 (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Bytes that parsers take for something. */
const tokens = [
  '{',
  '[',
  '"',
  '\\',
  ',',
  '\n',
  '\r\n',
  '<',
  '>',
  '&',
  '</c>',
  '<v>',
  ' t="s"',
  ';',
  '\0',
  '\u202e',
  '1e999',
  '-1',
  'null',
  '\ufeff',
  '99999999999',
]
  .map((text) => Buffer.from(text))
  .concat(
    Buffer.from([0xff, 0xff, 0xff, 0xff]),
    Buffer.from([0x7f, 0xff, 0xff, 0xff]),
    Buffer.from([0, 0, 0, 0]),
    Buffer.from([0x80]),
  )

/** A file's bytes with one to eight changes. */
export function mutated(bytes: Buffer, next: () => number): Buffer {
  let result = bytes
  const upTo = (limit: number) => Math.floor(next() * limit)
  for (let left = 1 + upTo(8); left > 0; left--) {
    const at = upTo(result.length + 1)
    const length = 1 + upTo(1 + upTo(64))
    const [before, after] = [result.subarray(0, at), result.subarray(at)]
    switch (upTo(6)) {
      case 0:
        result = Buffer.concat([before, Buffer.from([upTo(256)]), after.subarray(1)])
        break
      case 1: {
        const token = tokens[upTo(tokens.length)]!
        result = Buffer.concat([before, token, after.subarray(next() < 0.5 ? token.length : 0)])
        break
      }
      case 2:
        result = Buffer.concat([before, after.subarray(length)])
        break
      case 3:
        result = Buffer.concat([before, after.subarray(0, length), after])
        break
      case 4: {
        // A piece from elsewhere in the file.
        const from = upTo(result.length)
        result = Buffer.concat([before, result.subarray(from, from + length), after.subarray(length)])
        break
      }
      default:
        if (next() < 0.2) result = Buffer.from(before)
    }
  }
  return result
}
