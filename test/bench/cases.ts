/**
 * What the benchmark measures: training steps with Adam, and the share of eager PyTorch's time that each may take. Each family
 * as in the article, then as it is used in practice, in two sizes or more.
 */
import {
  articleCnn,
  articleGan,
  articleLstm,
  articleRnn,
  articleTransformer,
  articleVae,
} from '../../compute/spec/article-models.ts'
import type { BertSpec } from '../../compute/spec/bert-model.ts'
import { frozenLayers } from '../../compute/spec/frozen-layers.ts'
import type { GenerativeModelSpec } from '../../compute/spec/generative-model.ts'
import type { CnnDesign, ImageShape } from '../../compute/spec/image-model.ts'
import type { MlpSpec, ModelSpec } from '../../compute/spec/model.ts'
import type { TransformerSpec } from '../../compute/spec/sequence-model.ts'
import { plainBert } from '../support/plain-models.ts'

export interface BenchCase {
  readonly title: string
  readonly model: ModelSpec | GenerativeModelSpec
  readonly inputs: number
  readonly classes: number
  readonly batch: number
  /** Largest ratio of our time to PyTorch's that we accept. */
  readonly goal: number
  /** Steps in one measurement. */
  readonly steps: number
  /** Parameters that stay as they are: those whose names begin so. */
  readonly frozen?: readonly string[]
}

function mlpCase(widths: readonly number[], batch: number, goal: number, steps: number): BenchCase {
  const [inputs = 1, classes = 1] = [widths[0], widths.at(-1)]
  const hidden = widths.slice(1, -1)
  const model = { family: 'mlp', hidden, activation: 'relu', normalization: 'none', dropout: 0 } as const
  return { title: `MLP ${widths.join('-')}`, model: { ...model, hidden }, inputs, classes, batch, goal, steps }
}

/** Sequences of that many steps and features, in ten classes. */
function sequenceCase(
  title: string,
  model: ModelSpec,
  [length, features]: readonly [number, number],
  batch: number,
  steps: number,
): BenchCase {
  return {
    title: `${title}, ${length} × ${features}`,
    model,
    inputs: length * features,
    classes: 10,
    batch,
    goal: 1,
    steps,
  }
}

/** Images of that size, in ten classes. */
function imageCase(title: string, design: CnnDesign, size: number, batch: number, steps: number): BenchCase {
  const image: ImageShape = { channels: 3, height: size, width: size }
  const model = { ...articleCnn(image), design }
  return {
    title: `${title}, 3 × ${size} × ${size}`,
    model,
    inputs: 3 * size * size,
    classes: 10,
    batch,
    goal: 1,
    steps,
  }
}

/** Rows of as many numbers as images of that shape have. A step of a GAN is one of each of its networks. */
function generativeCase(
  title: string,
  model: GenerativeModelSpec,
  { channels, height, width }: ImageShape,
  batch: number,
  steps: number,
): BenchCase {
  const inputs = channels * height * width
  return { title: `${title}, ${inputs}`, model, inputs, classes: 0, batch, goal: 1, steps }
}

/** Texts of so many tokens out of so many, in ten classes. */
function textCase(
  title: string,
  model: BertSpec | TransformerSpec,
  batch: number,
  steps: number,
  frozen: readonly string[] = [],
): BenchCase {
  const length = model.tokens?.length ?? 0
  return { title: `${title}, ${length} tokens`, model, inputs: length, classes: 10, batch, goal: 1, steps, frozen }
}

const common = { activation: 'relu', normalization: 'batch', dropout: 0 } as const
const plain: CnnDesign = {
  kind: 'plain',
  channels: [32, 64],
  convolutions: 2,
  pooling: 'max',
  hidden: [128],
  ...common,
}
const residual: CnnDesign = { kind: 'residual', channels: [16, 32, 64], blocks: 1, ...common }

const gru = { ...articleLstm(50, 16, 64), cell: 'gru' } as const

/** A multilayer perceptron as tables are usually learned by. */
function practicalMlp(widths: readonly number[], batch: number, steps: number): BenchCase {
  const base = mlpCase(widths, batch, 1, steps)
  const model: MlpSpec = { ...(base.model as MlpSpec), normalization: 'batch', dropout: 0.1 }
  return { ...base, title: `${base.title}, batch norm and dropout`, model }
}

/** Two layers in both directions with dropout between them. */
const stackedLstm = (steps: number, features: number, hidden: number) =>
  ({ ...articleLstm(steps, features, hidden), layers: 2, bidirectional: true, dropout: 0.2 }) as const

/** An encoder of words with learned places that normalises first. */
function wordTransformer(width: number, length: number): TransformerSpec {
  const tokens = { length, vocabulary: 8000 }
  const form = { tokens, width, feedForward: 4 * width, positions: 'learned', projectsInput: true } as const
  return {
    ...articleTransformer(length, width, 4, 2),
    ...form,
    sequence: null,
    activation: 'gelu',
    normalizeFirst: true,
  }
}

function bertOf(layers: number, width: number, length: number): BertSpec {
  return {
    ...plainBert,
    tokens: { length, vocabulary: 30_522 },
    ...{ width, heads: 12, layers, feedForward: 4 * width, positions: 512 },
  }
}

const grey: ImageShape = { channels: 1, height: 28, width: 28 }
const tinted: ImageShape = { channels: 3, height: 32, width: 32 }

function convolutionalVae(image: ImageShape, channels: readonly number[]): GenerativeModelSpec {
  return {
    ...articleVae(400, 20),
    design: { kind: 'convolutional', image, channels: [...channels], activation: 'silu' },
  }
}

function dcgan(image: ImageShape, channels: readonly number[]): GenerativeModelSpec {
  return { ...articleGan(100), design: { kind: 'convolutional', image, channels: [...channels] } }
}

export const benchCases: readonly BenchCase[] = [
  mlpCase([16, 64, 3], 32, 0.25, 1500),
  mlpCase([784, 256, 10], 64, 0.8, 150),
  mlpCase([784, 2048, 10], 256, 0.9, 12),
  practicalMlp([32, 256, 128, 10], 64, 200),
  practicalMlp([128, 512, 256, 10], 256, 40),
  sequenceCase('RNN 64', articleRnn(50, 16, 64), [50, 16], 32, 100),
  sequenceCase('RNN 128', articleRnn(28, 28, 128), [28, 28], 64, 60),
  sequenceCase('LSTM 64', articleLstm(50, 16, 64), [50, 16], 32, 60),
  sequenceCase('LSTM 128', articleLstm(28, 28, 128), [28, 28], 64, 25),
  sequenceCase('GRU 64', gru, [50, 16], 32, 60),
  sequenceCase('GRU 64, both directions', { ...gru, bidirectional: true }, [50, 16], 32, 30),
  sequenceCase('LSTM 2 × 64, both directions', stackedLstm(50, 16, 64), [50, 16], 32, 15),
  sequenceCase('LSTM 2 × 128, both directions', stackedLstm(28, 28, 128), [28, 28], 64, 6),
  sequenceCase('Transformer 2 × 64', articleTransformer(32, 64, 4, 2), [32, 64], 32, 6),
  sequenceCase('Transformer 2 × 128', articleTransformer(64, 128, 4, 2), [64, 128], 32, 3),
  sequenceCase('Transformer 2 × 512', articleTransformer(32, 512, 8, 2), [32, 512], 16, 2),
  textCase('Transformer of words 2 × 64', wordTransformer(64, 64), 32, 10),
  textCase('Transformer of words 2 × 128', wordTransformer(128, 128), 32, 3),
  imageCase('CNN of the article', { kind: 'article' }, 32, 64, 4),
  imageCase('CNN of the article', { kind: 'article' }, 64, 16, 4),
  imageCase('plain CNN', plain, 16, 64, 4),
  imageCase('plain CNN', plain, 32, 32, 2),
  imageCase('residual CNN', residual, 16, 64, 4),
  imageCase('residual CNN', residual, 32, 32, 3),
  textCase('BERT 6 × 384', bertOf(6, 384, 64), 16, 1),
  textCase('BERT 12 × 768', bertOf(12, 768, 64), 8, 1),
  textCase('BERT 6 × 384, last 2 layers', bertOf(6, 384, 64), 16, 2, frozenLayers(4)),
  textCase('BERT 12 × 768, last 2 layers', bertOf(12, 768, 64), 8, 1, frozenLayers(10)),
  generativeCase('VAE 400-20', articleVae(400, 20), grey, 64, 25),
  generativeCase('VAE 1024-32', articleVae(1024, 32), tinted, 64, 4),
  generativeCase('convolutional VAE 32-64', convolutionalVae(grey, [32, 64]), grey, 64, 6),
  generativeCase('convolutional VAE 32-64-128', convolutionalVae(tinted, [32, 64, 128]), tinted, 64, 3),
  generativeCase('GAN 100', articleGan(100), grey, 64, 12),
  generativeCase('GAN 100', articleGan(100), tinted, 64, 6),
  generativeCase('DCGAN 32-64', dcgan(grey, [32, 64]), grey, 64, 5),
  generativeCase('DCGAN 64-128-256', dcgan(tinted, [64, 128, 256]), tinted, 64, 1),
]

export const caseTitle = ({ title, batch }: BenchCase) => `${title}, batch ${batch}`

/** Milliseconds a step: by the clock, and of processor time, of which each busy thread has its own. */
export interface StepTime {
  readonly wall: number
  readonly processor: number
}
