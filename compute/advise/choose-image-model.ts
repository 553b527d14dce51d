/** From pictures and limits to a convolutional network: at which size it looks at them, and how large it is. */
import type { Recommendation } from '../spec/advice.ts'
import type { ImageMedia } from '../spec/dataset.ts'
import {
  type CnnDesign,
  type CnnDesignOf,
  type CnnSpec,
  imageNumbers,
  type ImageShape,
  leastSide,
} from '../spec/image-model.ts'
import { message, type Message } from '../spec/message.ts'
import { type ChosenModel, fitLimits, layersText, type ModelQuestion, planTraining } from './choose-model.ts'
import type { MachineSpeed } from './machine-speed.ts'
import { budgetRules } from './rules.ts'

export type ChosenImageModel = ChosenModel<CnnSpec>

/** Longer side at which pictures are looked at, at most: twice the side takes four times as long. */
const longestSide = { quick: 32, balanced: 48, thorough: 96 } as const

interface CnnRule {
  /** The rule holds up to this many pictures. */
  readonly upTo: number
  readonly channels: readonly number[]
  readonly convolutions: number
  readonly hidden: number
  readonly dropout: number
}

/** Few pictures can't teach many weights; batch normalisation lets all of these learn quickly (Ioffe and Szegedy 2015). */
const cnnRules: readonly CnnRule[] = [
  { upTo: 1_000, channels: [16, 32], convolutions: 1, hidden: 64, dropout: 0.3 },
  { upTo: 20_000, channels: [32, 64], convolutions: 1, hidden: 128, dropout: 0.3 },
  { upTo: Infinity, channels: [32, 64, 128], convolutions: 2, hidden: 128, dropout: 0.2 },
]

/** The size that suits most pictures within a time budget, in whole multiples of 4 where they have to be made smaller. */
export function imageSizeFor({ usual }: ImageMedia, budget: keyof typeof longestSide): ImageShape {
  const longer = Math.max(usual.height, usual.width)
  const share = Math.min(1, longestSide[budget] / longer)
  if (share === 1) return usual
  const scaled = (length: number) => Math.max(4, Math.round((length * share) / 4) * 4)
  return { channels: usual.channels, height: scaled(usual.height), width: scaled(usual.width) }
}

/** Through which stages of which design an image is looked at, before the limits are looked at. */
export function stagesFor(rows: number, { height, width }: ImageShape) {
  const rule = cnnRules.find(({ upTo }) => rows <= upTo) ?? cnnRules.at(-1)!
  // Each stage halves both sides; the last should see something.
  const stages = Math.max(1, Math.floor(Math.log2(Math.min(height, width))) - 1)
  const { convolutions, hidden, dropout } = rule
  return { channels: rule.channels.slice(0, stages), design: { convolutions, hidden: [hidden], dropout } }
}

/** Chooses by the rules. The question's inputs are not looked at: they follow from the size that is chosen. */
export function chooseImageModel(
  asked: ModelQuestion,
  media: ImageMedia,
  speed: MachineSpeed,
  seed: number,
): ChosenImageModel {
  return chooseCnn(asked, { image: imageSizeFor(media, asked.limits.budget) }, speed, seed)
}

/** A network for what is looked at: pictures of a size, or the sound that makes them. */
export function chooseCnn(
  asked: ModelQuestion,
  seen: Pick<CnnSpec, 'image' | 'sound'>,
  speed: MachineSpeed,
  seed: number,
): ChosenImageModel {
  const { channels: wished, design } = stagesFor(asked.rows, seen.image)
  const question = { ...asked, columns: 1, inputs: imageNumbers(seen.image) }
  const training = planTraining(question, seed)
  const modelOf = (channels: readonly number[]): CnnSpec => ({
    family: 'cnn',
    ...seen,
    design: { ...plainDesign, ...design, channels: [...channels] },
  })
  return fitLimits(wished, asked.limits, speed, (channels) => ({
    ...question,
    model: modelOf(channels),
    training: { ...training, learningRate: 0.001 },
  }))
}

/** A plain network before a rule says how large it is. */
export const plainDesign: CnnDesignOf<'plain'> = {
  kind: 'plain',
  channels: [],
  convolutions: 1,
  pooling: 'max',
  hidden: [],
  activation: 'relu',
  normalization: 'batch',
  dropout: 0,
}

/** Facts of these pictures behind the choice. */
export function imageReasons(question: ModelQuestion, { model }: ChosenImageModel, media: ImageMedia): Message[] {
  const { image, design } = model
  const { usual } = media
  const kept = usual.height === image.height && usual.width === image.width
  return [
    message('advice.reasons.imagesMeanCnn', { rows: question.rows }),
    message(kept ? 'advice.reasons.imageSizeKept' : 'advice.reasons.imageSizeChanged', {
      height: image.height,
      width: image.width,
      usualHeight: usual.height,
      usualWidth: usual.width,
      seconds: budgetRules[question.limits.budget].seconds,
    }),
    cnnSizeReason(question, design),
  ]
}

/** Why a network is as large as it is. */
export function cnnSizeReason({ rows, outputs }: ModelQuestion, design: CnnDesign): Message {
  const layers = design.kind === 'article' ? '' : layersText(design.channels)
  return message('advice.reasons.cnnSize', { layers, rows, outputs })
}

/** The article's own network where pictures are large enough for it, else a residual one. */
export function imageRunnerUp({ model }: ChosenImageModel): Recommendation['runnerUp'] {
  const { image } = model
  if (Math.min(image.height, image.width) >= leastSide({ kind: 'article' })) {
    return { model: { family: 'cnn', image, design: { kind: 'article' } }, when: message('advice.runnerUp.articleCnn') }
  }
  return { model: { family: 'cnn', image, design: smallResidual }, when: message('advice.runnerUp.residualCnn') }
}

/** A residual network of two stages. */
export const smallResidual: CnnDesignOf<'residual'> = {
  kind: 'residual',
  channels: [16, 32],
  blocks: 1,
  activation: 'relu',
  normalization: 'batch',
  dropout: 0,
}
