/** What a compiled loop must not depend on: how many steps a call makes, and how parameters are carried. */
import { describe, expect, it } from 'vitest'
import { buildModel } from '../../../../compute/models/families.ts'
import { initialWeights, type NamedTensors } from '../../../../compute/models/weights.ts'
import type { Layer } from '../../../../compute/nn/layer.ts'
import { createOptimizer } from '../../../../compute/optim/optimizers.ts'
import { compileLoop } from '../../../../compute/train/loop-compiler.ts'
import { createLoopSession } from '../../../../compute/train/loop-session.ts'
import { packState, unpackState } from '../../../../compute/train/state-layout.ts'
import type { TrainingTable } from '../../../../compute/train/training-table.ts'
import { expectAllClose } from '../../../support/all-close.ts'
import { toyModel, toyTable } from '../../../support/toy-run.ts'

const batchSize = 16

/** Trains a model for 24 steps, in calls of so many. */
async function train(
  model: Layer,
  table: TrainingTable,
  call: number,
  threads = 1,
): Promise<{ losses: number[]; weights: NamedTensors }> {
  const optimizer = createOptimizer({ kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }, 0.01)
  const loop = compileLoop({
    model,
    task: 'classification',
    inputs: table.inputs,
    batchSize,
    optimizer,
    decays: true,
    gradientClip: 1,
  })
  const session = await createLoopSession(loop, table, threads)
  let state = packState([...loop.parameters, ...loop.slots, ...loop.buffers], initialWeights(model, 1))
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
    const whole = bytesOf(await train(model, table, 12, threads))
    for (const call of [1, 2, 3, 6])
      expect(bytesOf(await train(model, table, call, threads)), `${call} a call`).toEqual(whole)
  })

  it('trains a weight that it carries in pieces as one that it carries whole', async () => {
    const table = toyTable(480, 700)
    // With batch norm the biases before it have no gradient but noise, which no two orders of summing share.
    const model = buildModel({ ...toyModel, hidden: [700], normalization: 'layer' }, 700, 3)
    const whole = { ...model, parameters: model.parameters.map((parameter) => ({ ...parameter, inRows: false })) }
    const [inPieces, atOnce] = [await train(model, table, 12), await train(whole, table, 12)]
    expectAllClose(inPieces.losses, atOnce.losses, { relative: 1e-5, absolute: 0 }, 'loss')
    for (const [name, { data }] of atOnce.weights) {
      expectAllClose(inPieces.weights.get(name)!.data, data, { relative: 1e-3, absolute: 2e-5 }, name)
    }
  })
})
