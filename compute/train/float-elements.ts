/** Floating-point elements of other widths as float32: what published weights are often kept in. */
import { SafetensorsError, type SafetensorsEntry } from './safetensors.ts'

/** IEEE 754 binary16 to a number. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** All 65,536 of them: a table is faster than working each out. */
let halves: Float32Array | null = null

/** A tensor's elements as float32. Throws SafetensorsError where they are no floating-point numbers. */
export function asFloat32(name: string, { type, bytes }: SafetensorsEntry): Float32Array {
  // A copy, because the elements may begin anywhere in the file and views need them aligned.
  const { buffer } = new Uint8Array(bytes)
  switch (type) {
    case 'F32':
      return new Float32Array(buffer)
    case 'F64':
      return Float32Array.from(new Float64Array(buffer))
    case 'F16': {
      const table = (halves ??= Float32Array.from({ length: 65_536 }, (_, bits) => fromHalf(bits)))
      return Float32Array.from(new Uint16Array(buffer), (bits) => table[bits] as number)
    }
    case 'BF16': {
      // The upper half of a float32.
      const wide = Uint32Array.from(new Uint16Array(buffer), (bits) => bits * 65_536)
      return new Float32Array(wide.buffer)
    }
    default:
      throw new SafetensorsError(`${name} holds ${type}, no floating-point numbers`)
  }
}
