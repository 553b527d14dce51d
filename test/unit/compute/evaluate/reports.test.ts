import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { classificationReport } from '../../../../compute/evaluate/classification-report.ts'
import { maxPoints, regressionReport } from '../../../../compute/evaluate/regression-report.ts'
import { evaluationReportSchema } from '../../../../compute/spec/evaluation.ts'

/** Cases with what scikit-learn's metrics say of them. */
function oracle<T>(name: string): T[] {
  const file = new URL(`../../../fixtures/evaluation/${name}.json`, import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { cases: T[] }).cases
}

function expectClose(found: Record<string, number>, expected: Record<string, number>, tolerance: number) {
  for (const [name, value] of Object.entries(expected)) {
    expect(Math.abs(found[name]! - value), name).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(value)))
  }
}

interface ClassificationCase {
  name: string
  actual: number[]
  probabilities: number[][]
  trainShares: number[]
  model: Record<string, number>
  baseline: Record<string, number>
  perClass: Record<string, number>[]
  confusion: number[][]
}

describe('a classification report', () => {
  it.each(oracle<ClassificationCase>('classification'))('has the figures of scikit-learn: $name', (expected) => {
    const labels = expected.trainShares.map((_, index) => `class ${index}`)
    const report = classificationReport(
      {
        labels,
        actual: Int32Array.from(expected.actual),
        probabilities: Float32Array.from(expected.probabilities.flat()),
      },
      expected.trainShares,
    )
    expect(evaluationReportSchema.safeParse(report).error).toBeUndefined()
    expect(report.confusion).toEqual(expected.confusion)
    // scikit-learn takes the logarithm of 32-bit numbers in 32 bits.
    const { logLoss, ...scores } = expected.model
    expectClose(report.model, scores, 1e-12)
    expectClose(report.model, { logLoss: logLoss! }, 1e-6)
    const { predicts, ...baseline } = report.baseline
    expectClose(baseline, expected.baseline, 1e-6)
    expect(predicts).toBe(`class ${expected.trainShares.indexOf(Math.max(...expected.trainShares))}`)
    report.perClass.forEach(({ label: _, ...figures }, index) => expectClose(figures, expected.perClass[index]!, 1e-12))
  })
})

interface RegressionCase {
  name: string
  actual: number[]
  predicted: number[]
  trainMean: number
  model: Record<string, number>
  baseline: Record<string, number>
}

describe('a regression report', () => {
  it.each(oracle<RegressionCase>('regression'))('has the figures of scikit-learn: $name', (expected) => {
    const report = regressionReport(
      {
        rows: Uint32Array.from(expected.actual, (_, row) => row),
        actual: Float64Array.from(expected.actual),
        predicted: Float32Array.from(expected.predicted),
      },
      expected.trainMean,
    )
    expect(evaluationReportSchema.safeParse(report).error).toBeUndefined()
    expectClose(report.model, expected.model, 1e-9)
    const { predicts, ...baseline } = report.baseline
    expectClose(baseline, expected.baseline, 1e-9)
    expect(predicts).toBe(expected.trainMean)
  })

  it('shows at most 2,000 points, spread over the values, both ends among them', () => {
    const actual = Float64Array.from({ length: 9001 }, (_, row) => (row * 7919) % 9001)
    const rows = Uint32Array.from(actual, (_, row) => row + 100)
    const { points } = regressionReport({ rows, actual, predicted: Float32Array.from(actual) }, 0)
    expect(points).toHaveLength(maxPoints)
    expect([points[0]!.actual, points.at(-1)!.actual]).toEqual([0, 9000])
    const gaps = points.slice(1).map((point, at) => point.actual - points[at]!.actual)
    expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1)
    const last = points.at(-1)!
    expect(last.row).toBe(actual.indexOf(9000) + 101)
  })
})
