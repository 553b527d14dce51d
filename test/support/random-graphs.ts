/** Ops and layers that take a shape, with random shapes and settings for each: what their gradients are held to everywhere, not only in chosen cases. */
import fc from 'fast-check'
import * as op from '../../compute/graph/ops.ts'
import { sizeOf, tensor } from '../../compute/graph/tensor.ts'
import { constant, type Value } from '../../compute/graph/value.ts'
import { windowAttributes } from '../../compute/graph/window.ts'
import { contextOf } from '../../compute/models/weights.ts'
import { causalBias, paddingBias, selfAttention } from '../../compute/nn/attention.ts'
import { convTranspose2d } from '../../compute/nn/convolution.ts'
import { groupNorm } from '../../compute/nn/group-norm.ts'
import { globalAveragePool } from '../../compute/nn/pooling.ts'
import { recurrent } from '../../compute/nn/recurrent.ts'
import { expectGradientByDifferences, type MadeGraph } from './gradient-by-differences.ts'
import type { LayerUnderTest } from './recorded-layers.ts'

/** A graph of random shape: what is drawn is told where it fails. */
export type RandomGraph = (runs: number, seed: number) => Promise<void>

/** @param make gives null for what doesn't fit together */
function randomGraph<T>(drawn: fc.Arbitrary<T>, make: (drawn: T) => MadeGraph | null): RandomGraph {
  return async (runs, seed) => {
    const property = fc.asyncProperty(drawn, fc.nat(), async (shape, values) => {
      const made = make(shape)
      fc.pre(made !== null)
      await expectGradientByDifferences(made, values)
    })
    await fc.assert(property, { numRuns: runs, seed, maxSkipsPerRun: 1000 })
  }
}

const upTo = (max: number, min = 1) => fc.integer({ min, max })
const lengths = (axes: number, max: number, min = 1) => fc.array(upTo(max, min), { minLength: axes, maxLength: axes })
const shapes = (maxAxes: number, max = 4) => upTo(maxAxes).chain((axes) => lengths(axes, max))
const input = (inputs: readonly Value[], at = 0) => inputs[at] as Value

/** Lengths of one or two axes and a window over them. */
interface Window {
  readonly lengths: number[]
  readonly kernel: number[]
  readonly stride: number[]
  readonly padding: number[]
  readonly dilation: number[]
}
const windows = (axes: number): fc.Arbitrary<Window> =>
  fc.record({
    lengths: lengths(axes, 7),
    kernel: lengths(axes, 4),
    stride: lengths(axes, 3),
    padding: lengths(axes, 2, 0),
    dilation: lengths(axes, 3),
  })
const anyWindow = upTo(2).chain(windows)
const fits = ({ lengths: own, kernel, padding, dilation }: Window) =>
  own.every((length, axis) => length + 2 * padding[axis]! >= dilation[axis]! * (kernel[axis]! - 1) + 1)
/** For pooling: at most half a window of padding, in which no window lies alone. */
const pools = (window: Window) =>
  fits(window) &&
  window.padding.every((padding, axis) => {
    const { kernel, dilation, lengths: own } = window
    const first = Math.ceil(padding / dilation[axis]!) * dilation[axis]! - padding
    return 2 * padding <= kernel[axis]! && first < own[axis]!
  })

const channels = fc.record({ rows: upTo(3), groups: upTo(3), inputs: upTo(2), outputs: upTo(2), bias: fc.boolean() })
const convolution = fc.tuple(anyWindow, channels)

/** Two shapes that go together: parts of a whole, whose axes may be 1 or, at the front, not be there. */
const broadcasting = shapes(4, 3).chain((whole) => {
  const part = fc
    .tuple(fc.array(fc.boolean(), { minLength: whole.length, maxLength: whole.length }), upTo(whole.length, 0))
    .map(([ones, dropped]) => whole.map((length, axis) => (ones[axis] === true ? 1 : length)).slice(dropped))
  return fc.tuple(part, part)
})
const binary = (build: (a: Value, b: Value) => Value, kind: MadeGraph['kind'], values?: MadeGraph['values']) =>
  randomGraph(broadcasting, (both) => ({
    shapes: both,
    build: (inputs) => build(input(inputs), input(inputs, 1)),
    kind,
    ...(values === undefined ? {} : { values }),
  }))

/** A shape and some of its axes, at least one. */
const axes = shapes(4).chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    axes: fc.subarray([...shape.keys()], { minLength: 1 }),
    keepDims: fc.boolean(),
  }),
)
const reduction = (build: (x: Value, options: op.ReduceOptions) => Value, kind: MadeGraph['kind']) =>
  randomGraph(axes, ({ shape, ...options }) => ({
    shapes: [shape],
    build: (inputs) => build(input(inputs), options),
    kind,
  }))

/** A shape and one of its axes. */
const withAxis = (maxAxes: number, max = 4) =>
  shapes(maxAxes, max).chain((shape) =>
    fc.record({ shape: fc.constant(shape), axis: fc.integer({ min: 0, max: shape.length - 1 }) }),
  )
const ints = (values: readonly number[], shape: readonly number[]) =>
  constant(tensor('int64', BigInt64Array.from(values, BigInt), shape))
/** Indices below a number in a shape. */
const indices = (below: number) =>
  shapes(2).chain((shape) =>
    fc
      .array(fc.integer({ min: 0, max: below - 1 }), { minLength: sizeOf(shape), maxLength: sizeOf(shape) })
      .map((values) => ({ values, shape })),
  )

/** A mask of sequences of these lengths, with the steps or the sequences first. */
function maskOf(own: readonly number[], steps: number, stepsFirst: boolean): Value {
  const rows = own.length
  const there = (row: number, step: number) => (step < own[row]! ? 1 : 0)
  const data = Float32Array.from({ length: rows * steps }, (_, index) =>
    stepsFirst ? there(index % rows, Math.floor(index / rows)) : there(Math.floor(index / steps), index % steps),
  )
  return constant(tensor('float32', data, stepsFirst ? [steps, rows, 1] : [rows, steps, 1]))
}
/** Sequences of which each has at least one step and some may have fewer than others. */
const sequences = upTo(5).chain((steps) =>
  fc.array(upTo(steps), { minLength: 1, maxLength: 3 }).map((own) => ({ steps, own })),
)

/** The graph of a layer, differentiated by its input and by all of its parameters. */
function layerGraph({ parameters, ...layer }: LayerUnderTest, shape: readonly number[]): MadeGraph {
  const build = ([x, ...weights]: readonly Value[]) => {
    const named = new Map(parameters.map(({ name }, at): [string, Value] => [name, weights[at] as Value]))
    return layer.forward(x as Value, contextOf(named))
  }
  return { shapes: [shape, ...parameters.map((spec) => spec.shape)], build, kind: 'smooth' }
}

export const randomGraphs = {
  'a convolution': randomGraph(convolution, ([window, { rows, groups, inputs, outputs, bias }]) => {
    if (!fits(window)) return null
    const { lengths: own, kernel, ...options } = window
    const w = [groups * outputs, inputs, ...kernel]
    return {
      shapes: [[rows, groups * inputs, ...own], w, ...(bias ? [[groups * outputs]] : [])],
      build: ([x, kernels, b]) => op.conv(x as Value, kernels as Value, b ?? null, { ...options, groups }),
      kind: 'linear',
    }
  }),
  'a transposed convolution': randomGraph(
    fc.tuple(windows(2), channels, lengths(2, 1, 0)),
    ([window, { rows, groups, inputs, outputs, bias }, outputPadding]) => {
      const { lengths: own, kernel, ...options } = window
      const last = (axis: number) =>
        (own[axis]! - 1) * options.stride[axis]! + options.dilation[axis]! * (kernel[axis]! - 1) + outputPadding[axis]!
      const isThere = own.every((_, axis) => last(axis) - 2 * options.padding[axis]! >= 0)
      if (!isThere || outputPadding.some((added, axis) => added >= options.stride[axis]!)) return null
      const layer = convTranspose2d('t', groups * inputs, groups * outputs, {
        ...{ kernel, groups, bias, outputPadding },
        ...options,
      })
      const shape = [rows, groups * inputs, ...own]
      return { ...layerGraph(layer, shape), kind: 'linear' }
    },
  ),
  'the gradient of a convolution by its kernels': randomGraph(
    convolution,
    ([window, { rows, groups, inputs, outputs }]) => {
      if (!fits(window)) return null
      const { lengths: own, kernel, stride, padding, dilation } = window
      const after = own.map((length, axis) => {
        const room = length + 2 * padding[axis]! - dilation[axis]! * (kernel[axis]! - 1) - 1
        return Math.floor(room / stride[axis]!) + 1
      })
      const attributes = { ...windowAttributes({ stride, padding, dilation }, own.length), group: groups }
      return {
        shapes: [
          [rows, groups * inputs, ...own],
          [rows, groups * outputs, ...after],
        ],
        build: ([x, dy]) =>
          op.convKernelGradient(x as Value, dy as Value, [groups * outputs, inputs, ...kernel], attributes),
        kind: 'linear',
      }
    },
  ),
  'max pooling': randomGraph(fc.tuple(anyWindow, lengths(2, 2)), ([window, before]) => {
    if (!pools(window)) return null
    const { lengths: own, kernel, ...options } = window
    return {
      shapes: [[...before, ...own]],
      build: (inputs) => op.maxPool(input(inputs), kernel, options),
      kind: 'apart',
    }
  }),
  'average pooling': randomGraph(
    fc.tuple(anyWindow, lengths(2, 2), fc.boolean()),
    ([{ dilation, ...drawn }, before, countIncludePad]) => {
      if (!pools({ ...drawn, dilation: dilation.map(() => 1) })) return null
      const { lengths: own, kernel, ...options } = drawn
      return {
        shapes: [[...before, ...own]],
        build: (inputs) => op.averagePool(input(inputs), kernel, { ...options, countIncludePad }),
        kind: 'linear',
      }
    },
  ),
  'the mean over all of space': randomGraph(
    upTo(4, 3).chain((count) => lengths(count, 4)),
    (shape) => layerGraph(globalAveragePool(), shape),
  ),
  upsampling: randomGraph(
    upTo(2).chain((count) => fc.tuple(lengths(count + 2, 3), lengths(count, 3))),
    ([shape, factor]) => ({
      shapes: [shape],
      build: (inputs) => op.upsample(input(inputs), factor),
      kind: 'linear',
    }),
  ),
  'group normalisation': randomGraph(
    fc.record({ rows: upTo(3), groups: upTo(3), each: upTo(3), space: lengths(2, 4) }),
    ({ rows, groups, each, space }) => {
      // Of two numbers the normalised ones are −1 and 1, whatever they are: nothing there is smooth.
      if (each * sizeOf(space) < 4) return null
      const layer = groupNorm('n', groups * each, groups)
      return layerGraph(layer, [rows, groups * each, ...space])
    },
  ),
  'a sum that broadcasts': binary(op.add, 'linear'),
  'a difference that broadcasts': binary(op.sub, 'linear'),
  'a product that broadcasts': binary(op.mul, 'linear'),
  'a quotient that broadcasts': binary(op.div, 'smooth', (random) => random + 2.5),
  'the larger of two that broadcast': binary(op.max, 'apart'),
  'the smaller of two that broadcast': binary(op.min, 'apart'),
  'a choice that broadcasts': randomGraph(
    fc.tuple(broadcasting, fc.array(fc.boolean(), { minLength: 1 })),
    ([both, choices]) => ({
      shapes: both,
      build: (inputs) => {
        const [a, b] = [input(inputs), input(inputs, 1)]
        const shape = op.add(a, b).shape.map(Number)
        const data = Uint8Array.from({ length: sizeOf(shape) }, (_, at) =>
          choices[at % choices.length] === true ? 1 : 0,
        )
        return op.where(constant(tensor('bool', data, shape)), a, b)
      },
      kind: 'linear',
    }),
  ),
  'a sum over axes': reduction(op.reduceSum, 'linear'),
  'a mean over axes': reduction(op.reduceMean, 'linear'),
  'the largest over axes': reduction(op.reduceMax, 'apart'),
  'the smallest over axes': reduction(op.reduceMin, 'apart'),
  'a sum of squares over axes': reduction(op.reduceSumSquare, 'smooth'),
  'rows picked by number': randomGraph(
    withAxis(3).chain((drawn) => fc.tuple(fc.constant(drawn), indices(drawn.shape[drawn.axis]!))),
    ([{ shape, axis }, at]) => ({
      shapes: [shape],
      build: (inputs) => op.gather(input(inputs), ints(at.values, at.shape), axis),
      kind: 'linear',
    }),
  ),
  'rows added in by number': randomGraph(
    shapes(3).chain((shape) => fc.tuple(fc.constant(shape), indices(shape[0]!))),
    ([shape, at]) => ({
      shapes: [shape, [...at.shape, ...shape.slice(1)]],
      build: (inputs) => op.scatterAdd(input(inputs), ints(at.values, at.shape), input(inputs, 1)),
      kind: 'linear',
    }),
  ),
  'a slice': randomGraph(fc.tuple(withAxis(4, 6), fc.nat(5), fc.nat(7)), ([{ shape, axis }, start, end]) =>
    start >= Math.min(end, shape[axis]!)
      ? null
      : {
          shapes: [shape],
          build: (inputs) => op.slice(input(inputs), { axis, start, end }),
          kind: 'linear',
        },
  ),
  'a part of a split': randomGraph(
    fc.tuple(withAxis(3), fc.array(upTo(3), { minLength: 1, maxLength: 3 }), fc.nat(2)),
    ([{ shape, axis }, parts, part]) => ({
      shapes: [
        shape.with(
          axis,
          parts.reduce((sum, own) => sum + own, 0),
        ),
      ],
      build: (inputs) => op.split(input(inputs), axis, parts)[part % parts.length] as Value,
      kind: 'linear',
    }),
  ),
  'joined parts': randomGraph(
    fc.tuple(withAxis(3), fc.array(upTo(3), { minLength: 1, maxLength: 3 })),
    ([{ shape, axis }, parts]) => ({
      shapes: parts.map((own) => shape.with(axis, own)),
      build: (inputs) => op.concat(inputs, axis),
      kind: 'linear',
    }),
  ),
  padding: randomGraph(fc.tuple(withAxis(3), fc.nat(2), fc.nat(2)), ([{ shape, axis }, before, after]) => ({
    shapes: [shape],
    build: (inputs) => op.pad(input(inputs), axis, before, after),
    kind: 'linear',
  })),
  'axes in another order': randomGraph(
    shapes(5, 3).chain((shape) =>
      fc.tuple(fc.constant(shape), fc.shuffledSubarray([...shape.keys()], { minLength: shape.length })),
    ),
    ([shape, perm]) => ({
      shapes: [shape],
      build: (inputs) => op.transpose(input(inputs), perm),
      kind: 'linear',
    }),
  ),
  'a product of matrices that broadcasts': randomGraph(
    fc.tuple(broadcasting, lengths(3, 4)),
    ([[left, right], [rows, between, columns]]) => ({
      shapes: [
        [...left, rows!, between!],
        [...right, between!, columns!],
      ],
      build: (inputs) => op.matMul(input(inputs), input(inputs, 1)),
      kind: 'linear',
    }),
  ),
  softmax: randomGraph(fc.tuple(withAxis(4, 5), fc.boolean()), ([{ shape, axis }, isLog]) => ({
    shapes: [shape],
    build: (inputs) => (isLog ? op.logSoftmax : op.softmax)(input(inputs), axis),
    kind: 'smooth',
  })),
  'attention with some steps hidden': randomGraph(
    fc.tuple(sequences, upTo(3), upTo(3), fc.boolean()),
    ([{ steps, own }, heads, perHead, isCausal]) => {
      const layer = selfAttention('a', { width: heads * perHead, heads, dropout: 0 })
      const mask = maskOf(own, steps, false)
      const bias = isCausal ? op.add(paddingBias(mask), causalBias(steps)) : paddingBias(mask)
      // What comes out at padded steps has no meaning.
      const forward: LayerUnderTest['forward'] = (x, context) => op.mul(layer.forward(x, bias, context), mask)
      return layerGraph({ parameters: layer.parameters, forward }, [own.length, steps, heads * perHead])
    },
  ),
  'recurrent layers over sequences of several lengths': randomGraph(
    fc.record({
      sequence: sequences,
      cell: fc.constantFrom('rnn', 'lstm', 'gru'),
      inputs: upTo(3),
      hidden: upTo(3),
      layers: upTo(2),
      bidirectional: fc.boolean(),
    }),
    ({ sequence: { steps, own }, ...settings }) => {
      const layer = recurrent('r', { ...settings, dropout: 0 })
      const mask = own.every((length) => length === steps) ? null : maskOf(own, steps, true)
      const forward: LayerUnderTest['forward'] = (x, context) => layer.forward(x, mask, context)
      return layerGraph({ parameters: layer.parameters, forward }, [steps, own.length, settings.inputs])
    },
  ),
} as const satisfies Record<string, RandomGraph>
export type RandomGraphName = keyof typeof randomGraphs
export const randomGraphNames = Object.keys(randomGraphs) as RandomGraphName[]
