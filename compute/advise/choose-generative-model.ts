/** From pictures and limits to a VAE or a DCGAN: at which size, how large, and how it is trained. */
import { dcgan } from '../models/dcgan.ts'
import type { Limits } from '../spec/advice.ts'
import { articleGan, articleVae } from '../spec/article-models.ts'
import type { ImageMedia } from '../spec/dataset.ts'
import type { GenerationSpec } from '../spec/generation.ts'
import type { GenerativeModelSpec, GanSpec, VaeSpec } from '../spec/generative-model.ts'
import { type GenerativeTraining, networkDefaults, type NetworkTraining } from '../spec/generative-training.ts'
import type { ImageShape } from '../spec/image-model.ts'
import { trainingDefaults } from '../spec/training.ts'
import { budgetRules } from './rules.ts'

/** What a choice is made for. */
export interface GenerationQuestion {
  readonly fingerprint: string
  readonly media: ImageMedia
  /** Pictures that can be learned from. */
  readonly pictures: number
  /** The column of the classes that are asked for, and how many they are; null for none. */
  readonly label: string | null
  readonly classes: number | null
  readonly limits: Limits
  readonly seed: number
}

/** Longer side of the pictures, at most: what is made has as many numbers as that has pixels. */
const longestSide = { quick: 32, balanced: 48, thorough: 64 } as const
/** Pictures of fewer numbers are left to dense layers. */
const denseNumbers = 256
/** A convolutional GAN begins with this many numbers a side, so its pictures are that times a power of two. */
const ganSides = [8, 16, 32, 64] as const

const within = (length: number, least: number) => Math.max(least, Math.round(length / 4) * 4)

/** The size for a VAE, which can make any. */
export function vaeSize({ usual }: ImageMedia, budget: Limits['budget']): ImageShape {
  const share = Math.min(1, longestSide[budget] / Math.max(usual.height, usual.width))
  if (share === 1) return usual
  return { ...usual, height: within(usual.height * share, 4), width: within(usual.width * share, 4) }
}

/** The size for a DCGAN: a square whose side can be halved down to 4. */
export function ganSize({ usual }: ImageMedia, budget: Limits['budget']): ImageShape {
  const wished = Math.min(longestSide[budget], Math.max(usual.height, usual.width))
  const side = ganSides.reduce((best, each) => (Math.abs(each - wished) < Math.abs(best - wished) ? each : best))
  return { channels: usual.channels, height: side, width: side }
}

const numbers = ({ channels, height, width }: ImageShape) => channels * height * width

/** A VAE for pictures of a size: dense for small ones, convolutional for others. */
export function chooseVae(image: ImageShape): VaeSpec {
  const design: VaeSpec['design'] =
    numbers(image) <= denseNumbers
      ? { kind: 'dense', encoder: [256, 128], decoder: [128, 256], activation: 'relu' }
      : { kind: 'convolutional', image, channels: [32, 64], activation: 'silu' }
  return { family: 'vae', design, latent: numbers(image) <= denseNumbers ? 8 : 32, beta: 1 }
}

/** A DCGAN, of classes where they are asked for. */
export function chooseGan(image: ImageShape, classes: number | null): GanSpec {
  return dcgan(image, numbers(image) <= denseNumbers ? 16 : 64, 32, classes)
}

const optimizer = (beta1: number) => ({ kind: 'adam', beta1, beta2: 0.999, epsilon: 1e-8 }) as const
const network = (own: Pick<NetworkTraining, 'optimizer' | 'learningRate'>): NetworkTraining => ({
  ...own,
  weightDecay: 0,
  gradientClip: null,
  ...networkDefaults,
})

/**
 * How each family is trained. For GANs β₁ 0.5 is the one of Radford et al. 2016; their rate of 0.0002 is for long trainings of
 * large pictures, and with 0.001 small ones come out as well in a tenth of the time (digits, PyTorch's code beside ours). A
 * moving average of the generator's weights steadies what it makes (Yazıcı et al. 2019).
 */
function trainingFor(model: GenerativeModelSpec, question: GenerationQuestion): GenerativeTraining {
  const { limits, pictures, seed } = question
  const isVae = model.family === 'vae'
  const perColumn = model.family === 'gan' && model.classes !== null && model.classes <= 20 ? model.classes : 12
  const adversarial = network({ optimizer: optimizer(0.5), learningRate: model.design.kind === 'dense' ? 2e-4 : 1e-3 })
  return {
    epochs: budgetRules[limits.budget].mostEpochs,
    batchSize: pictures <= 500 ? 32 : 64,
    accumulation: trainingDefaults.accumulation,
    schedule: { kind: 'constant', warmupEpochs: 0 },
    networks: isVae
      ? { autoencoder: network({ optimizer: optimizer(0.9), learningRate: 1e-3 }) }
      : { discriminator: adversarial, generator: { ...adversarial, averaging: { decay: 0.99 } } },
    earlyStopping: isVae ? { patience: budgetRules[limits.budget].patience } : null,
    samples: 4 * perColumn,
    seed,
    threads: limits.threads,
    device: trainingDefaults.device,
  }
}

/** The run of a model for these pictures. */
export function generationWith(
  model: GenerativeModelSpec,
  image: ImageShape,
  question: GenerationQuestion,
): GenerationSpec {
  const conditional = model.family === 'gan' && model.classes !== null
  return {
    datasetFingerprint: question.fingerprint,
    task: 'generation',
    pictures: question.media.column,
    label: conditional ? question.label : null,
    image,
    // A GAN has no loss that says something of pictures it has not seen: it learns from all of them.
    heldBack: model.family === 'vae' ? { validation: 0.1, test: 0.1 } : { validation: 0, test: 0 },
    model,
    training: trainingFor(model, question),
  }
}

/** The article's own networks: dense layers, at the size for a VAE. */
export function articleNetworks(family: GenerativeModelSpec['family'], question: GenerationQuestion): GenerationSpec {
  const image = vaeSize(question.media, question.limits.budget)
  if (family === 'vae') return generationWith(articleVae(400, 20), image, question)
  return generationWith({ ...articleGan(100), classes: question.classes }, image, question)
}
