/** Tensors, types and attributes as ONNX's protobuf messages. */
import { create, type MessageInitShape } from '@bufbuild/protobuf'
import {
  type AttributeProto,
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  type TensorProto,
  TensorProto_DataType as DataType,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from 'onnx-buf'
import type { AttributeKind, AttributeOf, AttributeValue } from './node.ts'
import type { DType, Tensor } from './tensor.ts'
import type { ValueType } from './value.ts'

export const dataTypes = {
  float32: DataType.FLOAT,
  int64: DataType.INT64,
  int32: DataType.INT32,
  uint32: DataType.UINT32,
  uint8: DataType.UINT8,
  bool: DataType.BOOL,
  string: DataType.STRING,
} as const satisfies Record<DType, DataType>

const utf8 = new TextEncoder()

/** A tensor as an initialiser or attribute. Numbers are written as raw little-endian bytes, as all our platforms hold them. */
export function tensorProto(name: string, tensor: Tensor): TensorProto {
  const head = { name, dims: tensor.shape.map(BigInt), dataType: dataTypes[tensor.dtype] }
  if (tensor.dtype === 'string') {
    return create(TensorProtoSchema, { ...head, stringData: tensor.data.map((text) => utf8.encode(text)) })
  }
  const { buffer, byteOffset, byteLength } = tensor.data
  return create(TensorProtoSchema, { ...head, rawData: new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength) })
}

/** Name, type and shape of an input or output. */
export function valueInfo(name: string, { dtype, shape }: ValueType): ValueInfoProto {
  const dim = shape.map((length) => ({
    value:
      typeof length === 'string'
        ? { case: 'dimParam' as const, value: length }
        : { case: 'dimValue' as const, value: BigInt(length) },
  }))
  return create(ValueInfoProtoSchema, {
    name,
    type: { value: { case: 'tensorType', value: { elemType: dataTypes[dtype], shape: { dim } } } },
  })
}

type AttributeInit = MessageInitShape<typeof AttributeProtoSchema>

/** How each kind of attribute is written; null for one that is not. */
const attributeWriters = {
  int: (i) => ({ type: AttributeType.INT, i: BigInt(i) }),
  float: (f) => ({ type: AttributeType.FLOAT, f }),
  string: (s) => ({ type: AttributeType.STRING, s: utf8.encode(s) }),
  ints: (ints) => ({ type: AttributeType.INTS, ints: ints.map(BigInt) }),
  floats: (floats) => ({ type: AttributeType.FLOATS, floats: [...floats] }),
  strings: (strings) => ({ type: AttributeType.STRINGS, strings: strings.map((text) => utf8.encode(text)) }),
  tensor: (t) => ({ type: AttributeType.TENSOR, t: tensorProto('', t) }),
  dtype: (dtype) => ({ type: AttributeType.INT, i: BigInt(dataTypes[dtype]) }),
  dims: () => null,
} satisfies { [K in AttributeKind]: (value: AttributeOf[K]) => AttributeInit | null }

/** An attribute of a node, or null for a kind that only shape inference reads. */
export function attributeProto(name: string, kind: AttributeKind, value: AttributeValue): AttributeProto | null {
  const write = attributeWriters[kind] as (value: AttributeValue) => AttributeInit | null
  const init = write(value)
  return init === null ? null : create(AttributeProtoSchema, { ...init, name })
}
