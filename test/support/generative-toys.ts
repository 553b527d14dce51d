/** Small generative problems: specs, training settings and rows, for tests of whole runs. */
import { articleGan } from '../../compute/models/gan.ts'
import type { GanSpec, GenerativeModelSpec, VaeSpec } from '../../compute/spec/generative-model.ts'
import type { GenerativeTraining, NetworkTraining } from '../../compute/spec/generative-training.ts'
import { randomUnit } from '../../compute/spec/random.ts'
import type { GenerativeTable } from '../../compute/train/generative-loop-session.ts'
import type { GenerativeRunOptions } from '../../compute/train/generative-run.ts'
import { createTrainControl } from '../../compute/train/train-control.ts'

/** Adam as it is used for autoencoders. */
export const adam: NetworkTraining = {
  optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  learningRate: 3e-3,
  weightDecay: 0,
  gradientClip: null,
}
/** Adam as it is used for GANs. */
export const adversarialAdam: NetworkTraining = {
  ...adam,
  optimizer: { kind: 'adam', beta1: 0.5, beta2: 0.999, epsilon: 1e-8 },
  learningRate: 1e-3,
}

/** Each family in more than one form. */
export const toyModels = {
  'dense VAE': {
    family: 'vae',
    design: { kind: 'dense', encoder: [20, 12], decoder: [20], activation: 'gelu' },
    latent: 3,
    beta: 1,
  },
  'convolutional VAE': {
    family: 'vae',
    design: {
      kind: 'convolutional',
      image: { channels: 1, height: 5, width: 6 },
      channels: [4, 6],
      activation: 'silu',
    },
    latent: 3,
    beta: 2,
  },
  'non-saturating GAN': { ...articleGan(5), generator: [24, 16], discriminator: [20, 12] },
  'least-squares GAN with two steps of the discriminator': {
    ...articleGan(5),
    generator: [24, 16],
    discriminator: [20, 12],
    loss: 'least-squares',
    discriminatorSteps: 2,
  },
} as const satisfies Record<string, GenerativeModelSpec>
export type ToyName = keyof typeof toyModels

/** Rows of 30 numbers that follow from two random ones each, in the range of the family. */
export function toyRows(family: GenerativeModelSpec['family'], rows = 288): GenerativeTable {
  const inputs = 30
  const random = (index: number) => 2 * randomUnit(5, 'split', 9, index) - 1
  const [least, most] = family === 'vae' ? [0, 1] : [-1, 1]
  const features = Float32Array.from({ length: rows * inputs }, (_, index) => {
    const [row, column] = [Math.floor(index / inputs), index % inputs]
    const wave = Math.sin(random(2 * row) * 3 + column / 4) * random(2 * row + 1)
    return least + ((most - least) * (wave + 1)) / 2
  })
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  const [trained, validated] = [Math.floor(rows * 0.7), Math.floor(rows * 0.85)]
  const split = { train: all.slice(0, trained), validation: all.slice(trained, validated), test: all.slice(validated) }
  return { rows, inputs, features, split }
}

/** How a toy is trained. Its networks have clipping, decay and optimisers of different kinds where there are two. */
export function toyGeneration(model: VaeSpec | GanSpec): GenerativeTraining {
  return {
    epochs: 6,
    batchSize: 32,
    schedule: { kind: 'cosine', warmupEpochs: 1, floor: 0.05 },
    networks:
      model.family === 'vae'
        ? { autoencoder: { ...adam, weightDecay: 0.01, gradientClip: 5 } }
        : {
            generator: adversarialAdam,
            discriminator: {
              ...adversarialAdam,
              optimizer: { kind: 'momentum', momentum: 0.9, nesterov: true },
              learningRate: 1e-2,
              weightDecay: 1e-4,
              gradientClip: { value: 0.5 },
            },
          },
    earlyStopping: null,
    samples: 4,
    seed: 11,
    threads: 1,
  }
}

/** Options of a run that keeps nothing and tells nobody. */
export function toyGenerativeRun(
  model: VaeSpec | GanSpec,
  changes: Partial<GenerativeRunOptions> = {},
): GenerativeRunOptions {
  return {
    model,
    training: toyGeneration(model),
    data: toyRows(model.family),
    checkpointPath: null,
    resume: false,
    control: createTrainControl(),
    onProgress: () => undefined,
    onEpoch: () => undefined,
    onCheckpoint: () => undefined,
    ...changes,
  }
}

/** A run of a toy of so many epochs that it has a checkpoint on its way where it rests between its calls. */
export function longToyRun(name: ToyName): GenerativeRunOptions {
  const model = toyModels[name]
  return toyGenerativeRun(model, { training: { ...toyGeneration(model), epochs: 400 } })
}
