import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  float32Tensors,
  readSafetensors,
  SafetensorsError,
  safetensorsPieces,
} from '../../../../compute/train/safetensors.ts'
import recorded from '../../../fixtures/engine/safetensors.json' with { type: 'json' }

const joined = (pieces: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(pieces))

/** A file with a header of one's own, and so many bytes of data. */
function fileWith(header: unknown, dataBytes: number, length?: bigint): Uint8Array {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
  const head = Buffer.alloc(8)
  head.writeBigUInt64LE(length ?? BigInt(json.length))
  return new Uint8Array(Buffer.concat([head, json, Buffer.alloc(dataBytes)]))
}

const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 })
const named = fc.dictionary(
  fc.string({ minLength: 1 }).filter((name) => name !== '__metadata__' && name !== '__proto__'),
  shapes,
)
const texts = fc.dictionary(
  fc.string().filter((key) => key !== '__proto__'),
  fc.string(),
)

describe('safetensors', () => {
  it('come back as they were written, whatever their names, shapes and metadata', () => {
    fc.assert(
      fc.property(named, texts, (shapesByName, metadata) => {
        let seed = 0
        const tensors = new Map(
          Object.entries(shapesByName).map(([name, shape]) => {
            const data = new Float32Array(shape.reduce((size, dim) => size * dim, 1)).map(() => Math.sin(seed++))
            return [name, { shape, data }] as const
          }),
        )
        const read = readSafetensors(joined(safetensorsPieces(tensors, metadata)))
        expect({ ...read.metadata }).toEqual({ ...metadata })
        expect([...float32Tensors(read)].sort()).toEqual([...tensors].sort())
      }),
    )
  })

  it('begin their data at a multiple of 8 bytes', () => {
    for (const name of ['a', 'ab', 'abc', 'abcdefgh']) {
      const [head] = safetensorsPieces(new Map([[name, { shape: [1], data: Float32Array.of(1) }]]), {})
      expect(head!.length % 8).toBe(0)
    }
  })

  it('that the original library wrote are read', () => {
    const read = readSafetensors(new Uint8Array(Buffer.from(recorded.file, 'base64')))
    expect(Object.fromEntries([...read.tensors].map(([name, { shape }]) => [name, shape]))).toEqual(recorded.shapes)
    expect([...read.tensors.values()].map(({ type }) => type).sort()).toEqual([
      'BF16',
      'BOOL',
      'F16',
      'F32',
      'F32',
      'F32',
      'I64',
    ])
    expect(read.metadata).toEqual({ origin: 'safetensors', 说明: '文字' })
    const floats = new Map([...read.tensors].filter(([, { type }]) => type === 'F32'))
    const tensors = float32Tensors({ ...read, tensors: floats })
    expect([...tensors.get('weight')!.data]).toEqual(recorded.weight.map(Math.fround))
    expect([...tensors.get('scalar')!.data]).toEqual(recorded.scalar)
  })

  it('are refused when they end anywhere before their end', () => {
    const file = joined(safetensorsPieces(new Map([['w', { shape: [3], data: Float32Array.of(1, 2, 3) }]]), { a: 'b' }))
    for (let length = 0; length < file.length; length++) {
      expect(() => readSafetensors(file.subarray(0, length)), `${length} bytes`).toThrow(SafetensorsError)
    }
  })

  const entry = { dtype: 'F32', shape: [2], data_offsets: [0, 8] }
  it.each([
    ['a header longer than the file', fileWith({}, 0, 1_000n)],
    ['a header of 2⁶⁴ − 1 bytes', fileWith({}, 0, 0xffff_ffff_ffff_ffffn)],
    ['a header that is no JSON', fileWith('{"w":', 0)],
    ['a header that is a list', fileWith([], 0)],
    ['a header that is not UTF-8', new Uint8Array([2, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xfe])],
    ['data that no tensor claims', fileWith({ w: entry }, 12)],
    ['less data than claimed', fileWith({ w: entry }, 4)],
    ['an unknown element type', fileWith({ w: { ...entry, dtype: 'F31' } }, 8)],
    ['a negative length', fileWith({ w: { ...entry, shape: [-2] } }, 8)],
    ['a length that is no whole number', fileWith({ w: { ...entry, shape: [1.5] } }, 8)],
    ['a shape that overflows', fileWith({ w: { ...entry, shape: [2 ** 40, 2 ** 40] } }, 8)],
    ['a shape of another size', fileWith({ w: { ...entry, shape: [3] } }, 8)],
    ['offsets the wrong way round', fileWith({ w: { ...entry, data_offsets: [8, 0] } }, 8)],
    ['offsets beyond the data', fileWith({ w: { ...entry, data_offsets: [8, 16] } }, 8)],
    ['tensors that overlap', fileWith({ a: entry, b: entry }, 8)],
    ['a gap between tensors', fileWith({ a: entry, b: { ...entry, data_offsets: [12, 20] } }, 20)],
    ['metadata that is no table of texts', fileWith({ __metadata__: { a: 1 } }, 0)],
    ['an entry that is no object', fileWith({ w: 7 }, 0)],
  ])('are refused with %s', (_, file) => {
    expect(() => readSafetensors(file)).toThrow(SafetensorsError)
  })

  it('never fail in another way, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          readSafetensors(bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(SafetensorsError)
        }
      }),
    )
  })
})
