/** CTC and NT-Xent against PyTorch: values, gradients, and the course of whole trainings by them. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { gradients } from '../../../../compute/autodiff/walk.ts'
import { GraphError } from '../../../../compute/graph/shape.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { inputValue } from '../../../../compute/graph/value.ts'
import { mlp } from '../../../../compute/models/mlp.ts'
import { ntXent } from '../../../../compute/nn/losses/contrastive.ts'
import { ctc, ctcLikelihoods } from '../../../../compute/nn/losses/ctc.ts'
import { createLoss } from '../../../../compute/nn/losses/losses.ts'
import { twoViews } from '../../../../compute/nn/two-views.ts'
import { articleLstm } from '../../../../compute/spec/article-models.ts'
import type { Targets, TrainingTable } from '../../../../compute/train/training-table.ts'
import recorded from '../../../fixtures/engine/sequence-losses.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'
import { trainRecorded } from '../../../support/recorded-training.ts'
import { numbersOf, runGraph } from '../../../support/run-graph.ts'
import { toyModel } from '../../../support/toy-run.ts'

const floats = z.array(z.number()).transform((values) => Float32Array.from(values))
const tensorSchema = z.object({ shape: z.array(z.number()), data: floats })
const outcomeSchema = z.object({ outputs: tensorSchema, mean: z.number(), gradient: floats })
const courseSchema = z.object({
  learningRate: z.number(),
  features: tensorSchema,
  targets: tensorSchema,
  initial: z.record(z.string(), tensorSchema).transform((named) => new Map(Object.entries(named))),
  losses: floats,
  gradientNorms: floats,
})
const fixture = z
  .object({
    ctc: z.array(outcomeSchema.extend({ targets: tensorSchema })),
    ntXent: z.array(outcomeSchema.extend({ temperature: z.number() })),
    reading: courseSchema,
    comparing: courseSchema,
  })
  .parse(recorded)
const { batches, batchSize } = recorded
const close = { relative: 1e-4, absolute: 2e-6 }
const optimizer = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const
const plain = { optimizer, weightDecay: 0, gradientClip: null, model: toyModel }

function tableOf({ features }: z.infer<typeof courseSchema>, outputs: number, targets: Targets): TrainingTable {
  const [rows = 0, inputs = 0] = features.shape
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  return { rows, inputs, outputs, features: features.data, targets, split: { train: all, validation: all, test: all } }
}

describe('CTC', () => {
  it.each(fixture.ctc.map((each, index) => [index, each] as const))(
    'is PyTorch’s, and so is its gradient, also without labels and where there is no way to read them: %i',
    async (_, { outputs, targets, mean, gradient }) => {
      const x = inputValue('x', 'float32', ['rows', ...outputs.shape.slice(1)])
      const y = inputValue('y', 'int64', ['rows', ...targets.shape.slice(1)])
      const loss = ctc(x, y)
      expect([loss.mean.shape, loss.sum.shape, loss.weight.shape, loss.gradient.shape]).toEqual([[], [], [], x.shape])
      const results = await runGraph(
        [x, y],
        { mean: loss.mean, gradient: loss.gradient, likelihoods: ctcLikelihoods(x, y) },
        {
          x: tensor('float32', outputs.data, outputs.shape),
          y: tensor('int64', BigInt64Array.from(targets.data, BigInt), targets.shape),
        },
      )
      expectAllClose(numbersOf(results['mean']), [mean], close, 'mean')
      expectAllClose(numbersOf(results['gradient']), gradient, close, 'gradient')
      const likelihoods = numbersOf(results['likelihoods'])
      expect(likelihoods).toHaveLength(outputs.shape[0]!)
      expect(likelihoods.every((value) => value >= 0 && value <= 1 + 1e-6)).toBe(true)
    },
  )

  it.each([1, 3])('trains as PyTorch’s for 100 steps, in %i parts', async (accumulation) => {
    const { reading } = fixture
    const model = { ...articleLstm(10, 3, 5), bidirectional: true, pooling: 'none' } as const
    const table = tableOf(reading, 4, { kind: 'label-sequences', values: Int32Array.from(reading.targets.data) })
    const course = { ...plain, ...reading, model, accumulation, task: 'classification' } as const
    const { losses, norms } = await trainRecorded(course, table, batches, batchSize)
    expectAllClose(losses, reading.losses, { relative: 1e-3, absolute: 1e-6 }, 'loss')
    expectAllClose(norms, reading.gradientNorms, { relative: 1e-2, absolute: 1e-5 }, 'gradient norm')
  })

  it('is neither smoothed nor weighed', () => {
    const spec = { kind: 'cross-entropy', labelSmoothing: 0.1, classWeights: 'none' } as const
    expect(() => createLoss('label-sequences', spec, null)).toThrow(GraphError)
  })
})

describe('NT-Xent', () => {
  it.each(fixture.ntXent.map((each) => [each.temperature, each] as const))(
    'at temperature %s is PyTorch’s, and so is its gradient',
    async (temperature, { outputs, mean, gradient }) => {
      const x = inputValue('x', 'float32', ['rows', ...outputs.shape.slice(1)])
      const loss = ntXent(temperature)(x, x)
      expect([loss.mean.shape, loss.sum.shape, loss.weight.shape, loss.gradient.shape]).toEqual([[], [], [], x.shape])
      const derived = gradients(loss.mean, [x])[0]!
      const results = await runGraph(
        [x],
        { mean: loss.mean, gradient: loss.gradient, derived },
        { x: tensor('float32', outputs.data, outputs.shape) },
      )
      expectAllClose(numbersOf(results['mean']), [mean], { relative: 1e-5, absolute: 1e-5 }, 'mean')
      expectAllClose(numbersOf(results['gradient']), gradient, { relative: 1e-4, absolute: 5e-6 }, 'gradient')
      expectAllClose(numbersOf(results['derived']), gradient, { relative: 1e-4, absolute: 5e-6 }, 'derived gradient')
    },
  )

  it('trains two views of each row as PyTorch’s for 100 steps', async () => {
    const { comparing } = fixture
    const network = twoViews(
      mlp({ family: 'mlp', hidden: [12], activation: 'relu', normalization: 'none', dropout: 0 }, 6, 4),
    )
    const table = tableOf(comparing, 4, { kind: 'values', values: comparing.targets.data })
    const course = { ...plain, ...comparing, network, loss: ntXent(0.5), task: 'regression' } as const
    const { losses, norms } = await trainRecorded(course, table, batches, batchSize)
    expectAllClose(losses, comparing.losses, { relative: 1e-3, absolute: 1e-6 }, 'loss')
    expectAllClose(norms, comparing.gradientNorms, { relative: 1e-2, absolute: 1e-5 }, 'gradient norm')
  })

  it('asks for two views', () => {
    const x = inputValue('x', 'float32', ['rows', 3, 4])
    expect(() => ntXent(0.5)(x, x)).toThrow(GraphError)
  })
})
