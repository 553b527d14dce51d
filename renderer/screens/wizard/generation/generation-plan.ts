/** A plan for making pictures: what of it a person changes, field by field. Pure. */
import type { GenerationSpec } from '../../../../compute/spec/generation.ts'
import {
  type GenerationRecommendation,
  type GenerativeChoice,
  generativeChoices,
} from '../../../../compute/spec/generation-advice.ts'
import { generationSpecSchema } from '../../../../compute/spec/generation.ts'
import type { GenerativeModelSpec } from '../../../../compute/spec/generative-model.ts'

/** A number of a plan that a person sets. */
export interface PlanNumber {
  readonly least: number
  readonly most: number
  readonly decimals: number
  /** Null where a family has no such number. */
  readonly read: (spec: GenerationSpec) => number | null
  readonly write: (spec: GenerationSpec, value: number) => GenerationSpec
}

const ofModel = (change: (model: GenerativeModelSpec, value: number) => GenerativeModelSpec): PlanNumber['write'] => {
  return (spec, value) => ({ ...spec, model: change(spec.model, value) })
}

type TrainingNumber = 'epochs' | 'batchSize' | 'seed' | 'threads'

const ofTraining = (key: TrainingNumber): Pick<PlanNumber, 'read' | 'write'> => ({
  read: ({ training }) => training[key],
  write: (spec, value) => ({ ...spec, training: { ...spec.training, [key]: value } }),
})

/** The learning rate of all networks, by the first one's. */
function withRate(spec: GenerationSpec, learningRate: number): GenerationSpec {
  const { networks } = spec.training
  const changed = Object.fromEntries(
    Object.entries(networks).map(([name, network]) => [name, { ...network, learningRate }]),
  )
  return { ...spec, training: { ...spec.training, networks: changed } }
}

/** Stages of convolutions with so many channels in the first, each with twice as many as the one before. */
function withChannels(model: GenerativeModelSpec, first: number): GenerativeModelSpec {
  const doubled = (channels: readonly number[]) => channels.map((_, stage) => first * 2 ** stage)
  if (model.family === 'vae') {
    const { design } = model
    return design.kind === 'dense' ? model : { ...model, design: { ...design, channels: doubled(design.channels) } }
  }
  const { design } = model
  return design.kind === 'dense' ? model : { ...model, design: { ...design, channels: doubled(design.channels) } }
}

/** The numbers, in the order in which they are shown. */
export const planNumbers = {
  latent: {
    least: 1,
    most: 4096,
    decimals: 0,
    read: ({ model }) => model.latent,
    write: ofModel((model, latent) => ({ ...model, latent })),
  },
  firstChannels: {
    least: 1,
    most: 256,
    decimals: 0,
    read: ({ model }) => (model.design.kind === 'convolutional' ? (model.design.channels[0] ?? null) : null),
    write: ofModel(withChannels),
  },
  beta: {
    least: 0,
    most: 1000,
    decimals: 3,
    read: ({ model }) => (model.family === 'vae' ? model.beta : null),
    write: ofModel((model, beta) => (model.family === 'vae' ? { ...model, beta } : model)),
  },
  epochs: { least: 1, most: 100_000, decimals: 0, ...ofTraining('epochs') },
  batchSize: { least: 1, most: 65_536, decimals: 0, ...ofTraining('batchSize') },
  learningRate: {
    least: 1e-9,
    most: 100,
    decimals: 10,
    read: ({ training }) => Object.values(training.networks)[0]?.learningRate ?? null,
    write: withRate,
  },
  seed: { least: 0, most: 0xffff_ffff, decimals: 0, ...ofTraining('seed') },
  threads: { least: 1, most: 256, decimals: 0, ...ofTraining('threads') },
} as const satisfies Record<string, PlanNumber>

export type PlanNumberName = keyof typeof planNumbers
export const planNumberNames = Object.keys(planNumbers) as PlanNumberName[]

const design = ({ model }: GenerationSpec) => JSON.stringify([model.family, shapeOf(model)])

/** How layers are put together, without how wide they are where that can be changed. */
function shapeOf(model: GenerativeModelSpec) {
  return model.design.kind === 'convolutional' ? ['convolutional', model.design.channels.length] : model.design
}

/** Which of the offered networks a plan has; null for one of a person's own. */
export function choiceOf(spec: GenerationSpec, { specs }: GenerationRecommendation): GenerativeChoice | null {
  return generativeChoices.find((choice) => design(specs[choice]) === design(spec)) ?? null
}

/** The plan that a plan began as. */
export function recommendedFor(spec: GenerationSpec, recommendation: GenerationRecommendation): GenerationSpec {
  return recommendation.specs[choiceOf(spec, recommendation) ?? recommendation.pick]
}

/** Numbers in which a plan is not as recommended for its network. */
export function changedNumbers(spec: GenerationSpec, recommendation: GenerationRecommendation): PlanNumberName[] {
  const recommended = recommendedFor(spec, recommendation)
  return planNumberNames.filter((name) => planNumbers[name].read(spec) !== planNumbers[name].read(recommended))
}

/** Whether a plan can be trained. */
export const isWhole = (spec: GenerationSpec): boolean => generationSpecSchema.safeParse(spec).success
