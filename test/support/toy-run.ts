/** A small training problem with all that makes a run hard to resume: dropout, batch norm, momentum, a smaller last batch. */
import type { Task } from '../../compute/spec/dataset.ts'
import type { MlpSpec } from '../../compute/spec/model.ts'
import { randomUnit } from '../../compute/spec/random.ts'
import { trainingDefaults, type TrainingSpec } from '../../compute/spec/training.ts'
import { createTrainControl, type TrainControl, type TrainRequest } from '../../compute/train/train-control.ts'
import type { TrainRunOptions } from '../../compute/train/train-run.ts'
import type { TrainingTable } from '../../compute/train/training-table.ts'

/** Rows of noise whose class (or value) follows from the first three of their inputs. */
export function toyTable(rows: number, inputs: number, task: Task = 'classification'): TrainingTable {
  const features = Float32Array.from({ length: rows * inputs }, (_, index) => 2 * randomUnit(5, 'split', 9, index) - 1)
  const at = (row: number, column: number) => features[row * inputs + column] ?? 0
  const value = (row: number) => at(row, 0) * 2 + at(row, 1) * at(row, 2)
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  const [trainEnd, validationEnd] = [Math.floor(rows * 0.7), Math.floor(rows * 0.85)]
  const classOf = (row: number) => (value(row) > 0.5 ? 2 : value(row) > -0.5 ? 1 : 0)
  return {
    rows,
    inputs,
    outputs: task === 'classification' ? 3 : 1,
    features,
    targets:
      task === 'classification'
        ? { kind: 'classes', values: Int32Array.from(all, classOf) }
        : { kind: 'values', values: Float32Array.from(all, value) },
    split: {
      train: all.slice(0, trainEnd),
      validation: all.slice(trainEnd, validationEnd),
      test: all.slice(validationEnd),
    },
  }
}

export const toyModel: MlpSpec = {
  family: 'mlp',
  hidden: [24, 16],
  activation: 'gelu',
  normalization: 'batch',
  dropout: 0.2,
}

export const toyTraining: TrainingSpec = {
  ...trainingDefaults,
  epochs: 6,
  batchSize: 32,
  optimizer: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  learningRate: 0.01,
  schedule: { kind: 'cosine', warmupEpochs: 1, floor: 0.05 },
  weightDecay: 0.01,
  gradientClip: 1,
  earlyStopping: null,
  split: { train: 0.7, validation: 0.15, test: 0.15, stratify: true },
  seed: 11,
  threads: 1,
}

/** Options of a run on 201 training rows, so that the last of an epoch's seven batches has nine. */
export function toyRun(changes: Partial<TrainRunOptions> = {}): TrainRunOptions {
  const training = changes.training ?? toyTraining
  return {
    model: toyModel,
    training,
    task: 'classification',
    data: toyTable(288, 6),
    checkpointPath: null,
    resume: false,
    totalEpochs: training.epochs,
    control: createTrainControl(),
    onProgress: () => undefined,
    onEpoch: () => undefined,
    onCheckpoint: () => undefined,
    ...changes,
  }
}

/** A control that makes its request when the run has looked at it a number of times, about twice a call of the loop. */
export function requestAfter(looks: number, request: TrainRequest): TrainControl {
  let seen = 0
  return {
    get request() {
      return ++seen > looks ? request : 'run'
    },
    changed: () => new Promise(() => undefined),
  }
}
