/** A run's spec prepared and trained to its end, with its predictions for the test rows. */
import { type ColumnSource, prepareRun } from '../../compute/data/preprocess/prepare-run.ts'
import { predictRows } from '../../compute/evaluate/predictions.ts'
import type { RunSpec } from '../../compute/spec/run.ts'
import { createTrainControl } from '../../compute/train/train-control.ts'
import { trainRun } from '../../compute/train/train-run.ts'

export async function trainSpec(source: ColumnSource, spec: RunSpec) {
  const prepared = await prepareRun(source, spec, [])
  const model = await trainRun({
    ...{ model: prepared.model, training: spec.training, task: spec.task, data: prepared.table },
    ...{ checkpointPath: null, resume: false, totalEpochs: spec.training.epochs, control: createTrainControl() },
    onEpoch: () => undefined,
    onProgress: () => undefined,
    onCheckpoint: () => undefined,
  })
  const { test } = prepared.table.split
  return { prepared, model, test, predictions: await predictRows(model, prepared, test, 1) }
}
