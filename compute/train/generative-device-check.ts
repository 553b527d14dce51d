/**
 * Tries a device before a run of a generative model, as device-check.ts does before others: by a small convolutional model of
 * the same family, which has layers and noise that predictive ones don't have.
 */
import { dcgan } from '../models/dcgan.ts'
import type { Device, UsedDevice } from '../spec/device.ts'
import { type GenerativeFamily, type GenerativeModelSpec, networksOf } from '../spec/generative-model.ts'
import { type GenerativeTraining, networkDefaults, type NetworkTraining } from '../spec/generative-training.ts'
import { imageNumbers, type ImageShape } from '../spec/image-model.ts'
import { randomUnit } from '../spec/random.ts'
import { chooseDevice } from './device-check.ts'
import { firstCounters } from './generative-plan.ts'
import type { GenerativeTable } from './generative-loop-session.ts'
import { createGenerativeSession } from './generative-session.ts'
import { probeTraining } from './probe-training.ts'

const steps = 4
const image: ImageShape = { channels: 1, height: 8, width: 8 }
const classes = 3

const models: { readonly [Family in GenerativeFamily]: GenerativeModelSpec } = {
  vae: {
    family: 'vae',
    design: { kind: 'convolutional', image, channels: [4, 8], activation: 'silu' },
    latent: 4,
    beta: 1,
  },
  gan: dcgan(image, 4, 4, classes),
}

function trainingOf(family: GenerativeFamily): GenerativeTraining {
  const { epochs, schedule, seed, threads, optimizer, learningRate, weightDecay, gradientClip } = probeTraining
  const network: NetworkTraining = { ...{ optimizer, learningRate, weightDecay, gradientClip }, ...networkDefaults }
  return {
    ...{ epochs, schedule, seed, threads, batchSize: 16, earlyStopping: null, samples: 4 },
    networks: Object.fromEntries(networksOf[family].map((name) => [name, network])),
  }
}

/** Rows of numbers that both families can make. */
function smallTable(): GenerativeTable {
  const [rows, inputs] = [80, imageNumbers(image)]
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  return {
    ...{ rows, inputs },
    features: Float32Array.from({ length: rows * inputs }, (_, at) => randomUnit(1, 'calibration', 0, at)),
    targets: { kind: 'classes', values: Int32Array.from(all, (row) => row % classes) },
    split: { train: all.slice(0, 64), validation: all.slice(64), test: all.slice(64) },
  }
}

/** All that a model of a family gives on a device: its losses, its samples, and its first steps. */
export async function numbersOfGenerator(family: GenerativeFamily, device: Device): Promise<Float32Array> {
  const session = await createGenerativeSession(models[family], trainingOf(family), smallTable(), { device })
  try {
    const carried = session.initialState()
    const first = session.weightsOf(carried)
    const validation = Object.values((await session.validate(first)) ?? {})
    const samples = await session.sample(first)
    const { losses, gradientNorms, state } = await session.advance({ counters: firstCounters, carried }, steps)
    const weights = [...session.weightsOf(state).values()].flatMap(({ data }) => [...data])
    const ofSteps = [...Object.values(losses), gradientNorms].flatMap((values) => [...values])
    return Float32Array.from([...validation, ...samples, ...ofSteps, ...weights])
  } finally {
    await session.release()
  }
}

/** The device to train a model of a family on: the one that is asked for, or the processor. */
export function chooseGenerativeDevice(asked: Device, family: GenerativeFamily): Promise<UsedDevice> {
  return chooseDevice(asked, (device) => numbersOfGenerator(family, device))
}
