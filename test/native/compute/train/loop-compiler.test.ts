/** What a compiled loop must not depend on: how many steps a call makes, and how parameters are carried. */
import { describe, expect, it } from 'vitest'
import { buildModel } from '../../../../compute/models/families.ts'
import { initialWeights, type NamedTensors } from '../../../../compute/models/weights.ts'
import type { Layer } from '../../../../compute/nn/layer.ts'
import { createOptimizer } from '../../../../compute/optim/optimizers.ts'
import { averaging } from '../../../../compute/optim/weight-average.ts'
import type { GradientClip, OptimizerSpec } from '../../../../compute/spec/training.ts'
import { compileLoop } from '../../../../compute/train/loop-compiler.ts'
import { createLoopSession } from '../../../../compute/train/loop-session.ts'
import { resultWeights } from '../../../../compute/train/result-weights.ts'
import { packState, unpackState } from '../../../../compute/train/state-layout.ts'
import type { TrainingTable } from '../../../../compute/train/training-table.ts'
import { expectAllClose } from '../../../support/all-close.ts'
import { toyModel, toyTable } from '../../../support/toy-run.ts'

const usualBatch = 16
const adam: OptimizerSpec = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }

interface Training {
  /** Steps a call. */
  readonly call?: number
  readonly threads?: number
  readonly batchSize?: number
  readonly gradientClip?: GradientClip | null
  readonly optimizer?: OptimizerSpec
  /** Of the moving average's decay. */
  readonly average?: number
  readonly accumulation?: number
  readonly weights?: NamedTensors
}

/** Trains a model for 24 steps. */
async function train(
  model: Layer,
  table: TrainingTable,
  {
    call = 12,
    batchSize = usualBatch,
    threads = 1,
    gradientClip = 1,
    optimizer: spec = adam,
    average,
    accumulation = 1,
    weights = initialWeights(model, 1),
  }: Training = {},
): Promise<{ losses: number[]; weights: NamedTensors }> {
  const plain = createOptimizer(spec, 0.01)
  const optimizer = average === undefined ? plain : averaging(plain, average)
  const loop = compileLoop({
    model,
    task: 'classification',
    inputs: table.inputs,
    batchSize,
    optimizer,
    decays: true,
    gradientClip,
    accumulation,
  })
  const session = await createLoopSession(loop, table, threads)
  let state = packState([...loop.parameters, ...loop.slots, ...loop.buffers], weights)
  const losses: number[] = []
  for (let step = 0; step < 24; step += call) {
    const steps = Array.from({ length: call }, (_, index) => step + index)
    const result = await session.run({
      state,
      steps: call,
      order: table.split.train.subarray((step % 12) * batchSize, ((step % 12) + call) * batchSize),
      coefficients: Float32Array.from(steps.flatMap((each) => optimizer.coefficients(each, 1e-3))),
      keys: Uint32Array.from(
        steps.flatMap((each) => Array.from({ length: loop.keysPerStep }, (_, layer) => each * 77 + layer)),
      ),
    })
    state = result.state
    losses.push(...result.losses)
  }
  await session.release()
  const trained = unpackState([...loop.parameters, ...loop.buffers], state)
  return { losses, weights: resultWeights(trained, unpackState(loop.slots, state), 24) }
}

const bytesOf = ({ losses, weights }: Awaited<ReturnType<typeof train>>) => [
  losses.join(),
  ...Array.from(
    weights,
    ([name, { data }]) => name + Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
  ),
]

describe('a compiled loop', () => {
  it.each([1, 2])('gives the same bytes for any number of steps a call, with %i threads', async (threads) => {
    const table = toyTable(480, 20)
    const model = buildModel({ ...toyModel, hidden: [200, 24] }, 20, 3)
    const whole = bytesOf(await train(model, table, { threads }))
    for (const call of [1, 2, 3, 6])
      expect(bytesOf(await train(model, table, { call, threads })), `${call} a call`).toEqual(whole)
  })

  it('gives what a batch gives when it goes through the model in parts', async () => {
    const table = toyTable(480, 20)
    const model = buildModel({ ...toyModel, hidden: [200, 24], normalization: 'layer', dropout: 0 }, 20, 3)
    const whole = await train(model, table)
    for (const accumulation of [2, 3, 16]) {
      const inParts = await train(model, table, { accumulation })
      expectAllClose(inParts.losses, whole.losses, { relative: 1e-5, absolute: 1e-6 }, `loss in ${accumulation}`)
      for (const [name, { data }] of whole.weights) {
        expectAllClose(inParts.weights.get(name)!.data, data, { relative: 1e-3, absolute: 2e-5 }, name)
      }
    }
  })

  it('drops other units in each part of a batch', async () => {
    const table = toyTable(480, 20)
    const model = buildModel({ ...toyModel, hidden: [64], normalization: 'none', dropout: 0.5 }, 20, 3)
    // All rows alike: what differs between the parts is what is dropped.
    const alike = { ...table, features: new Float32Array(table.features.length).fill(1) }
    const one = { ...alike, targets: { kind: 'classes', values: new Int32Array(table.rows) } } as const
    const inParts = await train(model, one, { accumulation: 16 })
    const firstPart = await train(model, one, { batchSize: 1 })
    expect(Math.abs(inParts.losses[0]! - firstPart.losses[0]!)).toBeGreaterThan(1e-3)
  })

  /** A model whose weight goes in blocks of whole rows, and one with a unit more that never does anything, give the same. */
  async function expectSame(inputs: number, training: Training) {
    const table = toyTable(480, inputs)
    const modelOf = (width: number) => buildModel({ ...toyModel, hidden: [width], normalization: 'none' }, inputs, 3)
    const [even, odd] = [modelOf(700), modelOf(701)]
    const inRows = await train(even, table, training)
    const otherwise = await train(odd, table, { ...training, weights: withDeadUnit(initialWeights(even, 1), odd) })
    expectAllClose(inRows.losses, otherwise.losses, { relative: 1e-5, absolute: 0 }, 'loss')
    for (const [name, { data }] of withDeadUnit(inRows.weights, odd)) {
      expectAllClose(otherwise.weights.get(name)!.data, data, { relative: 1e-3, absolute: 2e-5 }, name)
    }
  }

  // 701 × 700 has no blocks of whole rows, but others.
  it.each<[string, Training]>([
    ['clipping by norm', { gradientClip: 1e6 }],
    ['clipping by value', { gradientClip: { value: 1e-3 } }],
    ['no clipping', { gradientClip: null }],
    [
      'RMSprop',
      {
        gradientClip: null,
        optimizer: { kind: 'rmsprop', decay: 0.9, epsilon: 1e-3, momentum: 0.9, centered: true },
      },
    ],
    ['Adagrad', { gradientClip: null, optimizer: { kind: 'adagrad', epsilon: 1e-3, learningRateDecay: 0.1 } }],
    ['a moving average', { gradientClip: null, average: 0.9 }],
    ['batches in parts', { gradientClip: null, accumulation: 3 }],
    ['Lion', { gradientClip: null, optimizer: { kind: 'lion', beta1: 0.9, beta2: 0.99 } }],
  ])('trains a weight in blocks of whole rows as one that is cut anywhere, with %s', async (_, training) => {
    await expectSame(700, training)
  })

  // 701 is a prime number: 701 × 701 has no blocks of any use.
  it.each([null, 1e6])('trains a weight in blocks as one that it takes whole, clipping by %s', async (gradientClip) => {
    await expectSame(701, { gradientClip })
  })
})

/** The weights in the shapes of a model with a hidden unit more: what is new is zero, and with GELU(0) = 0 it stays so. */
function withDeadUnit(weights: NamedTensors, model: Layer): NamedTensors {
  return new Map(
    model.parameters.map(({ name, shape }) => {
      const { shape: from, data } = weights.get(name)!
      const [columns, oldColumns] = shape.length === 2 ? [shape[1]!, from[1]!] : [1, 1]
      const grown = new Float32Array(shape.reduce((size, dim) => size * dim, 1))
      data.forEach((value, index) => {
        grown[Math.floor(index / oldColumns) * columns + (index % oldColumns)] = value
      })
      return [name, { shape, data: grown }]
    }),
  )
}
