/**
 * The article's own models, to the last layer: one row for each of its eight families. What the article leaves open (how wide,
 * for how many steps) is asked for; PyTorch's classes of the same structure take their weights as they are.
 */
import type { BertSpec } from './bert-model.ts'
import type { GanSpec, VaeSpec } from './generative-model.ts'
import type { CnnSpec, ImageShape } from './image-model.ts'
import type { MlpSpec } from './model.ts'
import type { LstmSpec, RnnSpec, TransformerSpec } from './sequence-model.ts'

/** The pictures that the article's convolutional network is for. */
export const articleImage: ImageShape = { channels: 3, height: 32, width: 32 }

/** Linear, ReLU, Linear. */
export function articleMlp(hidden: number): MlpSpec {
  return { family: 'mlp', hidden: [hidden], activation: 'relu', normalization: 'none', dropout: 0 }
}

/** Two convolutions with ReLU and max pooling, then dense layers. */
export function articleCnn(image: ImageShape = articleImage): CnnSpec {
  return { family: 'cnn', image, design: { kind: 'article' } }
}

/** One layer, the last step's state into Linear. */
export function articleRnn(steps: number, features: number, hidden: number): RnnSpec {
  return {
    family: 'rnn',
    sequence: { steps, features, lengths: 'fixed' },
    tokens: null,
    embedding: 1,
    hidden,
    layers: 1,
    bidirectional: false,
    pooling: 'last',
    dropout: 0,
  }
}

/** The same with an LSTM, h₀ = c₀ = 0. */
export function articleLstm(steps: number, features: number, hidden: number): LstmSpec {
  return { ...articleRnn(steps, features, hidden), family: 'lstm', cell: 'lstm' }
}

/** PyTorch's encoder layers with their defaults on steps of `width` features, then Linear. */
export function articleTransformer(steps: number, width: number, heads: number, layers: number): TransformerSpec {
  return {
    family: 'transformer',
    sequence: { steps, features: width, lengths: 'fixed' },
    tokens: null,
    width,
    heads,
    layers,
    feedForward: 2048,
    activation: 'relu',
    normalizeFirst: false,
    positions: 'none',
    projectsInput: false,
    causal: false,
    pooling: 'mean',
    dropout: 0.1,
  }
}

/** A published encoder (the article's is bert-base-uncased) with its own summary of the first token into Linear. */
export function articleBert(published: BertSpec): BertSpec {
  return { ...published, pairs: false, head: 'text', pooling: 'first-token' }
}

/** Noise → 256 → 512 → 1024 → row, Tanh; row → 1024 → 512 → 256 → 1, Sigmoid; LeakyReLU 0.2 between. */
export function articleGan(latent: number): GanSpec {
  return {
    family: 'gan',
    latent,
    design: { kind: 'dense', generator: [256, 512, 1024], discriminator: [1024, 512, 256] },
    classes: null,
    slope: 0.2,
    loss: 'non-saturating',
    gradientPenalty: 0,
    discriminatorSteps: 1,
  }
}

/** In → hidden → hidden with ReLU, heads for mean and log-variance; latent → hidden → in, ReLU, Sigmoid. */
export function articleVae(hidden: number, latent: number): VaeSpec {
  const design: VaeSpec['design'] = { kind: 'dense', encoder: [hidden, hidden], decoder: [hidden], activation: 'relu' }
  return { family: 'vae', design, latent, beta: 1 }
}
