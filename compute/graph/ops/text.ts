/** Texts and lookups by string or number, for preprocessing inside an exported model. */
import { apply, defineOp } from '../op.ts'
import { broadcastShapes, GraphError } from '../shape.ts'
import { type DType, tensor } from '../tensor.ts'
import { constant, type Value } from '../value.ts'

/** The element types that ai.onnx.ml's LabelEncoder maps between, and the ends of its attributes' names. */
const encodable = { string: 'strings', int64: 'int64s', float32: 'floats' } as const
type Encodable = keyof typeof encodable

function isEncodable(dtype: DType): dtype is Encodable {
  return dtype in encodable
}

export const textOps = {
  StringConcat: defineOp('StringConcat', {
    since: 20,
    inputs: ['x', 'y'],
    infer: ({ x, y }) => {
      if (x.dtype !== 'string' || y.dtype !== 'string') throw new GraphError('takes strings only')
      return [{ dtype: 'string', shape: broadcastShapes(x.shape, y.shape) }]
    },
  }),
  /** Words between runs of spaces along a new last axis, padded with empty ones; the second output counts them. */
  StringSplit: defineOp('StringSplit', {
    since: 20,
    inputs: ['x'],
    attributes: { words: 'dims' },
    infer: ({ x }, { words }) => {
      if (x.dtype !== 'string') throw new GraphError('takes strings only')
      return [
        { dtype: 'string', shape: [...x.shape, ...words] },
        { dtype: 'int64', shape: x.shape },
      ]
    },
  }),
  LabelEncoder: defineOp('LabelEncoder', {
    domain: 'ai.onnx.ml',
    since: 2,
    inputs: ['x'],
    attributes: {
      keys_strings: 'strings?',
      keys_int64s: 'ints?',
      keys_floats: 'floats?',
      values_strings: 'strings?',
      values_int64s: 'ints?',
      values_floats: 'floats?',
      default_string: 'string?',
      default_int64: 'int?',
      default_float: 'float?',
    },
    infer: ({ x }, attributes) => {
      const [values, dtype] = labelValues(attributes)
      const keys = isEncodable(x.dtype) ? attributes[`keys_${encodable[x.dtype]}`] : undefined
      if (keys === undefined) throw new GraphError('has no keys of its input type')
      if (keys.length !== values.length) throw new GraphError('has not as many values as keys')
      return [{ dtype, shape: x.shape }]
    },
  }),
}

function labelValues(attributes: {
  readonly values_strings?: readonly string[] | undefined
  readonly values_int64s?: readonly number[] | undefined
  readonly values_floats?: readonly number[] | undefined
}): [readonly unknown[], Encodable] {
  if (attributes.values_strings !== undefined) return [attributes.values_strings, 'string']
  if (attributes.values_int64s !== undefined) return [attributes.values_int64s, 'int64']
  if (attributes.values_floats !== undefined) return [attributes.values_floats, 'float32']
  throw new GraphError('has no values')
}

/** Each string with the same text put behind it. */
export const appendText = (x: Value, text: string) =>
  apply(textOps.StringConcat, [x, constant(tensor('string', [text], []))], {})

/** The words of each string (what stands between runs of spaces) along a new last axis, whose run-time length is called `length`. */
export const splitWords = (x: Value, length: string) => apply(textOps.StringSplit, [x], { words: [length] })

/** The whole number that stands beside each string in the table, as int64; `otherwise` for a string that is not in it. */
export function mapStrings(x: Value, table: ReadonlyMap<string, number>, otherwise: number): Value {
  return apply(textOps.LabelEncoder, [x], {
    keys_strings: [...table.keys()],
    values_int64s: [...table.values()],
    default_int64: otherwise,
  })
}
