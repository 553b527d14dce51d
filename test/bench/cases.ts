/** What the benchmark measures: training steps with Adam, and the share of eager PyTorch's time that each may take. */
import { articleCnn } from '../../compute/models/cnn.ts'
import { articleGan } from '../../compute/models/gan.ts'
import { articleLstm } from '../../compute/models/lstm.ts'
import { articleRnn } from '../../compute/models/rnn.ts'
import { articleTransformer } from '../../compute/models/transformer.ts'
import { articleVae } from '../../compute/models/vae.ts'
import type { GenerativeModelSpec } from '../../compute/spec/generative-model.ts'
import type { CnnDesign, ImageShape } from '../../compute/spec/image-model.ts'
import type { ModelSpec } from '../../compute/spec/model.ts'

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

/** Rows of 784 numbers, as images of 28 × 28 have. A step of a GAN is one of each of its networks. */
function generativeCase(title: string, model: GenerativeModelSpec, batch: number, steps: number): BenchCase {
  return { title: `${title}, 784`, model, inputs: 784, classes: 0, batch, goal: 1, steps }
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

export const benchCases: readonly BenchCase[] = [
  mlpCase([16, 64, 3], 32, 0.25, 1500),
  mlpCase([784, 256, 10], 64, 0.8, 150),
  mlpCase([784, 2048, 10], 256, 0.9, 12),
  sequenceCase('RNN 64', articleRnn(50, 16, 64), [50, 16], 32, 100),
  sequenceCase('RNN 128', articleRnn(28, 28, 128), [28, 28], 64, 60),
  sequenceCase('LSTM 64', articleLstm(50, 16, 64), [50, 16], 32, 60),
  sequenceCase('LSTM 128', articleLstm(28, 28, 128), [28, 28], 64, 25),
  sequenceCase('GRU 64', gru, [50, 16], 32, 60),
  sequenceCase('GRU 64, both directions', { ...gru, bidirectional: true }, [50, 16], 32, 30),
  sequenceCase('Transformer 2 × 64', articleTransformer(32, 64, 4, 2), [32, 64], 32, 6),
  sequenceCase('Transformer 2 × 128', articleTransformer(64, 128, 4, 2), [64, 128], 32, 3),
  sequenceCase('Transformer 2 × 512', articleTransformer(32, 512, 8, 2), [32, 512], 16, 2),
  imageCase('CNN of the article', { kind: 'article' }, 32, 64, 4),
  imageCase('CNN of the article', { kind: 'article' }, 64, 16, 4),
  imageCase('plain CNN', plain, 16, 64, 4),
  imageCase('plain CNN', plain, 32, 32, 2),
  imageCase('residual CNN', residual, 16, 64, 4),
  imageCase('residual CNN', residual, 32, 32, 3),
  generativeCase('VAE 400-20', articleVae(400, 20), 64, 25),
  generativeCase('GAN 100', articleGan(100), 64, 12),
]

export const caseTitle = ({ title, batch }: BenchCase) => `${title}, batch ${batch}`

/** Milliseconds a step: by the clock, and of processor time, of which each busy thread has its own. */
export interface StepTime {
  readonly wall: number
  readonly processor: number
}
