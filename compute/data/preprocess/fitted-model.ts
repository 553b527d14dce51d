/** A run's model as its columns make it: where vectors of categories are learned, which inputs are numbers of categories. */
import type { FittedPreprocessing } from '../../spec/preprocessing.ts'
import type { RunSpec } from '../../spec/run.ts'
import { inputLayout } from './encode.ts'
import { embedsCategories } from './fit-preprocessing.ts'

/** The model to train: as it is in the spec, but that it knows its category columns where it learns vectors for them. */
export function fittedModel(model: RunSpec['model'], fitted: FittedPreprocessing): RunSpec['model'] {
  if (model.family !== 'mlp' || !embedsCategories(model)) return model
  const embedded = inputLayout(fitted)
    .categories.filter(({ feature }) => feature.encoding === 'number')
    // One number more than there are categories, for what is missing or was never seen.
    .map(({ feature, first }) => ({ input: first, numbers: feature.categories.length + 1 }))
  return { ...model, embedded }
}
