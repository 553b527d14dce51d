import { describe, expect, it } from 'vitest'
import type { EpochMetrics, RunSpec } from '../../../../compute/spec/run.ts'
import type { RunRecord, RunSummary } from '../../../../main/ipc/contract/records.ts'
import { csvOf, fileNameOf } from '../../../../renderer/charts/chart-files.ts'
import { runCurvesOf } from '../../../../renderer/charts/data/run-curves.ts'
import type { Curve } from '../../../../renderer/charts/lines/curve.ts'
import { nearestPlace, readCurves, stepPlace } from '../../../../renderer/charts/lines/reading.ts'
import { bestRuns, comparable } from '../../../../renderer/screens/runs/comparison.ts'
import { canCompare, compareAddress, comparedSlots } from '../../../../renderer/screens/runs/run-batch.ts'
import { differingSettings } from '../../../../renderer/screens/runs/run-settings.ts'
import { runTones } from '../../../../renderer/screens/runs/run-tones.ts'
import { manyRunsCsv } from '../../../../renderer/screens/training/curve-sets.ts'
import { createFormats } from '../../../../compute/spec/value-formats.ts'
import { trainingDefaults } from '../../../../compute/spec/training.ts'

const spec: RunSpec = {
  datasetFingerprint: 'abc',
  task: 'classification',
  target: 'species',
  features: [{ column: 'mass', kind: 'number' }],
  model: { family: 'mlp', hidden: [64], activation: 'relu', normalization: 'none', dropout: 0 },
  training: {
    ...trainingDefaults,
    epochs: 10,
    batchSize: 32,
    optimizer: { kind: 'sgd' },
    learningRate: 0.01,
    schedule: { kind: 'constant', warmupEpochs: 0 },
    weightDecay: 0,
    gradientClip: null,
    earlyStopping: null,
    split: { train: 0.7, validation: 0.1, test: 0.2, stratify: true },
    seed: 1,
    threads: 1,
  },
}

function run(id: string, accuracy: number | null, changes: Partial<RunRecord> = {}): RunRecord {
  return {
    id,
    createdAt: Number(id),
    spec,
    score: accuracy === null ? null : { metric: 'accuracy', value: accuracy, baseline: 0.4 },
    bestValidationLoss: accuracy === null ? null : 1 - accuracy,
    bestEpoch: 3,
    seconds: 2,
    ...changes,
  } as RunRecord
}

describe('a comparison of runs', () => {
  it('is of 2 to 20 runs', () => {
    expect([1, 2, 20, 21].map(canCompare)).toEqual([false, true, true, false])
  })

  it('has the same address in whatever order the runs were chosen', () => {
    const runs = [run('3', 0.9), run('1', 0.9), run('2', 0.9)] as RunSummary[]
    expect(compareAddress(runs)).toBe('/runs/compare?ids=1%2C2%2C3')
    expect(compareAddress([...runs].reverse())).toBe(compareAddress(runs))
  })

  it('keeps each run’s colour when another is left out', () => {
    const all = runTones(comparedSlots(new URLSearchParams({ ids: 'a,b,c' })))
    const slots = comparedSlots(new URLSearchParams({ ids: 'a,,c' }))
    expect(slots).toEqual(['a', null, 'c'])
    expect(runTones(slots).get('c')).toEqual(all.get('c'))
    expect(comparedSlots(new URLSearchParams({ ids: 'a,a' }))).toEqual(['a', null])
  })

  it('gives each of 20 runs a line of its own', () => {
    const lines = runTones(Array.from({ length: 20 }, (_, index) => String(index)))
    expect(new Set([...lines.values()].map(({ tone, dash }) => `${tone} ${dash}`)).size).toBe(20)
  })

  it('points out the best, by what is better for each figure', () => {
    const runs = [run('1', 0.8), run('2', 0.9), run('3', 0.9), run('4', null)]
    expect(bestRuns(runs, 'score')).toEqual([1, 2])
    expect(bestRuns(runs, 'bestValidationLoss')).toEqual([1, 2])
    expect(bestRuns(runs, 'seconds')).toEqual([])
    const errors = [5, 4].map((value, index) =>
      run(String(index), 0, { score: { metric: 'rmse', value, baseline: 9 } }),
    )
    expect(bestRuns(errors, 'score')).toEqual([1])
  })

  it('calls none best of runs that answer different questions', () => {
    const runs = [run('1', 0.8), run('2', 0.9, { spec: { ...spec, target: 'island' } })]
    expect(comparable(runs)).toBe(false)
    expect(bestRuns(runs, 'score')).toEqual([])
  })

  it('finds the settings that differ', () => {
    const text = (key: string, params = {}) => `${key} ${JSON.stringify(params)}`
    const say = { text, format: createFormats('en') }
    const other = { ...spec, training: { ...spec.training, seed: 2, learningRate: 0.1 } }
    expect(differingSettings([spec, other], say)).toEqual(['learningRate', 'seed'])
    expect(differingSettings([spec, spec], say)).toEqual([])
  })
})

const curve = (id: string, x: number[], y: number[]): Curve => ({
  id,
  label: id,
  tone: 1,
  dash: 'solid',
  x,
  y,
  length: x.length,
  version: 1,
  rewrites: 0,
})

describe('reading curves', () => {
  const curves = [curve('long', [1, 2, 3, 4], [10, 20, 30, 40]), curve('short', [1, 2], [5, 6])]

  it('finds the place with a point that is nearest', () => {
    expect(nearestPlace(curves, 2.6)).toBe(3)
    expect(nearestPlace(curves, Infinity)).toBe(4)
    expect(nearestPlace([], 1)).toBeNull()
  })

  it('goes from point to point along the longest curve and stops at its ends', () => {
    expect(stepPlace(curves, 3, 1)).toBe(4)
    expect(stepPlace(curves, 4, 1)).toBe(4)
    expect(stepPlace(curves, 3, -10)).toBe(1)
    expect(stepPlace(curves, null, 1)).toBe(1)
    expect(stepPlace(curves, null, -1)).toBe(4)
    expect(stepPlace([curve('none', [], [])], null, 1)).toBeNull()
  })

  it('leaves out a curve that has ended before', () => {
    expect(readCurves(curves, 2).map(({ y }) => y)).toEqual([20, 6])
    expect(readCurves(curves, 4).map(({ y }) => y)).toEqual([40])
  })
})

describe('files of charts', () => {
  it('are CSV with quotes where they are needed and nothing for what is not a number', () => {
    const csv = csvOf(
      [
        { name: 'run, name', values: ['a "b"', '中文'] },
        { name: 'loss', values: [0.1, NaN] },
      ],
      2,
    )
    expect(csv).toBe('"run, name",loss\r\n"a ""b""",0.1\r\n中文,\r\n')
  })

  it('hold the full history of all compared runs, each row with its run', () => {
    const epoch = (number: number): EpochMetrics => ({
      epoch: number,
      step: number,
      seconds: number,
      trainLoss: 1,
      validationLoss: 1,
      validationScore: 0.5,
      learningRate: 0.1,
      gradientNorm: 1,
    })
    const lines = manyRunsCsv([
      { name: 'a', curves: runCurvesOf([epoch(1), epoch(2)]) },
      { name: 'b', curves: runCurvesOf([epoch(1)]) },
    ]).split('\r\n')
    expect(lines[0]).toBe('run,epoch,step,seconds,trainLoss,validationLoss,validationScore,learningRate,gradientNorm')
    expect(lines.slice(1, 4).map((line) => line.split(',').slice(0, 2).join())).toEqual(['a,1', 'a,2', 'b,1'])
    expect(lines).toHaveLength(5)
  })

  it('have names that every file system takes', () => {
    expect(fileNameOf('a/b:c', 'Loss')).toBe('a b c Loss')
    expect(fileNameOf('..')).toBe('chart')
    expect(fileNameOf('x'.repeat(300)).length).toBe(100)
  })
})
