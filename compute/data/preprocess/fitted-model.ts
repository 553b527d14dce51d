/**
 * A run's model as its columns make it: where vectors of categories are learned, which inputs are numbers of categories;
 * where texts are read word by word, how many words there are; where windows of series are, how many steps of how many numbers;
 * where recordings are heard, by what their bands were standardised.
 */
import type { FusionSpec } from '../../spec/fusion-model.ts'
import type { CnnSpec } from '../../spec/image-model.ts'
import { seesFiles } from '../../spec/model.ts'
import { type FittedPreprocessing, stepWidth } from '../../spec/preprocessing.ts'
import type { RunSpec } from '../../spec/run.ts'
import { withSequence } from '../../spec/sequence-model.ts'
import { readSteps, type SeriesWindow } from '../../spec/series-window.ts'
import { inputLayout } from './input-layout.ts'
import { embedsCategories } from './fit-preprocessing.ts'
import { readsColumns, withColumns } from './row-sequence.ts'
import { readsWords, vocabularyOf } from './word-sequence.ts'

/** The model to train: as it is in the spec, but that it knows what was fitted of the columns that it learns vectors for. */
export function fittedModel(model: RunSpec['model'], fitted: FittedPreprocessing): RunSpec['model'] {
  const { window } = fitted
  if (window !== undefined) return forWindows(model, fitted, window)
  if (readsColumns({ model })) return withColumns(model, fitted.features.length)
  if (readsWords(model) !== null) return withVocabulary(model, fitted)
  if (seesFiles(model)) return withBandScales(model, fitted)
  if (model.family !== 'mlp' || !embedsCategories(model)) return model
  const embedded = inputLayout(fitted)
    .categories.filter(({ feature }) => feature.encoding === 'number')
    // One number more than there are categories, for what is missing or was never seen.
    .map(({ feature, first }) => ({ input: first, numbers: feature.categories.length + 1 }))
  return { ...model, embedded }
}

function forWindows(model: RunSpec['model'], fitted: FittedPreprocessing, window: SeriesWindow): RunSpec['model'] {
  if (!('sequence' in model)) return model
  return withSequence(model, { steps: readSteps(window), features: stepWidth(fitted, window), lengths: 'fixed' })
}

function withBandScales<Model extends CnnSpec | FusionSpec>(model: Model, { features }: FittedPreprocessing): Model {
  const heard = features.find((feature) => feature.kind === 'audio')
  return heard === undefined ? model : { ...model, bandScales: { mean: heard.mean, scale: heard.scale } }
}

function withVocabulary(model: RunSpec['model'], fitted: FittedPreprocessing): RunSpec['model'] {
  const [words] = inputLayout(fitted).words
  if (words === undefined || !('tokens' in model) || model.tokens === null || model.family === 'bert') return model
  return { ...model, tokens: { ...model.tokens, vocabulary: vocabularyOf(words.feature) } }
}
