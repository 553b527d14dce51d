/** A model's architecture in a few characters, as lists show it. */
import type { ModelFamily, ModelSpec } from '../../compute/spec/model.ts'

const texts = {
  mlp: ({ hidden }) => hidden.join(' · '),
} as const satisfies { [F in ModelFamily]: (model: Extract<ModelSpec, { family: F }>) => string }

/** For an MLP its hidden widths, as in "64 · 32"; empty where it has none. */
export function architectureText(model: ModelSpec): string {
  return texts[model.family](model)
}
