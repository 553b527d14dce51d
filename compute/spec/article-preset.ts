/**
 * The article's model for what a plan reads, for each predictive family that the article has: a total table. A preset keeps
 * the sizes that the article leaves open; what it reads in another form than the article's own model is told apart.
 */
import {
  articleBert,
  articleCnn,
  articleImage,
  articleLstm,
  articleMlp,
  articleRnn,
  articleTransformer,
} from './article-models.ts'
import type { BertSpec } from './bert-model.ts'
import { type CnnSpec, leastSide } from './image-model.ts'
import type { MlpSpec, ModelFamily, ModelSpec } from './model.ts'
import { headsFor, type LstmSpec, type RnnSpec, type TransformerSpec } from './sequence-model.ts'

/** Networks for files and columns together are not among the article's. */
export type ArticleFamily = Exclude<ModelFamily, 'fusion'>

/**
 * What a preset has that the article's own model doesn't: a table of vectors before it, since it reads words; a Linear before
 * it that brings steps to its width; its last Linear on each step; pictures of another size, or recordings seen as pictures.
 */
export const articleDifferences = ['words', 'projection', 'each-step', 'picture-size', 'recordings'] as const
export type ArticleDifference = (typeof articleDifferences)[number]

type ModelOf<Family extends ModelFamily> = Extract<ModelSpec, { family: Family }>
type SequenceModel = RnnSpec | LstmSpec | TransformerSpec

interface ArticlePreset<Family extends ArticleFamily> {
  /** The preset for what a model reads; null where the article's model can't read that. Of a preset it is that preset. */
  readonly for: (model: ModelSpec) => ModelOf<Family> | null
  readonly differences: (preset: ModelOf<Family>) => readonly ArticleDifference[]
}

const usualWidth = 64
const usualHeads = 8
const usualLayers = 2
/** Normalising a step over fewer numbers than this leaves hardly anything of them: then they are brought to a width. */
const leastFeatures = 8

const isSequenceModel = (model: ModelSpec): model is SequenceModel =>
  model.family === 'rnn' || model.family === 'lstm' || model.family === 'transformer'

/** How wide a model is, as far as it says. */
const widthOf = (model: SequenceModel): number => (model.family === 'transformer' ? model.width : model.hidden)

/** What of a model of sequences is its input, and whether each step has outputs. */
function inputOf(model: SequenceModel) {
  const { sequence, tokens } = model
  const embedding = model.family === 'transformer' ? model.width : model.embedding
  return { sequence, tokens, embedding: tokens === null ? 1 : embedding }
}

const eachStep = ({ pooling }: SequenceModel) => pooling === 'none'

function mlpFor(model: ModelSpec): MlpSpec | null {
  if (model.family === 'mlp') {
    const oneHot = model.categories === undefined ? {} : { categories: 'one-hot' as const }
    return { ...articleMlp(model.hidden[0] ?? usualWidth), ...oneHot }
  }
  // A window of a series is read as one row.
  return isSequenceModel(model) && model.sequence !== null ? articleMlp(usualWidth) : null
}

function cnnFor(model: ModelSpec): CnnSpec | null {
  if (model.family !== 'cnn') return null
  const { image, design, sound } = model
  const seen = design.kind === 'article' || sound !== undefined ? image : articleImage
  if (Math.min(seen.height, seen.width) < leastSide({ kind: 'article' })) return null
  return { ...model, ...articleCnn(seen) }
}

function recurrentFor<Model extends RnnSpec | LstmSpec>(model: ModelSpec, article: (hidden: number) => Model) {
  if (!isSequenceModel(model)) return null
  return { ...article(widthOf(model)), ...inputOf(model), ...(eachStep(model) ? { pooling: 'none' as const } : {}) }
}

function transformerFor(model: ModelSpec): TransformerSpec | null {
  if (!isSequenceModel(model)) return null
  const { sequence, tokens } = model
  const before = model.family === 'transformer' ? model : null
  const [heads, layers] = [before?.heads ?? usualHeads, before?.layers ?? usualLayers]
  const form = { sequence, tokens, ...(eachStep(model) ? { pooling: 'none' as const } : {}) }
  // The article's steps have as many numbers as its encoder is wide.
  if (sequence !== null && (sequence.features >= leastFeatures || before?.projectsInput === false)) {
    const { steps, features } = sequence
    return { ...articleTransformer(steps, features, headsFor(features, heads), layers), ...form }
  }
  const width = before?.width ?? Math.max(heads, widthOf(model) - (widthOf(model) % heads))
  return { ...articleTransformer(1, width, heads, layers), ...form, projectsInput: sequence !== null }
}

const bertFor = (model: ModelSpec): BertSpec | null =>
  model.family === 'bert' && model.head === 'text' ? articleBert(model) : null

const differencesOfRecurrent = (model: RnnSpec | LstmSpec): ArticleDifference[] => [
  ...(model.tokens === null ? [] : (['words'] as const)),
  ...(eachStep(model) ? (['each-step'] as const) : []),
]

/** See the file's head. */
const articlePresets: { readonly [Family in ArticleFamily]: ArticlePreset<Family> } = {
  mlp: { for: mlpFor, differences: () => [] },
  cnn: {
    for: cnnFor,
    differences: ({ image, sound }) => {
      if (sound !== undefined) return ['recordings']
      return JSON.stringify(articleCnn(image)) === JSON.stringify(articleCnn()) ? [] : ['picture-size']
    },
  },
  rnn: {
    for: (model) => recurrentFor(model, (hidden) => articleRnn(1, 1, hidden)),
    differences: differencesOfRecurrent,
  },
  lstm: {
    for: (model) => recurrentFor(model, (hidden) => articleLstm(1, 1, hidden)),
    differences: differencesOfRecurrent,
  },
  transformer: {
    for: transformerFor,
    // The article's puts its Linear on each step as well.
    differences: ({ tokens, projectsInput }) => (tokens !== null ? ['words'] : projectsInput ? ['projection'] : []),
  },
  bert: { for: bertFor, differences: () => [] },
}

export const articleFamilies = Object.keys(articlePresets) as ArticleFamily[]

/** The article's model of a family for what one of these models reads, the first that it can; null where it can none. */
export function articleModel(family: ArticleFamily, models: readonly ModelSpec[]): ModelSpec | null {
  for (const model of models) {
    const preset = articlePresets[family].for(model)
    if (preset !== null) return preset
  }
  return null
}

/** Whether two models agree in every setting. */
function sameModel(a: ModelSpec, b: ModelSpec): boolean {
  const [one, other]: Readonly<Record<string, unknown>>[] = [a, b]
  const names = [...Object.keys(a), ...Object.keys(b)]
  return names.every((name) => JSON.stringify(one?.[name]) === JSON.stringify(other?.[name]))
}

/** The family whose article's model a model is; null for one of another structure. */
export function articleFamilyOf(model: ModelSpec): ArticleFamily | null {
  if (model.family === 'fusion') return null
  const preset = articlePresets[model.family].for(model)
  return preset !== null && sameModel(preset, model) ? model.family : null
}

/** What a preset has that the article's own model doesn't. */
export function articleDifferencesOf(preset: ModelSpec): readonly ArticleDifference[] {
  if (preset.family === 'fusion') return []
  const { differences } = articlePresets[preset.family] as ArticlePreset<ArticleFamily>
  return (differences as (model: ModelSpec) => readonly ArticleDifference[])(preset)
}
