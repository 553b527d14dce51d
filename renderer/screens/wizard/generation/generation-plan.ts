/** A plan for making pictures beside what was recommended: whose network it has, what was changed, what is wrong. Pure. */
import { type GenerationSpec, generationSpecSchema } from '../../../../compute/spec/generation.ts'
import {
  type GenerationRecommendation,
  type GenerativeChoice,
  generativeChoices,
} from '../../../../compute/spec/generation-advice.ts'
import { message, type Message } from '../../../../compute/spec/message.ts'
import { agreeIn, fieldAt, fieldsOfPlan, type GenerationField } from './generation-fields.ts'

type Specs = Pick<GenerationRecommendation, 'specs'>

const sameKind = ({ model: a }: GenerationSpec, { model: b }: GenerationSpec) =>
  a.family === b.family && a.design.kind === b.design.kind

/** Whether the layers are those of a plan, and as wide. What size the pictures have makes no difference. */
const sameLayers = (a: GenerationSpec, b: GenerationSpec) =>
  sameKind(a, b) && agreeIn(a, b, a.model.family === 'vae' ? 'vaeLayers' : 'ganLayers')

/** Which of the offered networks a plan has most likely begun as: the one with its layers, or else one of its kind. */
export function baseOf(spec: GenerationSpec, { specs, pick }: Specs & Pick<GenerationRecommendation, 'pick'>) {
  const ways = [
    (choice: GenerativeChoice) => sameLayers(specs[choice], spec),
    (choice: GenerativeChoice) => sameKind(specs[choice], spec),
    (choice: GenerativeChoice) => specs[choice].model.family === spec.model.family,
  ]
  const found = ways.map((way) => generativeChoices.find(way)).find((choice) => choice !== undefined)
  return found ?? pick
}

/** The article's networks are what they are by their widths. */
const isExact: { readonly [Choice in GenerativeChoice]: boolean } = {
  vae: false,
  dcgan: false,
  'article-vae': true,
  'article-gan': true,
}

/** The offered network that a plan still has; null for one of a person's own. */
export function choiceOf(spec: GenerationSpec, base: GenerativeChoice, { specs }: Specs): GenerativeChoice | null {
  const isOwn = isExact[base] ? sameLayers : sameKind
  return isOwn(spec, specs[base]) ? base : null
}

/** Fields in which a plan is not as recommended for the network that it began as. */
export function changedGenerationFields(
  spec: GenerationSpec,
  base: GenerativeChoice,
  { specs }: Specs,
): GenerationField[] {
  return fieldsOfPlan(spec).filter((name) => !agreeIn(spec, specs[base], name))
}

/** The least that is left to learn from. */
const leastTrained = 0.1

/** What the schema of a spec doesn't know: settings that make no sense together, or with so few pictures. */
function senseless(spec: GenerationSpec, pictures: number): GenerationField[] {
  const { model, heldBack, training } = spec
  const learned = pictures * (1 - heldBack.validation - heldBack.test)
  const wrong: GenerationField[] = []
  if (1 - heldBack.validation - heldBack.test < leastTrained - 1e-9) wrong.push('heldBack')
  if (model.family === 'vae' && heldBack.validation === 0) wrong.push('heldBack')
  if (model.family === 'gan') {
    // Nothing else keeps the slope of such a discriminator within bounds.
    if (model.loss === 'wasserstein' && model.gradientPenalty === 0) wrong.push('goal')
    const { discriminatorSteps } = model
    if (discriminatorSteps > 1 && discriminatorSteps * training.batchSize > learned) wrong.push('discriminatorSteps')
  }
  return wrong
}

/** What is wrong with a plan. */
export interface GenerationProblems {
  /** Whether it can be trained. */
  readonly isWhole: boolean
  readonly byField: Partial<Record<GenerationField, Message>>
}

/** Checks a plan. @param pictures how many there are */
export function generationProblems(spec: GenerationSpec, pictures: number): GenerationProblems {
  const issues = generationSpecSchema.safeParse(spec).error?.issues ?? []
  const wrong = [...issues.map(({ path }) => fieldAt(spec, path)), ...senseless(spec, pictures)]
  const fields = [...new Set(wrong)].filter((name) => name !== undefined)
  return {
    isWhole: wrong.length === 0,
    byField: Object.fromEntries(fields.map((name) => [name, message(problemKey(name, spec))])),
  }
}

/** Fields that plans for predicting have too are explained in the same words. */
const sharedWords: readonly string[] = [
  ...['activation', 'epochs', 'earlyStopping', 'batchSize', 'schedule', 'threads', 'accumulation', 'device', 'seed'],
  ...['optimizer', 'learningRate', 'weightDecay', 'gradientClip', 'averaging'],
]

/** What of a field's name stands in the locales: a network's field is called as that of any network. */
const plainName = (name: GenerationField) => name.split('.').at(-1) ?? name

/** Under which key a field's words of a kind stand. */
export function wordsKey(kind: 'fields' | 'meanings' | 'problems', name: GenerationField): string {
  const plain = plainName(name)
  return `${sharedWords.includes(plain) ? 'wizard' : 'wizard.generation'}.${kind}.${plain}`
}

/** What is to be said of layers depends on their kind. */
function problemKey(name: GenerationField, { model }: GenerationSpec): string {
  const key = wordsKey('problems', name)
  return name === 'vaeLayers' || name === 'ganLayers' ? `${key}.${model.design.kind}` : key
}
