import { describe, expect, it } from 'vitest'
import type { EpochMetrics } from '../../../../compute/spec/run.ts'
import { createRunCurves, epochAt, mergeEpochs, runCurvesOf } from '../../../../renderer/charts/data/run-curves.ts'

function epoch(number: number, loss = 1 / number): EpochMetrics {
  return {
    epoch: number,
    step: number * 10,
    trainLoss: loss,
    validationLoss: loss,
    validationScore: 1 - loss,
    learningRate: 0.01,
    gradientNorm: 1,
    seconds: number / 4,
  }
}
const epochs = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => epoch(from + index))

describe('run curves', () => {
  it('grow by what is appended, over any capacity', () => {
    const curves = runCurvesOf(epochs(1, 200))
    mergeEpochs(curves, epochs(201, 1000))
    expect(curves.length).toBe(1000)
    expect(epochAt(curves, 0)).toEqual(epoch(1))
    expect(epochAt(curves, 999)).toEqual(epoch(1000))
    expect(epochAt(curves, 1000)).toBeNull()
  })

  it('take epochs that are told a second time without a change as nothing new', () => {
    const curves = runCurvesOf(epochs(1, 10))
    const version = curves.version
    expect(mergeEpochs(curves, epochs(4, 6))).toBe(false)
    expect(mergeEpochs(curves, [])).toBe(false)
    expect(curves.version).toBe(version)
    expect(curves.length).toBe(10)
  })

  it('forget what came after an epoch that is trained again with other values', () => {
    const curves = runCurvesOf(epochs(1, 10))
    expect(mergeEpochs(curves, [epoch(5, 0.7)])).toBe(true)
    expect(curves.length).toBe(5)
    expect(curves.rewrites).toBe(1)
    expect(epochAt(curves, 4)?.trainLoss).toBe(0.7)
  })

  it('join an overlap that goes on', () => {
    const curves = runCurvesOf(epochs(1, 10))
    expect(mergeEpochs(curves, epochs(9, 14))).toBe(true)
    expect(curves.length).toBe(14)
    expect(epochAt(curves, 13)).toEqual(epoch(14))
  })

  it('name the earliest of the best epochs, and none where no loss is finite', () => {
    expect(runCurvesOf([epoch(1, 0.5), epoch(2, 0.2), epoch(3, 0.2), epoch(4, NaN)]).best).toBe(1)
    expect(createRunCurves().best).toBe(-1)
    expect(runCurvesOf([epoch(1, NaN)]).best).toBe(-1)
  })

  it('look for the best epoch again when it is trained again', () => {
    const curves = runCurvesOf([epoch(1, 0.5), epoch(2, 0.2), epoch(3, 0.4)])
    mergeEpochs(curves, [epoch(4, 0.3)])
    expect(curves.best).toBe(1)
    mergeEpochs(curves, [epoch(2, 0.45), epoch(3, 0.4)])
    expect(curves.best).toBe(2)
  })
})
