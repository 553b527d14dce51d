import { describe, expect, it } from 'vitest'
import { allFolds, type SplitMethod } from '../../../../compute/spec/split.ts'
import type { RunRecord } from '../../../../main/ipc/contract/records.ts'
import { foldsOf, meanAndDeviation } from '../../../../renderer/screens/runs/folds.ts'
import { recommendation } from './wizard/example-advice.ts'

const split = (method: SplitMethod) => ({ ...recommendation.training.split, method })
const folds = allFolds(split({ kind: 'folds', folds: 3, fold: 0, repeat: 0, repeats: 2 }))

/** A finished run of a fold, as far as the folds' summary looks at it. */
function run(at: number, changes: Partial<RunRecord> = {}): RunRecord {
  const training = { ...recommendation.training, split: folds[at]! }
  const spec = { datasetFingerprint: 'f', task: 'classification', target: 'y', ...recommendation, training }
  const score = { metric: 'accuracy', value: 0.9 + at / 100, baseline: 0.5 }
  return { spec, status: 'completed', task: 'classification', score, ...changes } as unknown as RunRecord
}

describe('a cross-validation', () => {
  it('has a run for each fold of each repeat', () => {
    expect(folds.map(({ method }) => (method?.kind === 'folds' ? [method.repeat, method.fold] : null))).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 1],
      [1, 2],
    ])
    const byTime = allFolds(split({ kind: 'time-folds', column: 't', folds: 4, fold: 2 }))
    expect(byTime.map(({ method }) => (method?.kind === 'time-folds' ? method.fold : null))).toEqual([0, 1, 2, 3])
    expect(allFolds(split({ kind: 'group', column: 'g' }))).toHaveLength(1)
  })

  it('is recognised in runs that differ in their folds alone, and counts those that are finished', () => {
    expect(foldsOf([run(0), run(1), run(2, { status: 'running', score: null })])).toEqual({
      metric: 'accuracy',
      scores: [0.9, 0.91],
    })
    const other = run(1)
    const wider = { ...other, spec: { ...other.spec, target: 'z' } }
    expect(foldsOf([run(0), wider])).toBeNull()
    expect(foldsOf([run(0), run(0)])).toBeNull()
  })

  it('has the mean and the sample’s deviation of its scores', () => {
    const { mean, deviation } = meanAndDeviation([2, 4, 4, 4, 5, 5, 7, 9])
    expect(mean).toBe(5)
    expect(deviation).toBeCloseTo(2.13809, 5)
    expect(meanAndDeviation([1]).deviation).toBeNull()
  })
})
