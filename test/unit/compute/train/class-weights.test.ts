import { describe, expect, it } from 'vitest'
import type { LossSpec } from '../../../../compute/spec/training.ts'
import { classWeightsOf } from '../../../../compute/train/class-weights.ts'
import type { TrainingTable } from '../../../../compute/train/training-table.ts'

/** Classes 0, 1 and 3 of four, of which the rows to train on have 4, 2 and 2. */
const table: TrainingTable = {
  rows: 10,
  inputs: 1,
  outputs: 4,
  features: new Float32Array(10),
  targets: { kind: 'classes', values: Int32Array.of(0, 0, 0, 0, 1, 1, 3, 3, 2, 2) },
  split: {
    train: Uint32Array.of(0, 1, 2, 3, 4, 5, 6, 7),
    validation: Uint32Array.of(8),
    test: Uint32Array.of(9),
  },
}
const loss = (classWeights: 'none' | 'balanced'): LossSpec => ({
  kind: 'cross-entropy',
  labelSmoothing: 0.1,
  classWeights,
})

describe('the weights of classes', () => {
  it('are none where a loss asks for none', () => {
    expect([null, loss('none'), { kind: 'mse' } as const].map((each) => classWeightsOf(each, table))).toEqual([
      null,
      null,
      null,
    ])
  })

  it('make all classes weigh the same together, by the rows that are trained on alone', () => {
    const weights = classWeightsOf(loss('balanced'), table)!
    // rows / (classes · rows of the class), as scikit-learn's compute_class_weight has it for the classes that occur.
    expect([...weights]).toEqual([8 / (4 * 4), 8 / (4 * 2), 0, 8 / (4 * 2)])
  })
})
