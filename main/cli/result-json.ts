/** The result of a training as one JSON object, for scripts. Its keys are stable. */
import type { TrainResult } from './train-table.ts'

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
    baseline: report.baseline,
    ...(report.task === 'classification'
      ? { labels: report.labels, confusion: report.confusion, perClass: report.perClass }
      : {}),
    export: { path, ...check },
    seconds,
  }
}
