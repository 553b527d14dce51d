/**
 * The fields of a plan for making pictures: where each is kept, and how it is changed. One table, so that marks, resets, undo
 * and checks treat each alike. Pure.
 */
import type { Activation } from '../../../../compute/spec/activation.ts'
import type { Device } from '../../../../compute/spec/device.ts'
import type { GenerationSpec } from '../../../../compute/spec/generation.ts'
import {
  type GanDesign,
  type GanSpec,
  type GenerativeModelSpec,
  type NetworkName,
  networkNames,
  type VaeDesign,
  type VaeSpec,
} from '../../../../compute/spec/generative-model.ts'
import type { GenerativeTraining, NetworkTraining } from '../../../../compute/spec/generative-training.ts'
import type { ImageShape } from '../../../../compute/spec/image-model.ts'

/** A field: what a plan has in it, undefined where it has no such setting; the plan with another value; and where the spec keeps it. */
interface Field<Value> {
  readonly read: (spec: GenerationSpec) => Value | undefined
  readonly write: (spec: GenerationSpec, value: Value) => GenerationSpec
  /** Paths in the spec. What is wrong at one of them is wrong with the field. */
  readonly at: readonly string[]
}

/** How layers are put together, without the size of the pictures and the activation, which are fields by themselves. */
type LayersOf<Design> = Design extends unknown ? Omit<Design, 'image' | 'activation'> : never
export type VaeLayers = LayersOf<VaeDesign>
export type GanLayers = LayersOf<GanDesign>

/** What the networks of a GAN play for. */
export type AdversarialGoal = Pick<GanSpec, 'loss' | 'gradientPenalty'>

const withModel = (spec: GenerationSpec, model: GenerativeModelSpec): GenerationSpec => ({ ...spec, model })

/** A field of the models of one family. */
function ofFamily<Family extends GenerativeModelSpec['family'], Value>(
  family: Family,
  at: readonly string[],
  read: (model: Extract<GenerativeModelSpec, { family: Family }>) => Value,
  write: (model: Extract<GenerativeModelSpec, { family: Family }>, value: Value) => GenerativeModelSpec,
): Field<Value> {
  const isOwn = (model: GenerativeModelSpec): model is Extract<GenerativeModelSpec, { family: Family }> =>
    model.family === family
  return {
    at,
    read: ({ model }) => (isOwn(model) ? read(model) : undefined),
    write: (spec, value) => (isOwn(spec.model) ? withModel(spec, write(spec.model, value)) : spec),
  }
}

/** A setting of the training under its own name. */
const ofTraining = <Key extends keyof GenerativeTraining>(
  key: Key,
  has: (spec: GenerationSpec) => boolean = () => true,
): Field<GenerativeTraining[Key]> => ({
  at: [`training.${key}`],
  read: (spec) => (has(spec) ? spec.training[key] : undefined),
  write: (spec, value) => ({ ...spec, training: { ...spec.training, [key]: value } }),
})

/** Only models that have a validation loss can tell when to stop, and need pictures to watch. */
const isWatched = ({ model }: GenerationSpec) => model.family === 'vae'

/** A convolutional network is built for one size of pictures. */
function withImage(spec: GenerationSpec, image: ImageShape): GenerationSpec {
  const { model } = spec
  if (model.design.kind === 'dense') return { ...spec, image }
  const sized =
    model.family === 'vae'
      ? ({ ...model, design: { ...model.design, image } } satisfies VaeSpec)
      : ({ ...model, design: { ...model.design, image } } satisfies GanSpec)
  return { ...spec, image, model: sized }
}

function layersOfVae({ design }: VaeSpec): VaeLayers {
  return design.kind === 'dense'
    ? { kind: 'dense', encoder: design.encoder, decoder: design.decoder }
    : { kind: 'convolutional', channels: design.channels }
}

function layersOfGan({ design }: GanSpec): GanLayers {
  return design.kind === 'dense' ? design : { kind: 'convolutional', channels: design.channels }
}

/** The general fields, those of single networks left out. */
const general = {
  image: {
    at: ['image', 'model.design.image'],
    read: ({ image }) => image,
    write: withImage,
  } satisfies Field<ImageShape>,
  vaeLayers: {
    at: ['model.design'],
    read: ({ model }) => (model.family === 'vae' ? layersOfVae(model) : undefined),
    write: (spec, layers) => {
      const { model, image } = spec
      if (model.family !== 'vae') return spec
      const { activation } = model.design
      const design = layers.kind === 'dense' ? { ...layers, activation } : { ...layers, image, activation }
      return withModel(spec, { ...model, design })
    },
  } satisfies Field<VaeLayers>,
  ganLayers: {
    at: ['model.design'],
    read: ({ model }) => (model.family === 'gan' ? layersOfGan(model) : undefined),
    write: (spec, layers) => {
      const { model, image } = spec
      if (model.family !== 'gan') return spec
      return withModel(spec, { ...model, design: layers.kind === 'dense' ? layers : { ...layers, image } })
    },
  } satisfies Field<GanLayers>,
  activation: ofFamily(
    'vae',
    ['model.design.activation'],
    ({ design }): Activation => design.activation,
    (model, activation) => ({ ...model, design: { ...model.design, activation } }),
  ),
  slope: ofFamily(
    'gan',
    ['model.slope'],
    ({ slope }) => slope,
    (model, slope) => ({ ...model, slope }),
  ),
  latent: {
    at: ['model.latent'],
    read: ({ model }) => model.latent,
    write: (spec, latent) => withModel(spec, { ...spec.model, latent }),
  } satisfies Field<number>,
  beta: ofFamily(
    'vae',
    ['model.beta'],
    ({ beta }) => beta,
    (model, beta) => ({ ...model, beta }),
  ),
  goal: ofFamily(
    'gan',
    ['model.loss', 'model.gradientPenalty'],
    ({ loss, gradientPenalty }): AdversarialGoal => ({ loss, gradientPenalty }),
    (model, goal) => ({ ...model, ...goal }),
  ),
  discriminatorSteps: ofFamily(
    'gan',
    ['model.discriminatorSteps'],
    ({ discriminatorSteps }) => discriminatorSteps,
    (model, discriminatorSteps) => ({ ...model, discriminatorSteps }),
  ),
  epochs: ofTraining('epochs'),
  earlyStopping: ofTraining('earlyStopping', isWatched),
  batchSize: ofTraining('batchSize'),
  schedule: ofTraining('schedule'),
  threads: ofTraining('threads'),
  accumulation: {
    at: ['training.accumulation'],
    read: ({ training }) => training.accumulation ?? 1,
    write: (spec, accumulation) => ({ ...spec, training: { ...spec.training, accumulation } }),
  } satisfies Field<number>,
  samples: ofTraining('samples'),
  device: {
    at: ['training.device'],
    read: ({ training }) => training.device ?? 'cpu',
    write: (spec, device) => ({ ...spec, training: { ...spec.training, device } }),
  } satisfies Field<Device>,
  heldBack: {
    at: ['heldBack'],
    read: (spec) => (isWatched(spec) ? spec.heldBack : undefined),
    write: (spec, heldBack) => ({ ...spec, heldBack }),
  } satisfies Field<GenerationSpec['heldBack']>,
  seed: ofTraining('seed'),
} satisfies Record<string, Omit<Field<never>, 'read'> & { readonly read: (spec: GenerationSpec) => unknown }>

/** What is set of each network by itself. */
export const networkFields = ['optimizer', 'learningRate', 'weightDecay', 'gradientClip', 'averaging'] as const
export type NetworkField = (typeof networkFields)[number]

export type GeneralField = keyof typeof general
export type OwnField = `${NetworkName}.${NetworkField}`
export type GenerationField = GeneralField | OwnField

type GeneralValue<Name extends GeneralField> = Exclude<ReturnType<(typeof general)[Name]['read']>, undefined>
/** The value of a field. */
export type GenerationValue<Name extends GenerationField> = Name extends GeneralField
  ? GeneralValue<Name>
  : Name extends `${NetworkName}.${infer Own extends NetworkField}`
    ? NetworkTraining[Own]
    : never

function ofNetwork<Key extends NetworkField>(network: NetworkName, key: Key): Field<NetworkTraining[Key]> {
  return {
    at: [`training.networks.${network}.${key}`],
    read: ({ training }) => training.networks[network]?.[key],
    write: (spec, value) => {
      const { networks } = spec.training
      const own = networks[network]
      if (own === undefined) return spec
      return { ...spec, training: { ...spec.training, networks: { ...networks, [network]: { ...own, [key]: value } } } }
    },
  }
}

type AnyField = Field<unknown>

const fields = new Map<GenerationField, AnyField>([
  ...(Object.entries(general) as [GeneralField, AnyField][]),
  ...networkNames.flatMap((network) =>
    networkFields.map((key): [OwnField, AnyField] => [`${network}.${key}`, ofNetwork(network, key) as AnyField]),
  ),
])

const fieldNames: readonly GenerationField[] = [...fields.keys()]

/** What a plan has in a field; undefined where it has no such setting. */
export function generationField<Name extends GenerationField>(
  spec: GenerationSpec,
  name: Name,
): GenerationValue<Name> | undefined {
  return fields.get(name)?.read(spec) as GenerationValue<Name> | undefined
}

/** The plan with another value in a field. A field that it doesn't have leaves it as it is. */
export function withGenerationField<Name extends GenerationField>(
  spec: GenerationSpec,
  name: Name,
  value: GenerationValue<Name>,
): GenerationSpec {
  return generationField(spec, name) === undefined ? spec : (fields.get(name)?.write(spec, value) ?? spec)
}

/** The fields that a plan has. */
export function fieldsOfPlan(spec: GenerationSpec): GenerationField[] {
  return fieldNames.filter((name) => generationField(spec, name) !== undefined)
}

/** Whether two plans agree in a field. */
export function agreeIn(a: GenerationSpec, b: GenerationSpec, name: GenerationField): boolean {
  return JSON.stringify(generationField(a, name)) === JSON.stringify(generationField(b, name))
}

/** The field that a place in the spec belongs to: the one that is said most closely. Undefined where no screen sets it. */
export function fieldAt(spec: GenerationSpec, path: readonly PropertyKey[]): GenerationField | undefined {
  const place = path.map(String).join('.')
  const isAt = (at: string) => place === at || place.startsWith(`${at}.`)
  const closeness = (name: GenerationField) =>
    Math.max(
      0,
      ...(fields
        .get(name)
        ?.at.filter(isAt)
        .map(({ length }) => length) ?? []),
    )
  const [closest] = fieldsOfPlan(spec).toSorted((a, b) => closeness(b) - closeness(a))
  return closest !== undefined && closeness(closest) > 0 ? closest : undefined
}
