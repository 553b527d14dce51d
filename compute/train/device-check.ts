/**
 * Tries a device before a run: a small network with all that usual ones have is evaluated and trained for some steps there and
 * on the processor, and the numbers have to agree. Where they don't, the run takes the processor and says so.
 */
import type { Task } from '../spec/dataset.ts'
import type { Device, UsedDevice } from '../spec/device.ts'
import type { ModelSpec } from '../spec/model.ts'
import { randomUnit } from '../spec/random.ts'
import { supportedDevices } from '../graph/session.ts'
import type { TrainingSpec } from '../spec/training.ts'
import { probeTraining } from './probe-training.ts'
import { initialCounters } from './run-state.ts'
import { createTrainingSession } from './training-session.ts'
import type { TrainingTable } from './training-table.ts'

/** How far losses and weights may be apart, relative to the larger of 1 and their size: sums in another order stay well below. */
export const deviceTolerance = 1e-3
const steps = 4

const model: ModelSpec = {
  family: 'cnn',
  image: { channels: 1, height: 8, width: 8 },
  design: {
    kind: 'residual',
    channels: [4, 8],
    blocks: 1,
    activation: 'gelu',
    normalization: 'batch',
    dropout: 0.2,
  },
}

const training: TrainingSpec = { ...probeTraining, batchSize: 16 }

function smallTable(): TrainingTable {
  const [rows, inputs, outputs] = [80, 64, 3]
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  return {
    ...{ rows, inputs, outputs },
    features: Float32Array.from({ length: rows * inputs }, (_, at) => 2 * randomUnit(1, 'calibration', 0, at) - 1),
    targets: { kind: 'classes', values: Int32Array.from(all, (row) => row % outputs) },
    split: { train: all.slice(0, 64), validation: all.slice(64), test: all.slice(64) },
  }
}

/** All that the network's evaluation and first steps give on a device. */
async function numbersOfPredictor(device: Device): Promise<Float32Array> {
  const task: Task = 'classification'
  const session = await createTrainingSession(model, training, task, smallTable(), { device })
  try {
    const carried = session.initialState()
    const { loss } = await session.validate(session.weightsOf(carried))
    const result = await session.advance({ counters: initialCounters, carried, best: null }, steps)
    const weights = [...session.weightsOf(result.state).values()].flatMap(({ data }) => [...data])
    return Float32Array.of(loss, ...result.losses, ...result.gradientNorms, ...weights)
  } finally {
    await session.release()
  }
}

/** The largest difference, relative to the larger of 1 and the expected number; infinite where one is no number. */
export function largestDifference(expected: Float32Array, found: Float32Array): number {
  if (expected.length !== found.length) return Infinity
  return expected.reduce((largest, value, at) => {
    const gap = Math.abs(value - found[at]!) / Math.max(1, Math.abs(value))
    return gap <= largest ? largest : Number.isNaN(gap) ? Infinity : gap
  }, 0)
}

const failureText = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 500)

/**
 * The device to train on: the one that is asked for, or the processor. Takes about a second where that is another one.
 *
 * @param numbersOn all that a small network gives there
 */
export async function chooseDevice(asked: Device, numbersOn = numbersOfPredictor): Promise<UsedDevice> {
  if (asked === 'cpu') return { device: 'cpu', fallback: null }
  const instead = (reason: NonNullable<UsedDevice['fallback']>['reason'], detail: string): UsedDevice => ({
    device: 'cpu',
    fallback: { asked, reason, detail },
  })
  if (!supportedDevices().includes(asked)) return instead('not-carried', '')
  try {
    const found = await numbersOn(asked)
    const difference = largestDifference(await numbersOn('cpu'), found)
    if (difference <= deviceTolerance) return { device: asked, fallback: null }
    return instead('not-equal', difference.toPrecision(2))
  } catch (error) {
    return instead('not-started', failureText(error))
  }
}
