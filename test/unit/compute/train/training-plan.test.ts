import { describe, expect, it } from 'vitest'
import { buildModel } from '../../../../compute/models/families.ts'
import { epochOrder, planTraining, rowsOfStep } from '../../../../compute/train/training-plan.ts'
import { toyModel, toyTraining } from '../../../support/toy-run.ts'

const numbers = (count: number, from = 0) => Uint32Array.from({ length: count }, (_, index) => from + index)

function planOf(rows: number, normalization: 'none' | 'batch', batchSize = 32) {
  const model = buildModel({ ...toyModel, normalization }, 4, 3)
  const split = { train: numbers(rows, 100), validation: numbers(1) }
  return { ...planTraining({ ...toyTraining, batchSize }, model, split), keysPerStep: 0 }
}

describe('the plan of a run', () => {
  it.each([
    [64, 'none', 2],
    [65, 'none', 3],
    [65, 'batch', 2],
    [66, 'batch', 3],
    [5, 'none', 1],
    [1, 'batch', 1],
  ] as const)('of %i rows with %s norm has %i steps an epoch', (rows, normalization, steps) => {
    expect(planOf(rows, normalization).stepsPerEpoch).toBe(steps)
  })

  it('gives the last step the rows that are left', () => {
    const plan = planOf(70, 'none')
    expect([0, 1, 2].map((step) => rowsOfStep(plan, step))).toEqual([32, 32, 6])
  })

  it('takes each row once an epoch, in another order each epoch, the same for the same seed', () => {
    const plan = planOf(70, 'none')
    const [first, second] = [epochOrder(plan, 0), epochOrder(plan, 1)]
    expect(first.toSorted()).toEqual(plan.rows)
    expect(second.toSorted()).toEqual(plan.rows)
    expect(first).not.toEqual(second)
    expect(epochOrder(planOf(70, 'none'), 1)).toEqual(second)
  })

  it('takes as many rows of each class where classes are sampled, shuffled, and amounts as they are', () => {
    const model = buildModel({ ...toyModel, normalization: 'none' }, 4, 3)
    const split = { train: numbers(70), validation: numbers(1, 80) }
    const classes = Int32Array.from({ length: 90 }, (_, row) => (row < 60 ? 0 : 1))
    const sampled = (classSampling: 'over' | 'under') =>
      planTraining({ ...toyTraining, batchSize: 32, classSampling }, model, split, { kind: 'classes', values: classes })
    expect([sampled('over').stepsPerEpoch, sampled('under').stepsPerEpoch]).toEqual([4, 1])
    const order = epochOrder(sampled('under'), 2)
    expect(order).toHaveLength(20)
    expect(order.filter((row) => classes[row] === 1).toSorted()).toEqual(numbers(10, 60))
    expect([...order].map((row) => classes[row]).join('')).not.toBe('0'.repeat(10) + '1'.repeat(10))
    const amounts = { kind: 'values', values: new Float32Array(90) } as const
    const training = { ...toyTraining, classSampling: 'over' } as const
    expect(planTraining(training, model, split, amounts).rows).toEqual(split.train)
  })
})
