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
      assertStrings(x)
      return [
        { dtype: 'string', shape: [...x.shape, ...words] },
        { dtype: 'int64', shape: x.shape },
      ]
    },
  }),
  /** Whether the whole of each string matches a pattern (RE2). */
  RegexFullMatch: defineOp('RegexFullMatch', {
    since: 20,
    inputs: ['x'],
    attributes: { pattern: 'string' },
    infer: ({ x }) => {
      assertStrings(x)
      return [{ dtype: 'bool', shape: x.shape }]
    },
  }),
  /** What matches a pattern (RE2) in each string, along a new last axis, padded with `pad_value`. ONNX Runtime's own. */
  Tokenizer: defineOp('Tokenizer', {
    domain: 'com.microsoft',
    since: 1,
    inputs: ['x'],
    attributes: { mark: 'int', mincharnum: 'int', pad_value: 'string', tokenexp: 'string', words: 'dims' },
    infer: ({ x }, { words }) => {
      assertStrings(x)
      return [{ dtype: 'string', shape: [...x.shape, ...words] }]
    },
  }),
  /** The hash of each string's UTF-8. ONNX Runtime's own. */
  MurmurHash3: defineOp('MurmurHash3', {
    domain: 'com.microsoft',
    since: 1,
    inputs: ['x'],
    attributes: { positive: 'int', seed: 'int' },
    infer: ({ x }) => {
      assertStrings(x)
      return [{ dtype: 'int32', shape: x.shape }]
    },
  }),
  /** How often each of a pool of runs of neighbouring numbers is in a row: [rows, words] of int64 to [rows, pool] of float32. */
  TfIdfVectorizer: defineOp('TfIdfVectorizer', {
    since: 9,
    inputs: ['x'],
    attributes: {
      mode: 'string',
      min_gram_length: 'int',
      max_gram_length: 'int',
      max_skip_count: 'int',
      /** Where the runs of each length begin in the pool. */
      ngram_counts: 'ints',
      /** The output of each run. */
      ngram_indexes: 'ints',
      pool_int64s: 'ints',
    },
    infer: ({ x }, { ngram_indexes }) => {
      if (x.dtype !== 'int64' || x.shape.length !== 2) throw new GraphError('takes rows of int64')
      return [{ dtype: 'float32', shape: [...x.shape.slice(0, 1), ngram_indexes.length] }]
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

function assertStrings(x: { readonly dtype: DType }): void {
  if (x.dtype !== 'string') throw new GraphError('takes strings only')
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

/** Whether the whole of each string matches the pattern. */
export const matchesWhole = (x: Value, pattern: string) => apply(textOps.RegexFullMatch, [x], { pattern })

/** The whole number that stands beside each string in the table, as int64; `otherwise` for a string that is not in it. */
export function mapStrings(x: Value, table: ReadonlyMap<string, number>, otherwise: number): Value {
  return apply(textOps.LabelEncoder, [x], {
    keys_strings: [...table.keys()],
    values_int64s: [...table.values()],
    default_int64: otherwise,
  })
}

/** What matches the pattern in each string, along a new last axis, whose run-time length is called `length`, padded with empty strings. */
export const matchWords = (x: Value, pattern: string, length: string) =>
  apply(textOps.Tokenizer, [x], { mark: 0, mincharnum: 1, pad_value: '', tokenexp: pattern, words: [length] })

/** The signed 32-bit hash of each string, as int32. */
export const murmurHash = (x: Value) => apply(textOps.MurmurHash3, [x], { positive: 0, seed: 0 })

/**
 * How often each single number, or pair of neighbours, is in a row of [rows, words] int64: [rows, singles and pairs], in the
 * order of `runs`.
 */
export function countRuns(x: Value, runs: readonly (readonly [number] | readonly [number, number])[]): Value {
  const numbered = runs.map((run, at) => ({ run, at }))
  const singles = numbered.filter(({ run }) => run.length === 1)
  const pairs = numbered.filter(({ run }) => run.length === 2)
  return apply(textOps.TfIdfVectorizer, [x], {
    mode: 'TF',
    min_gram_length: 1,
    max_gram_length: pairs.length > 0 ? 2 : 1,
    max_skip_count: 0,
    ngram_counts: pairs.length > 0 ? [0, singles.length] : [0],
    ngram_indexes: [...singles, ...pairs].map(({ at }) => at),
    pool_int64s: [...singles, ...pairs].flatMap(({ run }) => run),
  })
}
