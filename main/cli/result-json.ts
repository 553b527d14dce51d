/** The result of a training as one JSON object, for scripts. Its keys are stable. */
import type { EvaluationReport } from '../../compute/spec/evaluation.ts'
import type { TrainResult } from './train-table.ts'

function figuresOf(report: EvaluationReport) {
  switch (report.task) {
    case 'classification':
      return {
        baseline: report.baseline,
        ...{ labels: report.labels, confusion: report.confusion, perClass: report.perClass },
      }
    case 'regression':
      return { baseline: report.baseline }
    case 'labelling':
      return {
        baseline: report.baseline,
        ...{ labels: report.labels, perEntity: report.perEntity, confusion: report.confusion },
      }
    case 'answering': {
      const { baseline, scoring, answerable, unanswerable, verdicts } = report
      return { baseline, scoring, answerable, unanswerable, verdicts }
    }
    case 'forecast':
      return { baseline: report.naive, seasonal: report.seasonal, season: report.season, ahead: report.ahead }
  }
}

export function resultAsJson(result: TrainResult, path: string, seconds: number) {
  const { table, recommendation, spec, prepared, model, report, check } = result
  const { train, validation, test } = prepared.table.split
  return {
    dataset: { name: table.name, rows: table.profile.rows, fingerprint: table.fingerprint },
    task: spec.task,
    target: spec.target,
    features: spec.features.map(({ column }) => column),
    leftOut: recommendation.leftOut.map(({ column, reason }) => ({ column, reason: reason.key })),
    model: spec.model,
    training: spec.training,
    rows: { train: train.length, validation: validation.length, test: test.length },
    outcome: model.outcome,
    epochs: model.lastEpoch,
    bestEpoch: model.bestEpoch,
    metrics: report.model,
    ...figuresOf(report),
    export: { path, ...check },
    seconds,
  }
}
