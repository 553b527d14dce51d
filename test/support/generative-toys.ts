/** Small generative problems: specs, training settings and rows, for tests of whole runs. */
import { dcgan } from '../../compute/models/dcgan.ts'
import { wassersteinGan } from '../../compute/models/gan.ts'
import { articleGan } from '../../compute/spec/article-models.ts'
import type { GanDesign, GanSpec, GenerativeModelSpec, VaeSpec } from '../../compute/spec/generative-model.ts'
import {
  type GenerativeTraining,
  networkDefaults,
  type NetworkTraining,
} from '../../compute/spec/generative-training.ts'
import { imageNumbers } from '../../compute/spec/image-model.ts'
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
  ...networkDefaults,
}
/** Adam as it is used for GANs. */
export const adversarialAdam: NetworkTraining = {
  ...adam,
  optimizer: { kind: 'adam', beta1: 0.5, beta2: 0.999, epsilon: 1e-8 },
  learningRate: 1e-3,
}

const toyDesign: GanDesign = { kind: 'dense', generator: [24, 16], discriminator: [20, 12] }

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
  'non-saturating GAN': { ...articleGan(5), design: toyDesign },
  'least-squares GAN with two steps of the discriminator': {
    ...articleGan(5),
    design: toyDesign,
    loss: 'least-squares',
    discriminatorSteps: 2,
  },
  'conditional DCGAN': { ...dcgan({ channels: 1, height: 8, width: 8 }, 5, 6, 3) },
  'Wasserstein GAN with gradient penalty': {
    ...wassersteinGan(articleGan(5)),
    design: toyDesign,
    discriminatorSteps: 2,
  },
} satisfies Record<string, GenerativeModelSpec>
export type ToyName = keyof typeof toyModels

/** Rows of numbers that follow from two random ones each, in the range of the family; of three classes, one after the other. */
export function toyRows(
  family: GenerativeModelSpec['family'],
  rows = 288,
  inputs = 30,
): GenerativeTable & { readonly features: Float32Array } {
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
  const targets = { kind: 'classes', values: Int32Array.from(all, (row) => row % 3) } as const
  return { rows, inputs, features, split, targets }
}

/**
 * How a toy is trained. Its networks have clipping, decay and optimisers of different kinds where there are two; those with
 * convolutions one cycle of the rate, an average of their weights, and a part that is frozen or slower than the rest.
 */
export function toyGeneration(model: VaeSpec | GanSpec): GenerativeTraining {
  const isConvolutional = model.design.kind === 'convolutional'
  const averaging = isConvolutional ? { decay: 0.9 } : null
  return {
    epochs: 6,
    batchSize: 32,
    schedule: isConvolutional
      ? { kind: 'one-cycle', riseShare: 0.3, divFactor: 25, finalDivFactor: 1e4, anneal: 'cosine' }
      : { kind: 'cosine', warmupEpochs: 1, floor: 0.05 },
    networks:
      model.family === 'vae'
        ? {
            autoencoder: {
              ...adam,
              weightDecay: 0.01,
              gradientClip: 5,
              averaging,
              frozen: isConvolutional ? ['encoder.0'] : [],
            },
          }
        : {
            generator: {
              ...adversarialAdam,
              averaging,
              learningRateFactors: isConvolutional ? [{ prefix: 'generator.model.0', factor: 0.5 }] : [],
            },
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
    data: toyRows(model.family, 288, model.design.kind === 'convolutional' ? imageNumbers(model.design.image) : 30),
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
  return toyGenerativeRun(model, { training: { ...toyGeneration(model), epochs: 60 } })
}
