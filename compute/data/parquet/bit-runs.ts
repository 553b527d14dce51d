/** Small numbers as Parquet packs them: its hybrid of runs and bit-packed groups (Encodings.md, "RLE / Bit-Packing Hybrid"). */

/** How many bits the numbers up to one take. */
export const bitsFor = (largest: number): number => 32 - Math.clz32(largest)

/** One number so many times. */
export function runOf(value: number, count: number, bits: number): Buffer {
  const bytes = varint(2 * count)
  for (let left = bits, rest = value; left > 0; left -= 8, rest >>>= 8) bytes.push(rest & 255)
  return Buffer.from(bytes)
}

/** Numbers of up to 24 bits in groups of eight, all in one run. */
export function packed(values: Int32Array | Uint8Array, count: number, bits: number): Buffer {
  const groups = Math.ceil(count / 8)
  const head = varint(2 * groups + 1)
  const bytes = Buffer.alloc(head.length + groups * bits)
  bytes.set(head)
  let [at, open, held] = [head.length, 0, 0]
  for (let i = 0; i < count; i++) {
    open |= values[i]! << held
    held += bits
    while (held >= 8) {
      bytes[at++] = open & 255
      open >>>= 8
      held -= 8
    }
  }
  if (held > 0) bytes[at] = open & 255
  return bytes
}

/** The same, or a run where all are equal. */
export function packedOrRun(values: Int32Array | Uint8Array, count: number, bits: number): Buffer {
  const first = values[0] ?? 0
  for (let i = 1; i < count; i++) if (values[i] !== first) return packed(values, count, bits)
  return runOf(first, count, bits)
}

function varint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128; rest >>>= 7) bytes.push((rest & 127) | 128)
  return [...bytes, rest]
}
