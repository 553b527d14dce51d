/**
 * A run's model as its columns make it: where vectors of categories are learned, which inputs are numbers of categories;
 * where texts are read word by word, how many words there are.
 */
import type { FittedPreprocessing } from '../../spec/preprocessing.ts'
import type { RunSpec } from '../../spec/run.ts'
import { inputLayout } from './encode.ts'
import { embedsCategories } from './fit-preprocessing.ts'
import { readsWords, vocabularyOf } from './word-sequence.ts'

/** The model to train: as it is in the spec, but that it knows what was fitted of the columns that it learns vectors for. */
export function fittedModel(model: RunSpec['model'], fitted: FittedPreprocessing): RunSpec['model'] {
  if (readsWords(model) !== null) return withVocabulary(model, fitted)
  if (model.family !== 'mlp' || !embedsCategories(model)) return model
  const embedded = inputLayout(fitted)
    .categories.filter(({ feature }) => feature.encoding === 'number')
    // One number more than there are categories, for what is missing or was never seen.
    .map(({ feature, first }) => ({ input: first, numbers: feature.categories.length + 1 }))
  return { ...model, embedded }
}

function withVocabulary(model: RunSpec['model'], fitted: FittedPreprocessing): RunSpec['model'] {
  const [words] = inputLayout(fitted).words
  if (words === undefined || !('tokens' in model) || model.tokens === null || model.family === 'bert') return model
  return { ...model, tokens: { ...model.tokens, vocabulary: vocabularyOf(words.feature) } }
}
