/** The usual way to train in few words: for trainings that only try what this machine or a device of it can do. */
import { trainingDefaults, type TrainingSpec } from '../spec/training.ts'

export const probeTraining: Omit<TrainingSpec, 'batchSize'> = {
  ...trainingDefaults,
  epochs: 1,
  optimizer: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  learningRate: 1e-3,
  schedule: { kind: 'constant', warmupEpochs: 0 },
  weightDecay: 0.01,
  gradientClip: 1,
  earlyStopping: null,
  // Tables that are made for a trial come divided.
  split: { train: 0.8, validation: 0.1, test: 0.1, stratify: false },
  seed: 1,
  threads: 1,
}
