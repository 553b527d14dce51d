/**
 * How fast this machine trains: measured by training three tiny models, in about a fifth of a second.
 */
import { createPredictor } from '../train/predict.ts'
import { probeTraining } from '../train/probe-training.ts'
import { createTrainingSession } from '../train/training-session.ts'
import { initialCounters } from '../train/run-state.ts'
import type { TrainingTable } from '../train/training-table.ts'
import { buildModel } from '../models/families.ts'
import { initialWeights } from '../models/weights.ts'
import type { MlpSpec } from '../spec/model.ts'
import { randomUnit } from '../spec/random.ts'
import type { TrainingSpec } from '../spec/training.ts'

/** What the cost model knows of a machine. Times are in milliseconds, with one native thread. */
export interface MachineSpeed {
  readonly cores: number
  /** A step of a model so small that nothing but starting operations counts. */
  readonly stepMs: number
  /** Going through the optimiser, per parameter. */
  readonly parameterMs: number
  /** Forward and backward, per multiplication-addition of the forward pass. */
  readonly multiplicationMs: number
  /** A call of the loop and the validation at an epoch's end. */
  readonly epochMs: number
  /** Compiling a training and making its sessions. */
  readonly setUpMs: number
  /** One prediction of one row by a small model. */
  readonly predictionMs: number
}

const rows = 1024
const tiny = { inputs: 8, hidden: [16], batchSize: 16 }
const wide = { inputs: 64, hidden: [256, 256] }

/** Measures. Blocks this thread meanwhile: call it in a worker, once, and keep the answer. */
export async function measureMachine(cores: number): Promise<MachineSpeed> {
  const small = await timeTraining(tiny.inputs, tiny.hidden, tiny.batchSize, 64)
  const fewRows = await timeTraining(wide.inputs, wide.hidden, 8, 24)
  const manyRows = await timeTraining(wide.inputs, wide.hidden, 256, 3)
  const multiplications = 64 * 256 + 256 * 256 + 256 * 2
  const multiplicationMs = Math.max(manyRows.stepMs - fewRows.stepMs, 1e-6) / (multiplications * (256 - 8))
  const updateMs = Math.max(fewRows.stepMs - small.stepMs - multiplicationMs * multiplications * 8, 1e-6)
  return {
    cores,
    stepMs: small.stepMs,
    parameterMs: updateMs / (multiplications + 514),
    multiplicationMs,
    epochMs: small.epochMs,
    setUpMs: small.setUpMs,
    predictionMs: await timePrediction(),
  }
}

function modelSpec(hidden: readonly number[]): MlpSpec {
  return { family: 'mlp', hidden: [...hidden], activation: 'relu', normalization: 'none', dropout: 0 }
}

/** A table of random numbers in two classes. */
function randomTable(inputs: number): TrainingTable {
  const features = Float32Array.from({ length: rows * inputs }, (_, at) => randomUnit(1, 'calibration', 0, at) - 0.5)
  const every = Uint32Array.from({ length: rows }, (_, row) => row)
  return {
    rows,
    inputs,
    outputs: 2,
    features,
    targets: { kind: 'classes', values: Int32Array.from(every, (row) => row % 2) },
    split: { train: every, validation: every.subarray(0, 128), test: every.subarray(0, 128) },
  }
}

/** Times of a step, of what an epoch costs besides its steps, and of making ready. */
async function timeTraining(inputs: number, hidden: readonly number[], batchSize: number, steps: number) {
  const table = randomTable(inputs)
  const training: TrainingSpec = { ...probeTraining, batchSize }
  const most = Math.min(steps, Math.floor(rows / batchSize))
  const began = performance.now()
  const session = await createTrainingSession(modelSpec(hidden), training, 'classification', table)
  const setUpMs = performance.now() - began
  try {
    const state = { counters: initialCounters, carried: session.initialState(), best: null }
    const call = (count: number) => typical(() => session.advance(state, count))
    const manySteps = await call(most)
    const oneStep = await call(1)
    const validation = await typical(() => session.validate(session.weightsOf(state.carried)))
    const stepMs = Math.max((manySteps - oneStep) / (most - 1), 1e-4)
    return { stepMs, epochMs: Math.max(oneStep - stepMs, 0) + validation, setUpMs }
  } finally {
    await session.release()
  }
}

/** Predictions that are timed together: a single one is too short for the clock. */
const predictions = 10

async function repeat(times: number, work: () => Promise<unknown>): Promise<void> {
  for (let time = 0; time < times; time++) await work()
}

async function timePrediction(): Promise<number> {
  const model = modelSpec(tiny.hidden)
  const weights = initialWeights(buildModel(model, tiny.inputs, 2), 1)
  const predictor = await createPredictor({ model, inputs: tiny.inputs, outputs: 2, weights }, 1)
  const row = new Float32Array(tiny.inputs)
  const milliseconds = await typical(() => repeat(predictions, () => predictor.logits(row, 1)))
  await predictor.release()
  return milliseconds / predictions
}

/** The middle one of three times, after one to warm up: neither luck nor bad luck, and other programs' share is in it. */
async function typical(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let time = 0; time < 4; time++) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  return times.slice(1).sort((a, b) => a - b)[1]!
}
