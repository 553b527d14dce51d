/** The one figure of a report that lists show. */
import type { EvaluationReport } from '../../../compute/spec/evaluation.ts'
import { betterNaive } from '../../../compute/spec/sequence-evaluation.ts'
import type { RunSummary } from '../../ipc/contract/records.ts'

/**
 * Accuracy for classes, RMSE for values, each with the baseline's; for a forecast with the better naive one's. Null where the
 * figure is not a number.
 */
export function headlineScore(report: EvaluationReport): RunSummary['score'] {
  const score = figureOf(report)
  return Number.isFinite(score.value) && Number.isFinite(score.baseline) ? score : null
}

function figureOf(report: EvaluationReport): NonNullable<RunSummary['score']> {
  switch (report.task) {
    case 'classification':
      return { metric: 'accuracy', value: report.model.accuracy, baseline: report.baseline.accuracy }
    case 'regression':
      return { metric: 'rmse', value: report.model.rmse, baseline: report.baseline.rmse }
    case 'forecast':
      return { metric: 'rmse', value: report.model.rmse, baseline: betterNaive(report).errors.rmse }
  }
}
