/** NumPy's file format for one array (version 1.0): numpy.lib.format. */
import type { Tensor } from '../graph/tensor.ts'

/** NumPy's names of the element types that a training program takes. */
const descriptions = { float32: '<f4', int64: '<i8', uint32: '<u4', uint8: '|u1', bool: '|b1', int32: '<i4' } as const

/** A tensor as the bytes of a .npy file. Throws TypeError for element types that NumPy has no such name for. */
export function npyFile({ dtype, data, shape }: Tensor): Uint8Array {
  if (!Object.hasOwn(descriptions, dtype) || !ArrayBuffer.isView(data)) throw new TypeError(`no .npy file of ${dtype}`)
  const description = descriptions[dtype as keyof typeof descriptions]
  const dims = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const text = `{'descr': '${description}', 'fortran_order': False, 'shape': (${dims}), }`
  // The header ends with a newline and is a multiple of 64 bytes long, the ten before it included.
  const length = Math.ceil((10 + text.length + 1) / 64) * 64
  const file = new Uint8Array(length + data.byteLength)
  file.set([0x93, ...Buffer.from('NUMPY'), 1, 0, (length - 10) & 0xff, (length - 10) >> 8])
  file.set(Buffer.from(`${text.padEnd(length - 11)}\n`), 10)
  file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), length)
  return file
}
