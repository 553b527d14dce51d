/**
 * A plan: all that a person can change before training. Its fields are one table, so that marks, resets, undo and
 * checks treat each alike.
 */
import type { Recommendation } from '../../../../compute/spec/advice.ts'
import { message, type Message } from '../../../../compute/spec/message.ts'
import { type ArticleFamily, articleFamilyOf, articleModel } from '../../../../compute/spec/article-preset.ts'
import {
  type CategoryForm,
  type ModelFamily,
  type ModelSpec,
  modelSpecSchema,
  seesFiles,
} from '../../../../compute/spec/model.ts'
import type { RunSpec } from '../../../../compute/spec/run.ts'
import { withSequence } from '../../../../compute/spec/sequence-model.ts'
import { seriesWindowSchema } from '../../../../compute/spec/series-window.ts'
import { soundImage } from '../../../../compute/spec/sound.ts'
import { type TrainingSpec, trainingSpecSchema } from '../../../../compute/spec/training.ts'

export interface Plan {
  readonly model: ModelSpec
  readonly training: TrainingSpec
  readonly features: RunSpec['features']
  /** Of a forecast. */
  readonly window?: RunSpec['window']
  /** Of labels of words: no screen sets it, it follows from the answers. */
  readonly labelling?: RunSpec['labelling']
  /** Of answers out of passages, likewise. */
  readonly answering?: RunSpec['answering']
}

/** What of a model's spec no screen sets: it follows from the data, was published with the model, or is set in a spec of one's own. */
type OwnSetting =
  'family' | 'embedded' | 'sequence' | 'segments' | 'pairs' | 'head' | 'epsilon' | 'pretrained' | 'bandScales'

type KeyOf<T> = T extends unknown ? keyof T : never
type ValueOf<T, Key extends PropertyKey> = T extends unknown ? T[Key & keyof T] : never

/** Where each field of a plan is kept. */
const homes = {
  image: 'model',
  sound: 'model',
  design: 'model',
  hidden: 'model',
  activation: 'model',
  normalization: 'model',
  dropout: 'model',
  categories: 'model',
  vector: 'model',
  joint: 'model',
  tokens: 'model',
  embedding: 'model',
  cell: 'model',
  layers: 'model',
  width: 'model',
  heads: 'model',
  feedForward: 'model',
  bidirectional: 'model',
  positions: 'model',
  projectsInput: 'model',
  normalizeFirst: 'model',
  causal: 'model',
  pooling: 'model',
  epochs: 'training',
  batchSize: 'training',
  optimizer: 'training',
  loss: 'training',
  classSampling: 'training',
  learningRate: 'training',
  schedule: 'training',
  weightDecay: 'training',
  gradientClip: 'training',
  accumulation: 'training',
  averaging: 'training',
  earlyStopping: 'training',
  frozen: 'training',
  learningRateFactors: 'training',
  undecayed: 'training',
  augmentation: 'training',
  soundAugmentation: 'training',
  textAugmentation: 'training',
  seriesAugmentation: 'training',
  split: 'training',
  seed: 'training',
  threads: 'training',
  device: 'training',
  features: 'plan',
  window: 'plan',
} as const satisfies Record<Exclude<KeyOf<ModelSpec>, OwnSetting> | keyof TrainingSpec | 'features' | 'window', string>

export type PlanField = keyof typeof homes
export const planFields = Object.keys(homes) as PlanField[]

/** The value of a field, for the models of some families where it is one of theirs. */
export type FieldValue<Field extends PlanField, Family extends ModelFamily = ModelFamily> = ValueOf<
  Extract<ModelSpec, { family: Family }> | TrainingSpec | Pick<Plan, 'features' | 'window'>,
  Field
>

/** What a plan has in a field. A field of another family's models is undefined: no editor of this plan shows it. */
export function fieldOf<Field extends PlanField>(plan: Plan, field: Field): FieldValue<Field> {
  const { training, model, features, window } = plan
  const flat: Partial<Record<PlanField, unknown>> = { ...training, ...model, features, window }
  return flat[field] as FieldValue<Field>
}

/** The plan with another value in a field. */
export function withField<Field extends PlanField>(plan: Plan, field: Field, value: FieldValue<Field>): Plan {
  switch (homes[field]) {
    case 'model':
      return { ...plan, model: consistent({ ...plan.model, [field]: value }) }
    case 'training':
      return { ...plan, training: { ...plan.training, [field]: value } }
    case 'plan':
      return { ...plan, [field]: value }
  }
}

/** The model with what follows from its fields: the image that its sound makes, the width of steps that come in as they are. */
function consistent(model: ModelSpec): ModelSpec {
  if (model.family === 'cnn' && model.sound !== undefined) return { ...model, image: soundImage(model.sound) }
  const { sequence } = 'sequence' in model ? model : { sequence: null }
  return model.family === 'transformer' && sequence !== null ? withSequence(model, sequence) : model
}

/** The plan as it was recommended. */
export function planOf({ model, training, features, window, labelling, answering }: Recommendation): Plan {
  return { model, training, features, ...asked({ window, labelling, answering }) }
}

/** What of a plan there is only where that is asked for. */
export const asked = ({ window, labelling, answering }: Pick<RunSpec, 'window' | 'labelling' | 'answering'>) => ({
  ...(window === undefined ? {} : { window }),
  ...(labelling === undefined ? {} : { labelling }),
  ...(answering === undefined ? {} : { answering }),
})

/** Whether a plan answers once a row: not at each word, not out of a passage, not of what comes next. */
export const answersRows = ({ window, labelling, answering }: Plan): boolean =>
  window === undefined && labelling === undefined && answering === undefined

/** The plan with the runner-up's model. */
export function runnerUpPlan(recommendation: Recommendation): Plan {
  return { ...planOf(recommendation), model: recommendation.runnerUp.model }
}

/** How a plan's model takes categories that aren't prepared in a way of their own. */
export function categoryFormOf({ model, window }: Pick<Plan, 'model' | 'window'>): CategoryForm {
  return model.family === 'mlp' && window === undefined ? (model.categories ?? 'one-hot') : 'one-hot'
}

/** The plan with the article's model of a family, for what is read here. */
export function articlePlan(plan: Plan, recommendation: Recommendation, family: ArticleFamily): Plan {
  return { ...plan, model: articleModel(family, [plan.model, recommendation.model]) ?? plan.model }
}

/** The plan with the recommended model in place of the article's. */
export const practicalPlan = (plan: Plan, { model }: Recommendation): Plan => ({ ...plan, model })

/** Whether what is recommended has the article's own structure already. */
export const recommendsArticle = ({ model }: Recommendation): boolean => articleFamilyOf(model) !== null

/** Whether two plans agree in a field. */
export function agree(a: Plan, b: Plan, field: PlanField): boolean {
  return JSON.stringify(fieldOf(a, field)) === JSON.stringify(fieldOf(b, field))
}

/** Fields in which a plan is not as recommended. */
export function changedFields(plan: Plan, recommendation: Recommendation): PlanField[] {
  const recommended = planOf(recommendation)
  // The image of a sound changes with it, and is no field of its own.
  const isField = (field: PlanField) => field !== 'image' || fieldOf(plan, 'sound') === undefined
  return planFields.filter((field) => isField(field) && !agree(plan, recommended, field))
}

export type Choice = 'pick' | 'runner-up' | 'own'

/** Whose model a plan has. */
export function choiceOf(plan: Plan, recommendation: Recommendation): Choice {
  const same = (model: ModelSpec) => JSON.stringify(model) === JSON.stringify(plan.model)
  if (same(recommendation.model)) return 'pick'
  return same(recommendation.runnerUp.model) ? 'runner-up' : 'own'
}

/** What is wrong with a plan, by field. Empty: it can be trained. */
export function planProblems(plan: Plan): Partial<Record<PlanField, Message>> {
  const checks = [modelSpecSchema.safeParse(plan.model), trainingSpecSchema.safeParse(plan.training)]
  const wrong = checks.flatMap(({ error }) => error?.issues.map(({ path }) => path[0]) ?? [])
  const hasFiles = plan.features.some(({ kind }) => kind === 'image' || kind === 'audio')
  if (plan.features.length === 0 || (seesFiles(plan.model) && !hasFiles)) wrong.push('features')
  if (plan.window !== undefined && !seriesWindowSchema.safeParse(plan.window).success) wrong.push('window')
  const fields = planFields.filter((field) => wrong.includes(field))
  return Object.fromEntries(fields.map((field) => [field, message(`wizard.problems.${field}`)]))
}
