/** The one figure of a report that lists show. */
import type { RunReport } from '../../../compute/spec/generation.ts'
import { betterNaive } from '../../../compute/spec/sequence-evaluation.ts'
import type { RunSummary } from '../../ipc/contract/records.ts'

/**
 * Accuracy for classes, RMSE for values, each with the baseline's; for a forecast with the better naive one's; for labels of
 * words the F1 of entities, else the accuracy; for answers their F1; for pictures the bound. Null where there is no such figure or it is not a number.
 */
export function headlineScore(report: RunReport): RunSummary['score'] {
  const score = figureOf(report)
  return score !== null && Number.isFinite(score.value) && Number.isFinite(score.baseline) ? score : null
}

function figureOf(report: RunReport): RunSummary['score'] {
  switch (report.task) {
    case 'classification':
      return { metric: 'accuracy', value: report.model.accuracy, baseline: report.baseline.accuracy }
    case 'regression':
      return { metric: 'rmse', value: report.model.rmse, baseline: report.baseline.rmse }
    case 'forecast':
      return { metric: 'rmse', value: report.model.rmse, baseline: betterNaive(report).errors.rmse }
    case 'labelling': {
      const { model, baseline } = report
      return model.entities === null || baseline.entities === null
        ? { metric: 'wordAccuracy', value: model.stepAccuracy, baseline: baseline.stepAccuracy }
        : { metric: 'entityF1', value: model.entities.f1, baseline: baseline.entities.f1 }
    }
    case 'answering':
      return { metric: 'answerF1', value: report.model.f1, baseline: report.baseline.f1 }
    case 'generation': {
      const { bound } = report
      if (bound === null) return null
      return { metric: 'negativeElbo', value: bound.model.negativeElbo, baseline: bound.baseline.negativeElbo }
    }
  }
}
