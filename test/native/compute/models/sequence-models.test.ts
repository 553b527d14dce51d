/** The families for sequences against PyTorch: names, outputs, and the course of whole trainings. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue } from '../../../../compute/graph/value.ts'
import { buildModel } from '../../../../compute/models/families.ts'
import { buildForward, initialWeights, type NamedTensors } from '../../../../compute/models/weights.ts'
import { articleLstm, articleRnn, articleTransformer } from '../../../../compute/spec/article-models.ts'
import { taskSchema } from '../../../../compute/spec/dataset.ts'
import { modelSpecSchema } from '../../../../compute/spec/model.ts'
import type { TrainingTable } from '../../../../compute/train/training-table.ts'
import recorded from '../../../fixtures/engine/sequence-models.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'
import { trainRecorded } from '../../../support/recorded-training.ts'
import { numbersOf, runGraph } from '../../../support/run-graph.ts'

// NaN, which marks padding, is null in JSON.
const floats = z.array(z.number().nullable()).transform((values) => Float32Array.from(values, (value) => value ?? NaN))
const tensorSchema = z.object({ shape: z.array(z.number()), data: floats })
const caseSchema = z.object({
  name: z.string(),
  task: taskSchema,
  model: modelSpecSchema,
  learningRate: z.number(),
  features: tensorSchema,
  labels: z.array(z.number()),
  values: floats,
  initial: z.record(z.string(), tensorSchema).transform((named): NamedTensors => new Map(Object.entries(named))),
  outputs: tensorSchema,
  losses: floats,
  gradientNorms: floats,
})
type Case = z.infer<typeof caseSchema>
const cases = z.array(caseSchema).parse(recorded.cases)
const named = cases.map((each): [string, Case] => [each.name, each])

function tableOf({ task, features, labels, values, outputs }: Case): TrainingTable {
  const [rows = 0, inputs = 0] = features.shape
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  return {
    rows,
    inputs,
    outputs: outputs.shape[1] ?? 0,
    features: features.data,
    targets:
      task === 'classification' ? { kind: 'classes', values: Int32Array.from(labels) } : { kind: 'values', values },
    split: { train: all, validation: all, test: all },
  }
}

const shapesOf = (weights: NamedTensors) => [...weights].map(([name, { shape }]) => [name, shape]).sort()

describe('models of sequences', () => {
  it.each(named)('have the names, shapes and outputs of PyTorch: %s', async (_, recordedCase) => {
    const { inputs, outputs, features, rows } = tableOf(recordedCase)
    const { model, initial } = recordedCase
    expect(shapesOf(initialWeights(buildModel(model, inputs, outputs), 1))).toEqual(shapesOf(initial))
    const x = inputValue('x', 'float32', ['rows', inputs])
    const y = buildForward({ model, inputs, outputs, weights: initial }, x)
    const results = await runGraph([x], { y }, { x: tensor('float32', features, [rows, inputs]) })
    expectAllClose(numbersOf(results['y']), recordedCase.outputs.data, { relative: 1e-4, absolute: 1e-6 }, 'outputs')
  })

  it.each(named)('take the course of PyTorch for 100 steps: %s', async (_, recordedCase) => {
    const optimizer = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const
    const training = { ...recordedCase, optimizer, weightDecay: 0, gradientClip: null }
    const table = tableOf(recordedCase)
    const { losses, norms } = await trainRecorded(training, table, recorded.batches, recorded.batchSize)
    expect(losses).toHaveLength(100)
    expectAllClose(losses, recordedCase.losses, { relative: 1e-3, absolute: 1e-6 }, 'loss')
    expectAllClose(norms, recordedCase.gradientNorms, { relative: 1e-2, absolute: 1e-5 }, 'gradient norm')
  })

  it('of the article have the state_dict of its PyTorch classes, name by name and in any size', () => {
    const presets = {
      rnn: articleRnn(7, 16, 64),
      lstm: articleLstm(7, 16, 64),
      transformer: articleTransformer(5, 64, 8, 3),
    }
    for (const [family, spec] of Object.entries(presets)) {
      const inputs = family === 'transformer' ? 5 * 64 : 7 * 16
      const shapes = Object.fromEntries(buildModel(spec, inputs, 10).parameters.map(({ name, shape }) => [name, shape]))
      expect(shapes).toEqual(recorded.articleShapes[family as keyof typeof presets])
    }
  })

  it('refuse rows that are not their sequences', () => {
    for (const spec of [articleRnn(7, 3, 4), articleLstm(7, 3, 4), articleTransformer(7, 3, 1, 1)])
      expect(() => buildModel(spec, 20, 2)).toThrow(/20 numbers.*21/)
  })
})
