/** A model's settings in words. A setting that a family doesn't have is null there. */
import type { ModelSpec } from '../../../compute/spec/model.ts'
import type { Words } from '../../i18n/words.ts'

type Say = Pick<Words, 'text' | 'format'>

/** Every setting of a model, in the order in which it is shown. */
export const modelSettings = {
  hidden: (model, { text, format }) =>
    model.hidden.length === 0 ? text('runs.values.noHidden') : model.hidden.map(format.integer).join(' · '),
  activation: (model, { text }) => text(`runs.values.activation.${model.activation}`),
  normalization: (model, { text }) => text(`runs.values.normalization.${model.normalization}`),
  dropout: (model, { text, format }) => (model.dropout === 0 ? text('common.none') : format.percent(model.dropout)),
} as const satisfies Record<string, (model: ModelSpec, say: Say) => string | null>
