/** What a compiled loop must not depend on: how many steps a call makes, and how parameters are carried. */
import { describe, expect, it } from 'vitest'
import { buildModel } from '../../../../compute/models/families.ts'
import { initialWeights, type NamedTensors } from '../../../../compute/models/weights.ts'
import type { Layer } from '../../../../compute/nn/layer.ts'
import { createOptimizer } from '../../../../compute/optim/optimizers.ts'
import type { GradientClip, OptimizerSpec } from '../../../../compute/spec/training.ts'
import { compileLoop } from '../../../../compute/train/loop-compiler.ts'
import { createLoopSession } from '../../../../compute/train/loop-session.ts'
import { packState, unpackState } from '../../../../compute/train/state-layout.ts'
import type { TrainingTable } from '../../../../compute/train/training-table.ts'
import { expectAllClose } from '../../../support/all-close.ts'
import { toyModel, toyTable } from '../../../support/toy-run.ts'

const batchSize = 16
const adam: OptimizerSpec = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }

interface Training {
  /** Steps a call. */
  readonly call?: number
  readonly threads?: number
  readonly gradientClip?: GradientClip | null
  readonly optimizer?: OptimizerSpec
  readonly weights?: NamedTensors
}

/** Trains a model for 24 steps. */
async function train(
  model: Layer,
  table: TrainingTable,
  {
    call = 12,
    threads = 1,
    gradientClip = 1,
    optimizer: spec = adam,
    weights = initialWeights(model, 1),
  }: Training = {},
): Promise<{ losses: number[]; weights: NamedTensors }> {
  const optimizer = createOptimizer(spec, 0.01)
  const loop = compileLoop({
    model,
    task: 'classification',
    inputs: table.inputs,
    batchSize,
    optimizer,
    decays: true,
    gradientClip,
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
  return { losses, weights: unpackState([...loop.parameters, ...loop.buffers], state) }
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

  // 700 × 700 goes in blocks of whole rows; 701 × 700, with a unit that never does anything, can't.
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
    ['Lion', { gradientClip: null, optimizer: { kind: 'lion', beta1: 0.9, beta2: 0.99 } }],
  ])('trains a weight in blocks as one that it takes whole, with %s', async (_, training) => {
    const table = toyTable(480, 700)
    const modelOf = (width: number) => buildModel({ ...toyModel, hidden: [width], normalization: 'none' }, 700, 3)
    const [even, odd] = [modelOf(700), modelOf(701)]
    const begin = initialWeights(even, 1)
    const inBlocks = await train(even, table, training)
    const whole = await train(odd, table, { ...training, weights: withDeadUnit(begin, odd) })
    expectAllClose(inBlocks.losses, whole.losses, { relative: 1e-5, absolute: 0 }, 'loss')
    for (const [name, { data }] of withDeadUnit(inBlocks.weights, odd)) {
      expectAllClose(whole.weights.get(name)!.data, data, { relative: 1e-3, absolute: 2e-5 }, name)
    }
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
