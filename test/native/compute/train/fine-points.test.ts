/**
 * A training with a frozen layer, learning rates by layer, layers that don't decay, label smoothing, class weights and a moving
 * average, against PyTorch's; as a whole, and with its batches in parts, which must make no difference.
 */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { GraphError } from '../../../../compute/graph/shape.ts'
import { buildModel } from '../../../../compute/models/families.ts'
import type { NamedTensors } from '../../../../compute/models/weights.ts'
import { createLoss } from '../../../../compute/nn/losses/losses.ts'
import { createOptimizer } from '../../../../compute/optim/optimizers.ts'
import { averaging } from '../../../../compute/optim/weight-average.ts'
import { gradientClipSchema, optimizerSchema } from '../../../../compute/spec/training.ts'
import { compileLoop } from '../../../../compute/train/loop-compiler.ts'
import { createLoopSession } from '../../../../compute/train/loop-session.ts'
import { resultWeights } from '../../../../compute/train/result-weights.ts'
import { packState, unpackState } from '../../../../compute/train/state-layout.ts'
import type { TrainingTable } from '../../../../compute/train/training-table.ts'
import recorded from '../../../fixtures/engine/fine-points.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'

const numbers = z.array(z.number())
const tensorSchema = z.object({ shape: numbers, data: numbers.transform((values) => Float32Array.from(values)) })
const weightsSchema = z
  .record(z.string(), tensorSchema)
  .transform((named): NamedTensors => new Map(Object.entries(named)))
const caseSchema = z.object({
  name: z.string(),
  optimizer: optimizerSchema,
  learningRate: z.number(),
  weightDecay: z.number(),
  gradientClip: gradientClipSchema.nullable(),
  frozen: z.array(z.string()),
  learningRateFactors: z.array(z.object({ prefix: z.string(), factor: z.number() })),
  undecayed: z.array(z.string()),
  initial: weightsSchema,
  losses: numbers,
  gradientNorms: numbers,
  trained: weightsSchema,
  averaged: weightsSchema,
})
type Case = z.infer<typeof caseSchema>
const fixture = z
  .object({
    features: tensorSchema,
    labels: numbers,
    hidden: numbers,
    batchSize: z.number(),
    batches: z.array(numbers),
    classWeights: numbers,
    labelSmoothing: z.number(),
    decay: z.number(),
    cases: z.array(caseSchema),
  })
  .parse(recorded)

const all = Uint32Array.from(fixture.labels, (_, row) => row)
const table: TrainingTable = {
  rows: all.length,
  inputs: fixture.features.shape[1]!,
  outputs: 3,
  features: fixture.features.data,
  targets: { kind: 'classes', values: Int32Array.from(fixture.labels) },
  split: { train: all, validation: all, test: all },
}
const model = buildModel(
  { family: 'mlp', hidden: fixture.hidden, activation: 'tanh', normalization: 'none', dropout: 0 },
  table.inputs,
  3,
)

function compile({ optimizer: spec, weightDecay, gradientClip, ...choice }: Case, accumulation: number) {
  const optimizer = averaging(createOptimizer(spec, weightDecay), fixture.decay)
  const loss = createLoss(
    'classes',
    { kind: 'cross-entropy', labelSmoothing: fixture.labelSmoothing, classWeights: 'balanced' },
    Float32Array.from(fixture.classWeights),
  )
  const loop = compileLoop({
    model,
    task: 'classification',
    loss,
    inputs: table.inputs,
    batchSize: fixture.batchSize,
    optimizer,
    decays: weightDecay > 0,
    gradientClip,
    accumulation,
    parameterChoice: choice,
  })
  return { loop, optimizer }
}

/** Trains step by step: a call of the loop can only end with a smaller batch. */
async function train(each: Case, accumulation: number) {
  const { loop, optimizer } = compile(each, accumulation)
  const session = await createLoopSession(loop, table, 1)
  const layout = [...loop.parameters, ...loop.frozen, ...loop.buffers]
  let state = new Map([...packState(layout, each.initial), ...packState(loop.slots, new Map())])
  const [losses, norms]: [number[], number[]] = [[], []]
  for (const [step, batch] of fixture.batches.entries()) {
    const coefficients = loop.rates.flatMap((rate) => optimizer.coefficients(step, rate * each.learningRate))
    const result = await session.run({
      state,
      steps: 1,
      order: Uint32Array.from(batch),
      coefficients: Float32Array.from(coefficients),
      keys: new Uint32Array(0),
    })
    state = new Map(result.state)
    losses.push(...result.losses)
    norms.push(...result.gradientNorms)
  }
  await session.release()
  const trained = unpackState(layout, state)
  const averaged = resultWeights(trained, unpackState(loop.slots, state), fixture.batches.length)
  return { losses, norms, trained, averaged }
}

function expectWeights(actual: NamedTensors, expected: NamedTensors, what: string): void {
  expect([...actual.keys()].sort()).toEqual([...expected.keys()].sort())
  for (const [name, { data }] of expected) {
    expectAllClose(actual.get(name)!.data, data, { relative: 1e-3, absolute: 2e-5 }, `${what} ${name}`)
  }
}

describe('a training with all that is rarely used', () => {
  const courses = fixture.cases.flatMap((each) => [1, 2, 3, 5, 16].map((parts) => [each.name, parts, each] as const))
  it.each(courses)('takes the course of PyTorch: %s, its batches in %i parts', async (_, parts, each) => {
    const { losses, norms, trained, averaged } = await train(each, parts)
    expectAllClose(losses, each.losses, { relative: 1e-4, absolute: 1e-7 }, 'loss')
    expectAllClose(norms, each.gradientNorms, { relative: 1e-3, absolute: 1e-6 }, 'gradient norm')
    expectWeights(trained, each.trained, 'trained')
    expectWeights(averaged, each.averaged, 'averaged')
    for (const [name, { data }] of each.initial) {
      if (each.frozen.some((prefix) => name.startsWith(prefix))) expect(trained.get(name)!.data).toEqual(data)
    }
  })

  it('refuses a prefix that no parameter is under, and a model without anything to train', () => {
    const each = fixture.cases[0]!
    expect(() => compile({ ...each, frozen: ['layers.1'] }, 1)).toThrow(GraphError)
    expect(() => compile({ ...each, undecayed: ['layers.1'] }, 1)).toThrow(GraphError)
    expect(() => compile({ ...each, frozen: ['layer'] }, 1)).toThrow('no parameter is under layer')
    expect(() => compile({ ...each, frozen: ['layers'] }, 1)).toThrow('nothing is left to train')
  })
})
