/** Convolutional networks, alone and joined with columns, against PyTorch: names, and the course of whole trainings. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue } from '../../../../compute/graph/value.ts'
import { buildModel } from '../../../../compute/models/families.ts'
import { buildForward, initialWeights, type NamedTensors } from '../../../../compute/models/weights.ts'
import { articleCnn } from '../../../../compute/spec/article-models.ts'
import { taskSchema } from '../../../../compute/spec/dataset.ts'
import { fusionSpecSchema } from '../../../../compute/spec/fusion-model.ts'
import { cnnSpecSchema, imageNumbers } from '../../../../compute/spec/image-model.ts'
import type { TrainingTable } from '../../../../compute/train/training-table.ts'
import recorded from '../../../fixtures/engine/image-models.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'
import { trainRecorded } from '../../../support/recorded-training.ts'
import { numbersOf, runGraph } from '../../../support/run-graph.ts'

const floats = z.array(z.number()).transform((values) => Float32Array.from(values))
const tensorSchema = z.object({ shape: z.array(z.number()), data: floats })
const caseSchema = z.object({
  name: z.string(),
  task: taskSchema,
  model: z.discriminatedUnion('family', [cnnSpecSchema, fusionSpecSchema]),
  /** Numbers of a row before its picture. */
  columns: z.number(),
  learningRate: z.number(),
  accumulation: z.number().default(1),
  labels: z.array(z.number()),
  values: floats,
  parameters: z.array(z.tuple([z.string(), z.array(z.number())])),
  losses: floats,
  gradientNorms: floats,
  /** Running statistics after the last step. */
  statistics: z.record(z.string(), tensorSchema),
  /** Of all rows, after the last step, in evaluation mode. */
  outputs: tensorSchema,
})
type Case = z.infer<typeof caseSchema>
const cases = z.array(caseSchema).parse(recorded.cases)
const named = cases.map((each): [string, Case] => [each.name, each])

/** Numbers from −1 to 1 by the rule of the script that made the fixture. */
function uniform(stream: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => {
    let bits = (Math.imul(index, 0x9e3779b9) ^ Math.imul(stream, 0x85ebca6b)) >>> 0
    bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b) >>> 0
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35) >>> 0
    return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 31 - 1
  })
}

const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1)

/** The weights that the recorded training began with, and first running statistics. */
function initialOf({ parameters, statistics }: Case): NamedTensors {
  const weights = parameters.map(([name, shape], index): [string, { shape: number[]; data: Float32Array }] => {
    const values = uniform(index + 1, sizeOf(shape))
    const bound = Math.sqrt(sizeOf(shape.slice(1)))
    const middle = name.endsWith('weight') ? 1 : 0
    const data = Float32Array.from(values, (value) => (shape.length > 1 ? value / bound : value / 10 + middle))
    return [name, { shape, data }]
  })
  const buffers = Object.entries(statistics).map(
    ([name, { shape }]): [string, { shape: number[]; data: Float32Array }] => [
      name,
      { shape, data: new Float32Array(sizeOf(shape)).fill(name.endsWith('var') ? 1 : 0) },
    ],
  )
  return new Map([...weights, ...buffers])
}

function tableOf({ task, model: { image }, columns, labels, values, outputs }: Case): TrainingTable {
  const [rows, inputs] = [labels.length, columns + imageNumbers(image)]
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  return {
    rows,
    inputs,
    outputs: outputs.shape[1] ?? 0,
    features: Float32Array.from(uniform(0, rows * inputs)),
    targets:
      task === 'classification' ? { kind: 'classes', values: Int32Array.from(labels) } : { kind: 'values', values },
    split: { train: all, validation: all, test: all },
  }
}

describe('convolutional networks', () => {
  it.each(named)(
    'take the course of PyTorch for 100 steps, and give its outputs after them: %s',
    async (_, recordedCase) => {
      const table = tableOf(recordedCase)
      const { model } = recordedCase
      const initial = initialOf(recordedCase)
      const first = initialWeights(buildModel(model, table.inputs, table.outputs), 1)
      const shapesOf = (weights: NamedTensors) => [...weights].map(([name, { shape }]) => [name, shape]).sort()
      expect(shapesOf(first)).toEqual(shapesOf(initial))
      const optimizer = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const
      const training = { ...recordedCase, initial, optimizer, weightDecay: 0, gradientClip: null }
      const train = (order: 'own' | 'plain', steps: number) =>
        trainRecorded(training, table, recorded.batches.slice(0, steps), recorded.batchSize, order)
      const { losses, norms, weights } = await train('plain', 100)
      for (const course of [{ losses, norms }, await train('own', 100)]) {
        expect(course.losses).toHaveLength(100)
        expectAllClose(course.losses, recordedCase.losses, { relative: 1e-3, absolute: 1e-6 }, 'loss')
        expectAllClose(course.norms, recordedCase.gradientNorms, { relative: 1e-2, absolute: 1e-5 }, 'gradient norm')
      }
      // Orders of channels round differently, and what a unit at ReLU's edge makes of that grows from step to step.
      const [own, plain] = [await train('own', 40), await train('plain', 40)]
      for (const [name, { data }] of plain.weights)
        expectAllClose(own.weights.get(name)!.data, data, { relative: 1e-3, absolute: 1e-4 }, name)
      for (const [name, { data }] of Object.entries(recordedCase.statistics))
        expectAllClose(weights.get(name)!.data, data, { relative: 2e-3, absolute: 1e-4 }, name)
      const { rows, inputs, outputs, features } = table
      const x = inputValue('x', 'float32', ['rows', inputs])
      const y = buildForward({ model, inputs, outputs, weights }, x)
      const results = await runGraph([x], { y }, { x: tensor('float32', features, [rows, inputs]) })
      expectAllClose(numbersOf(results['y']), recordedCase.outputs.data, { relative: 2e-3, absolute: 2e-3 }, 'outputs')
    },
  )

  it('of the article have the state_dict of its PyTorch class, name by name', () => {
    const { parameters, buffers } = buildModel(articleCnn(), 3 * 32 * 32, 10)
    expect(Object.fromEntries(parameters.map(({ name, shape }) => [name, shape]))).toEqual(recorded.articleShapes)
    expect(buffers).toEqual([])
  })

  it('begin with the spread of weights that PyTorch gives them', () => {
    const { parameters } = buildModel(articleCnn(), 3 * 32 * 32, 10)
    for (const { name, initializer } of parameters.filter((each) => each.name.startsWith('conv2')))
      expect(initializer, name).toEqual({ kind: 'uniform', bound: 1 / Math.sqrt(32 * 9) })
  })

  it('joined with columns take the picture from behind them, and refuse rows that are too short', () => {
    const [joined] = cases.flatMap(({ model }) => (model.family === 'fusion' ? [model] : []))
    const pixels = imageNumbers(joined!.image)
    const columnWeights = (inputs: number) =>
      buildModel(joined!, inputs, 2).parameters.find(({ name }) => name === 'columns.layers.0.weight')?.shape[1]
    expect(columnWeights(pixels + 11)).toBe(11)
    expect(columnWeights(pixels)).toBeUndefined()
    expect(() => buildModel(joined!, pixels - 1, 2)).toThrow(/hold no image/)
  })

  it('refuse rows that are no such images, and images that are too small', () => {
    expect(() => buildModel(articleCnn(), 3000, 10)).toThrow(/3000 numbers/)
    expect(() => buildModel(articleCnn({ channels: 1, height: 9, width: 9 }), 81, 10)).toThrow(/too small/)
  })
})
