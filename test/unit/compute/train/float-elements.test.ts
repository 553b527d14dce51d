import { describe, expect, it } from 'vitest'
import { asFloat32 } from '../../../../compute/train/float-elements.ts'

const bytesOf = (array: ArrayBufferView) => new Uint8Array(array.buffer)

describe('floating-point elements of other widths', () => {
  it('of 16 bits are the numbers that IEEE 754 says', () => {
    const bits = Uint16Array.of(
      0x0000,
      0x8000,
      0x3c00,
      0xc000,
      0x3555,
      0x7bff,
      0x0001,
      0x03ff,
      0x0400,
      0x7c00,
      0xfc00,
      0x7e00,
    )
    const expected = [
      0,
      -0,
      1,
      -2,
      0.333251953125,
      65504,
      2 ** -24,
      1023 * 2 ** -24,
      2 ** -14,
      Infinity,
      -Infinity,
      NaN,
    ]
    expect([...asFloat32('w', { type: 'F16', shape: [12], bytes: bytesOf(bits) })]).toEqual(expected)
  })

  it('of brain floats are the upper halves of float32', () => {
    const values = Float32Array.of(1, -2.5, 0, 3.140625, Infinity)
    const halves = Uint16Array.from(new Uint32Array(values.buffer), (bits) => bits >>> 16)
    expect(asFloat32('w', { type: 'BF16', shape: [5], bytes: bytesOf(halves) })).toEqual(values)
  })

  it('may begin at any byte of a file', () => {
    const file = new Uint8Array(13)
    file.set(bytesOf(Float32Array.of(1.5, -7)), 5)
    expect([...asFloat32('w', { type: 'F32', shape: [2], bytes: file.subarray(5) })]).toEqual([1.5, -7])
    expect([...asFloat32('w', { type: 'F64', shape: [1], bytes: bytesOf(Float64Array.of(0.5)) })]).toEqual([0.5])
  })

  it('are not made of whole numbers', () => {
    expect(() => asFloat32('ids', { type: 'I64', shape: [1], bytes: new Uint8Array(8) })).toThrow(/ids holds I64/)
  })
})
