/** A suggestion and a recommendation as the engine gives them, for the tests of the wizard. */
import type { Recommendation, SuggestedAnswers } from '../../../../../compute/spec/advice.ts'
import { message } from '../../../../../compute/spec/message.ts'
import { trainingDefaults } from '../../../../../compute/spec/training.ts'

export const suggested: SuggestedAnswers = {
  answers: {
    data: 'table',
    task: 'classification',
    target: 'species',
    features: null,
    limits: { budget: 'balanced', maxFileMb: null, maxPredictionMs: null, threads: 3 },
  },
  reasons: { data: message('a'), task: message('b'), target: message('c'), limits: message('d') },
  possible: { data: ['table'] },
}

export const recommendation: Recommendation = {
  model: { family: 'mlp', hidden: [64, 32], activation: 'relu', normalization: 'batch', dropout: 0.1 },
  training: {
    ...trainingDefaults,
    epochs: 200,
    batchSize: 32,
    optimizer: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    learningRate: 0.003,
    schedule: { kind: 'cosine', warmupEpochs: 5, floor: 0.01 },
    weightDecay: 0.01,
    gradientClip: 1,
    earlyStopping: { patience: 20 },
    split: { train: 0.7, validation: 0.15, test: 0.15, stratify: true },
    seed: 1,
    threads: 3,
  },
  features: [
    { column: 'island', kind: 'category' },
    { column: 'bill_length_mm', kind: 'number' },
  ],
  leftOut: [],
  reasons: [message('e')],
  runnerUp: {
    model: { family: 'mlp', hidden: [16], activation: 'relu', normalization: 'none', dropout: 0 },
    when: message('f'),
  },
  cost: { parameters: 2500, trainSeconds: 2, memoryMb: 40, fileMb: 0.02, predictionMs: 0.05 },
  baseline: message('g'),
  checks: [],
}
