/** The one figure of a report that lists show. */
import type { EvaluationReport } from '../../../compute/spec/evaluation.ts'
import type { RunSummary } from '../../ipc/contract/records.ts'

/** Accuracy for classes, RMSE for values, each with the baseline's; null where the figure is not a number. */
export function headlineScore(report: EvaluationReport): RunSummary['score'] {
  const score =
    report.task === 'classification'
      ? { metric: 'accuracy' as const, value: report.model.accuracy, baseline: report.baseline.accuracy }
      : { metric: 'rmse' as const, value: report.model.rmse, baseline: report.baseline.rmse }
  return Number.isFinite(score.value) && Number.isFinite(score.baseline) ? score : null
}
