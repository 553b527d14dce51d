/** Tensors as plain data: what constants hold, and what goes into and comes out of a session. */

/** The element types of the graph language, and the JavaScript array that holds each. A bool is a byte of 0 or 1. */
export interface ArrayOf {
  float32: Float32Array
  int64: BigInt64Array
  int32: Int32Array
  uint32: Uint32Array
  uint8: Uint8Array
  bool: Uint8Array
  string: readonly string[]
}
export type DType = keyof ArrayOf

export interface TensorOf<D extends DType> {
  readonly dtype: D
  readonly shape: readonly number[]
  /** Row-major. */
  readonly data: ArrayOf[D]
}
export type Tensor = { [D in DType]: TensorOf<D> }[DType]

/** Number of elements of a tensor of that shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dim) => product * dim, 1)
}

/** Makes a tensor; its shape is that of a vector unless given. Throws RangeError where shape and data don't fit. */
export function tensor<D extends DType>(
  dtype: D,
  data: ArrayOf[D],
  shape: readonly number[] = [data.length],
): TensorOf<D> {
  if (sizeOf(shape) !== data.length) {
    throw new RangeError(`${data.length} elements can't be a tensor of shape [${shape.join(', ')}]`)
  }
  return { dtype, shape, data }
}

/** A vector of int64, as shapes, axes and indices are. */
export function int64s(values: readonly number[]): TensorOf<'int64'> {
  return tensor('int64', BigInt64Array.from(values, BigInt))
}

const fromNumbers = {
  float32: (values) => tensor('float32', Float32Array.from(values)),
  int64: int64s,
  int32: (values) => tensor('int32', Int32Array.from(values)),
  uint32: (values) => tensor('uint32', Uint32Array.from(values)),
  uint8: (values) => tensor('uint8', Uint8Array.from(values)),
  bool: (values) => tensor('bool', Uint8Array.from(values)),
  string: (values) => tensor('string', values.map(String)),
} satisfies { [D in DType]: (values: readonly number[]) => TensorOf<D> }

/** A tensor without axes that holds one number, in any element type. */
export function scalarTensor(dtype: DType, value: number): Tensor {
  return { ...fromNumbers[dtype]([value]), shape: [] }
}
