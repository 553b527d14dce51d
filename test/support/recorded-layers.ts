/** Layers whose values and gradients PyTorch has recorded, and how they are held to them and to differences. */
import { expect } from 'vitest'
import { z } from 'zod'
import { gradients } from '../../compute/autodiff/walk.ts'
import * as op from '../../compute/graph/ops.ts'
import { tensor, type TensorOf } from '../../compute/graph/tensor.ts'
import { inputValue, type Value } from '../../compute/graph/value.ts'
import { contextOf } from '../../compute/models/weights.ts'
import type { ForwardContext, ParameterSpec } from '../../compute/nn/layer.ts'
import { expectAllClose } from './all-close.ts'
import { numbersOf, sessionOf } from './run-graph.ts'

export const recordedTensorSchema = z
  .object({ shape: z.array(z.number()), data: z.array(z.number()) })
  .transform(({ shape, data }) => tensor('float32', Float32Array.from(data), shape))
const named = z.record(z.string(), recordedTensorSchema)

/** What every case has. The loss is the sum of the output times the weights. */
export const recordedLayerFields = {
  x: recordedTensorSchema,
  parameters: named,
  weights: recordedTensorSchema,
  y: recordedTensorSchema,
  dx: recordedTensorSchema,
  gradients: named,
}
export type RecordedLayer = {
  readonly [K in keyof typeof recordedLayerFields]: z.output<(typeof recordedLayerFields)[K]>
}

export interface LayerUnderTest {
  readonly parameters: readonly ParameterSpec[]
  forward(x: Value, context: ForwardContext): Value
}

/** An input whose first axis is known by name only, as batches are. */
export const batched = (name: string, { shape }: TensorOf<'float32'>) =>
  inputValue(name, 'float32', ['batch', ...shape.slice(1)])

const near = { relative: 1e-4, absolute: 2e-6 }

/**
 * Expects the parameters' names and shapes, the output and all gradients of a layer, whose name is `net`, and the gradients by
 * differences of every third element.
 *
 * @param beside what the layer takes beside `x`: inputs of the graph, by their names, with what they are fed
 * @param isSmooth which elements of `x` have a derivative over a step's width; all of them where it isn't said
 */
export async function expectRecordedLayer(
  layer: LayerUnderTest,
  recorded: RecordedLayer,
  beside: Readonly<Record<string, { readonly value: Value; readonly fed: TensorOf<'float32'> }>> = {},
  isSmooth: (element: number) => boolean = () => true,
): Promise<void> {
  const [x, lossWeights] = [batched('x', recorded.x), batched('weights', recorded.weights)]
  const weights = layer.parameters.map(({ name, shape }) => inputValue(name, 'float32', shape))
  const byName = new Map(layer.parameters.map(({ name }, index) => [name, weights[index] as Value]))
  const y = layer.forward(x, contextOf(byName))
  const loss = op.reduceSum(op.mul(y, lossWeights))
  const [dx, ...found] = gradients(loss, [x, ...weights])
  const own = Object.fromEntries(layer.parameters.map(({ name }, index) => [`d.${name}`, found[index] as Value]))
  const parameters: Record<string, TensorOf<'float32'>> = {}
  for (const [name, value] of Object.entries(recorded.parameters)) parameters[`net.${name}`] = value
  const shapesOf = (all: Iterable<readonly [string, readonly number[]]>) => Object.fromEntries(all)
  expect(shapesOf(layer.parameters.map(({ name, shape }) => [name, shape]))).toEqual(
    shapesOf(Object.entries(parameters).map(([name, { shape }]) => [name, shape])),
  )
  const others = Object.entries(beside)
  const fed = Object.fromEntries(others.map(([name, each]) => [name, each.fed]))
  const feeds: Record<string, TensorOf<'float32'>> = { x: recorded.x, ...parameters, ...fed, weights: recorded.weights }
  const inputs = [x, lossWeights, ...others.map(([, { value }]) => value), ...weights]
  const session = await sessionOf(inputs, { y, loss, dx: dx as Value, ...own })
  const results = await session.run(feeds)
  // What comes out where the loss doesn't look, as at padded steps, has no meaning.
  const seen = (data: Float32Array) => data.map((value, index) => (recorded.weights.data[index] === 0 ? 0 : value))
  expect(results['y']?.shape).toEqual(recorded.y.shape)
  expectAllClose(seen(numbersOf(results['y'])), seen(recorded.y.data), near, 'y')
  expectAllClose(numbersOf(results['dx']), recorded.dx.data, near, 'dx')
  for (const [name, expected] of Object.entries(recorded.gradients))
    expectAllClose(numbersOf(results[`d.net.${name}`]), expected.data, near, name)

  for (const [name, value] of Object.entries({ x: recorded.x, ...parameters })) {
    const elements = [...value.data.keys()].filter(
      (element) => element % 3 === 0 && (name !== 'x' || isSmooth(element)),
    )
    const differences = []
    for (const element of elements) {
      const lossAt = async (offset: number) => {
        const data = value.data.slice()
        data[element]! += offset
        const moved = { ...feeds, [name]: tensor('float32', data, value.shape) }
        return numbersOf((await session.run(moved, ['loss']))['loss'])[0]!
      }
      const [a, b, c, d] = [await lossAt(-0.02), await lossAt(-0.01), await lossAt(0.01), await lossAt(0.02)]
      differences.push((a - 8 * b + 8 * c - d) / 0.12)
    }
    const found = numbersOf(results[name === 'x' ? 'dx' : `d.${name}`])
    const expected = elements.map((element) => found[element]!)
    expectAllClose(differences, expected, { relative: 5e-3, absolute: 3e-3 }, `${name} by differences`)
  }
  await session.release()
}
