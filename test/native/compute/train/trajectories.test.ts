/** Whole trainings against PyTorch's, from the same weights and batches: losses, gradient norms, weights, outputs. */
import { describe, expect, it } from 'vitest'
import { inputValue } from '../../../../compute/graph/value.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { buildForward, initialWeights } from '../../../../compute/models/weights.ts'
import { expectAllClose } from '../../../support/all-close.ts'
import { trainRecorded } from '../../../support/recorded-training.ts'
import { numbersOf, runGraph } from '../../../support/run-graph.ts'
import { batches, batchSize, trajectories, type Trajectory, trajectoryTable } from '../../../support/trajectories.ts'

describe('training', () => {
  it.each(trajectories.map((each): [string, Trajectory] => [each.name, each]))(
    'takes the course of PyTorch for 200 steps: %s',
    async (_, trajectory) => {
      const table = trajectoryTable(trajectory)
      const { losses, norms, weights, model } = await trainRecorded(trajectory, table, batches, batchSize)
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
