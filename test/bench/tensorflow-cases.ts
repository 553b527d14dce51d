/** Which of the benchmark's cases TensorFlow.js has a model for here. */
import type { BenchCase } from './cases.ts'

/** Why a case has none; null where it has one. */
export function unwritten({ model }: Pick<BenchCase, 'model'>): string | null {
  const readsTokens = 'tokens' in model && model.tokens !== null
  const convolves = (model.family === 'vae' || model.family === 'gan') && model.design.kind === 'convolutional'
  return readsTokens || convolves ? 'not written' : null
}
