/** Whole trainings against PyTorch's, from the same weights and batches: losses, gradient norms, weights, outputs. */
import { describe, expect, it } from 'vitest'
import { inputValue } from '../../../../compute/graph/value.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { buildModel } from '../../../../compute/models/families.ts'
import { buildForward, initialWeights } from '../../../../compute/models/weights.ts'
import { createOptimizer } from '../../../../compute/optim/optimizers.ts'
import { compileLoop } from '../../../../compute/train/loop-compiler.ts'
import { createLoopSession } from '../../../../compute/train/loop-session.ts'
import { packState, unpackState } from '../../../../compute/train/state-layout.ts'
import { expectAllClose } from '../../../support/all-close.ts'
import { numbersOf, runGraph } from '../../../support/run-graph.ts'
import { batches, batchSize, trajectories, type Trajectory, trajectoryTable } from '../../../support/trajectories.ts'

/** Batches of one size, one after the other; a call of the loop can only end with a smaller one. */
function chunks(): number[][][] {
  const found: number[][][] = [[]]
  for (const batch of batches) {
    found.at(-1)!.push(batch)
    if (batch.length < batchSize) found.push([])
  }
  return found.filter((chunk) => chunk.length > 0)
}

async function train(trajectory: Trajectory) {
  const table = trajectoryTable(trajectory)
  const model = buildModel(trajectory.model, table.inputs, table.outputs)
  const optimizer = createOptimizer(trajectory.optimizer, trajectory.weightDecay)
  const { task, gradientClip, weightDecay, learningRate } = trajectory
  const loop = compileLoop({
    model,
    task,
    inputs: table.inputs,
    batchSize,
    optimizer,
    decays: weightDecay > 0,
    gradientClip,
  })
  const session = await createLoopSession(loop, table, 1)
  let state = packState([...loop.parameters, ...loop.slots, ...loop.buffers], trajectory.initial)
  const [losses, norms]: [number[], number[]] = [[], []]
  for (const chunk of chunks()) {
    const coefficients = chunk.flatMap((_, index) => optimizer.coefficients(losses.length + index, learningRate))
    const result = await session.run({
      state,
      steps: chunk.length,
      order: Uint32Array.from(chunk.flat()),
      coefficients: Float32Array.from(coefficients),
      keys: new Uint32Array(0),
    })
    state = result.state
    losses.push(...result.losses)
    norms.push(...result.gradientNorms)
  }
  await session.release()
  return { losses, norms, weights: unpackState([...loop.parameters, ...loop.buffers], state), table, model }
}

describe('training', () => {
  it.each(trajectories.map((each): [string, Trajectory] => [each.name, each]))(
    'takes the course of PyTorch for 200 steps: %s',
    async (_, trajectory) => {
      const { losses, norms, weights, table, model } = await train(trajectory)
      expect(losses).toHaveLength(200)
      expectAllClose(losses, trajectory.losses, { relative: 1e-4, absolute: 1e-7 }, 'loss')
      expectAllClose(norms, trajectory.gradientNorms, { relative: 1e-3, absolute: 1e-6 }, 'gradient norm')
      expect([...weights.keys()].sort()).toEqual([...trajectory.trained.keys()].sort())
      expect([...initialWeights(model, 1)].map(([name, { shape }]) => [name, shape]).sort()).toEqual(
        [...trajectory.initial].map(([name, { shape }]) => [name, shape]).sort(),
      )
      for (const [name, expected] of trajectory.trained) {
        expectAllClose(weights.get(name)!.data, expected.data, { relative: 1e-3, absolute: 1e-4 }, name)
      }
      const x = inputValue('x', 'float32', ['rows', table.inputs])
      const y = buildForward(
        { model: trajectory.model, inputs: table.inputs, outputs: table.outputs, weights: trajectory.trained },
        x,
      )
      const results = await runGraph([x], { y }, { x: tensor('float32', table.features, [table.rows, table.inputs]) })
      expectAllClose(numbersOf(results['y']), trajectory.outputs.data, { relative: 1e-4, absolute: 1e-5 }, 'outputs')
    },
  )
})
