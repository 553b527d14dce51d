/** Reports of forecasts against scikit-learn's figures. */
import { describe, expect, it } from 'vitest'
import { forecastReport, naiveForecasts } from '../../../../compute/evaluate/forecast-report.ts'
import { forecastReportSchema } from '../../../../compute/spec/sequence-evaluation.ts'
import recorded from '../../../fixtures/evaluation/forecasts.json' with { type: 'json' }
import { expectAllClose } from '../../../support/all-close.ts'

const close = { relative: 1e-6, absolute: 1e-9 }
const numbers = ({ mae, rmse }: { mae: number; rmse: number }) => [mae, rmse]

describe('the report on forecasts', () => {
  it.each(recorded.cases.map((each) => [each.horizon, each] as const))(
    'has the figures of scikit-learn for %i steps ahead, beside the naive forecast',
    (horizon, { steps, season, known, ...each }) => {
      const report = forecastReportSchema.parse(
        forecastReport({
          horizon,
          actual: Float32Array.from(each.actual),
          predicted: Float32Array.from(each.predicted),
          naive: naiveForecasts(Float32Array.from(known), steps, horizon, season),
        }),
      )
      expect(report.rows).toBe(known.length / steps)
      for (const side of ['model', 'naive'] as const) {
        expectAllClose(numbers(report[side]), numbers(each[side].all), close, side)
        expectAllClose(
          report.ahead.flatMap((ahead) => numbers(ahead[side])),
          each[side].ahead.flatMap(numbers),
          close,
          `${side} by steps ahead`,
        )
      }
      expect(report.ahead.map((ahead) => ahead.steps)).toEqual(Array.from({ length: horizon }, (_, at) => at + 1))
    },
  )

  it('has no naive forecast where less than a season is known', () => {
    expect(() => naiveForecasts(Float32Array.of(1, 2), 2, 1, 3)).toThrow(RangeError)
  })
})
