/** The recorded PyTorch cases of `op-gradients.json`, `image-ops.json` and `random-shapes.json` in `test/fixtures/engine`, and how each op is built from one. */
import { z } from 'zod'
import * as op from '../../compute/graph/ops.ts'
import type { OpName } from '../../compute/graph/op-table.ts'
import { constant, type Value } from '../../compute/graph/value.ts'
import { tensor } from '../../compute/graph/tensor.ts'
import { windowAttributes } from '../../compute/graph/window.ts'
import imageOps from '../fixtures/engine/image-ops.json' with { type: 'json' }
import randomShapes from '../fixtures/engine/random-shapes.json' with { type: 'json' }
import recorded from '../fixtures/engine/op-gradients.json' with { type: 'json' }

const tensorSchema = z.object({
  shape: z.array(z.number()),
  data: z.array(z.union([z.number(), z.boolean()]).transform(Number)),
})
export type RecordedTensor = z.infer<typeof tensorSchema>

const caseSchema = z.object({
  op: z.string(),
  attributes: z.record(z.string(), z.unknown()),
  inputs: z.array(tensorSchema),
  constants: z.array(tensorSchema),
  weights: tensorSchema,
  y: tensorSchema,
  gradients: z.array(tensorSchema),
})
export type OpCase = z.infer<typeof caseSchema>

export const opCases: readonly OpCase[] = z
  .array(caseSchema)
  .parse([...recorded.cases, ...imageOps.cases, ...randomShapes.cases])

/** Shapes and attributes of a case, to tell it from others of its op. */
export function caseName(recordedCase: OpCase): string {
  const shapes = recordedCase.inputs.map(({ shape }) => `[${shape.join()}]`).join(' ')
  return `${recordedCase.op} ${shapes} ${JSON.stringify(recordedCase.attributes)}`
}

type Build = (inputs: readonly Value[], attributes: Attributes, constants: readonly RecordedTensor[]) => Value
const flag = z.union([z.literal(0), z.literal(1)]).default(0)
const count = z.number().default(0)
const numbers = z.array(z.number()).default([])

/** Attributes of all ops together; each case has those of its op. */
const attributeSchema = z.object({
  alpha: z.number().default(1),
  beta: z.number().default(1),
  transA: flag,
  transB: flag,
  keepDims: z.boolean().default(false),
  axes: numbers,
  shape: numbers,
  perm: numbers,
  parts: numbers,
  part: count,
  axis: count,
  start: count,
  end: count,
  before: count,
  after: count,
  kernel: numbers,
  stride: numbers,
  padding: numbers,
  dilation: numbers,
  outputPadding: numbers,
  groups: z.number().default(1),
  countIncludePad: z.boolean().default(true),
  factor: numbers,
})
type Attributes = z.infer<typeof attributeSchema>

const unary =
  (build: (x: Value) => Value): Build =>
  (inputs) =>
    build(inputs[0] as Value)
const binary =
  (build: (a: Value, b: Value) => Value): Build =>
  (inputs) =>
    build(inputs[0] as Value, inputs[1] as Value)
const reduction =
  (build: (x: Value, options: op.ReduceOptions) => Value): Build =>
  ([x], { axes, keepDims }) =>
    build(x as Value, { axes, keepDims })
const int64Constant = ({ shape, data }: RecordedTensor) =>
  constant(tensor('int64', BigInt64Array.from(data, BigInt), shape))
const floatConstant = ({ shape, data }: RecordedTensor) => constant(tensor('float32', Float32Array.from(data), shape))
const boolConstant = ({ shape, data }: RecordedTensor) => constant(tensor('bool', Uint8Array.from(data), shape))
const first = (constants: readonly RecordedTensor[]) => constants[0] as RecordedTensor

/** How each op with a gradient is built in the cases; null for an op without one. */
const builders: { readonly [N in OpName]: Build | null } = {
  Abs: unary(op.abs),
  Neg: unary(op.neg),
  Exp: unary(op.exp),
  Log: unary(op.log),
  Sqrt: unary(op.sqrt),
  Reciprocal: unary(op.reciprocal),
  Tanh: unary(op.tanh),
  Sigmoid: unary(op.sigmoid),
  Erf: unary(op.erf),
  Sin: unary(op.sin),
  Cos: unary(op.cos),
  Relu: unary(op.relu),
  LeakyRelu: ([x], { alpha }) => op.leakyRelu(x as Value, alpha),
  Add: binary(op.add),
  Sub: binary(op.sub),
  Mul: binary(op.mul),
  Div: binary(op.div),
  Max: binary(op.max),
  Min: binary(op.min),
  Where: ([a, b], _, constants) => op.where(boolConstant(first(constants)), a as Value, b as Value),
  ReduceSum: reduction(op.reduceSum),
  ReduceMean: reduction(op.reduceMean),
  ReduceMax: reduction(op.reduceMax),
  ReduceMin: reduction(op.reduceMin),
  ReduceSumSquare: reduction(op.reduceSumSquare),
  Identity: unary(op.identity),
  Reshape: ([x], { shape }) => op.reshape(x as Value, shape),
  Expand: ([x], { shape }) =>
    op.expandLike(x as Value, constant(tensor('float32', new Float32Array(shape.reduce((a, b) => a * b, 1)), shape))),
  Transpose: ([x], { perm }) => op.transpose(x as Value, perm),
  Slice: ([x], { axis, start, end }) => op.slice(x as Value, { axis, start, end }),
  Split: ([x], { axis, parts, part }) => op.split(x as Value, axis, parts)[part] as Value,
  Concat: (inputs, { axis }) => op.concat(inputs, axis),
  Pad: ([x], { axis, before, after }) => op.pad(x as Value, axis, before, after),
  Gather: ([x], { axis }, constants) => op.gather(x as Value, int64Constant(first(constants)), axis),
  MatMul: binary(op.matMul),
  FusedMatMul: ([a, b], { transA, transB, alpha }) => op.fusedMatMul(a as Value, b as Value, { transA, transB, alpha }),
  Gemm: ([a, b, c], { transA, transB, alpha, beta }) =>
    op.gemm(a as Value, b as Value, c as Value, { transA, transB, alpha, beta }),
  Conv: ([x, w, b], options) => op.conv(x as Value, w as Value, b ?? null, options),
  ConvTranspose: ([x, w, b], options) => op.convTranspose(x as Value, w as Value, b ?? null, options),
  ConvKernelGradient: ([x, dy], { kernel, groups, ...options }) => {
    const attributes = windowAttributes(options, kernel.length - 2)
    return op.convKernelGradient(x as Value, dy as Value, kernel, { ...attributes, group: groups })
  },
  ReorderInput: null,
  ReorderOutput: null,
  BlockedConv: null,
  MaxPool: ([x], { kernel, ...options }) => op.maxPool(x as Value, kernel, options),
  AveragePool: ([x], { kernel, ...options }) => op.averagePool(x as Value, kernel, options),
  Resize: ([x], { factor }) => op.upsample(x as Value, factor),
  BatchNormalization: ([x, scale, bias]) =>
    op.batchNormalize(x as Value, scale as Value, bias as Value, 1e-5, [bias as Value, scale as Value]).y,
  ScatterElements: ([x, updates], _, constants) =>
    op.scatterAdd(x as Value, int64Constant(first(constants)), updates as Value),
  MaxUnpool: null,
  Softmax: ([x], { axis }, [hidden]) =>
    op.softmax(hidden === undefined ? (x as Value) : op.add(x as Value, floatConstant(hidden)), axis),
  LogSoftmax: ([x], { axis }) => op.logSoftmax(x as Value, axis),
  Equal: null,
  Greater: null,
  GreaterOrEqual: null,
  Less: null,
  LessOrEqual: null,
  And: null,
  Or: null,
  Not: null,
  IsNaN: null,
  Cast: null,
  BitwiseXor: null,
  BitwiseAnd: null,
  BitShift: null,
  ArgMax: null,
  Shape: null,
  OneHot: null,
  Range: null,
  GridSample: null,
  Tokenizer: null,
  MurmurHash3: null,
  TfIdfVectorizer: null,
  LabelEncoder: null,
  StringConcat: null,
  StringSplit: null,
  RegexFullMatch: null,
  Loop: null,
  Scan: null,
}

/** Names of the ops that have gradients, and so need recorded cases. */
export const differentiableOps: readonly string[] = Object.entries(builders).flatMap(([name, build]) =>
  build === null ? [] : [name],
)

/** The output of a case's op on these inputs. */
export function buildCase(recordedCase: OpCase, inputs: readonly Value[]): Value {
  const build = (builders as Readonly<Record<string, Build | null>>)[recordedCase.op]
  if (build == null) throw new Error(`${recordedCase.op} has no builder`)
  return build(inputs, attributeSchema.parse(recordedCase.attributes), recordedCase.constants)
}
