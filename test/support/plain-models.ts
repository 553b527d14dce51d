/** Settings of models that tests take as usual: each names only what it is about. */
import type { BertSpec } from '../../compute/spec/bert-model.ts'
import type { CnnDesignOf } from '../../compute/spec/image-model.ts'
import type { LstmSpec, TokenSequence } from '../../compute/spec/sequence-model.ts'

/** All of a BERT but its sizes: one text a row, read by its first token. */
export const plainBert = {
  family: 'bert',
  segments: 2,
  pairs: false,
  head: 'text',
  activation: 'gelu',
  epsilon: 1e-12,
  pooling: 'first-token',
  dropout: 0.1,
} as const satisfies Partial<BertSpec>

/** A plain convolutional network of these channels, with one convolution a stage. */
export function plainDesign(
  channels: readonly number[],
  hidden: readonly number[],
  changes: Partial<CnnDesignOf<'plain'>> = {},
): CnnDesignOf<'plain'> {
  return {
    kind: 'plain',
    channels: [...channels],
    convolutions: 1,
    pooling: 'max',
    hidden: [...hidden],
    activation: 'relu',
    normalization: 'batch',
    dropout: 0,
    ...changes,
  }
}

/** A GRU that reads texts word by word, as small as may be. */
export function wordReader(tokens: TokenSequence, changes: Partial<LstmSpec> = {}): LstmSpec {
  return {
    ...{ family: 'lstm', cell: 'gru', sequence: null, tokens, embedding: 16, hidden: 16, layers: 1 },
    ...{ bidirectional: false, pooling: 'mean', dropout: 0, ...changes },
  }
}
