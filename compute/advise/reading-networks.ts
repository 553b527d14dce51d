/** The networks that read in order, word by word or value by value, in the sizes that they are proposed with. */
import type { WordReader } from '../spec/advice.ts'
import type { LstmSpec, NumericSequence, RnnSpec, TokenSequence, TransformerSpec } from '../spec/sequence-model.ts'

export type ReadingModel = RnnSpec | LstmSpec | TransformerSpec

/** What is read: words, or values in the order of columns. */
export type Read =
  | { readonly tokens: TokenSequence; readonly sequence: null }
  | { readonly tokens: null; readonly sequence: NumericSequence }

interface Size {
  readonly width: number
  readonly layers: number
  readonly dropout: number
}

const heads = 4

/** Whole heads only: a width that they don't divide is brought down to one that they do. */
export const wholeHeads = (width: number) => Math.max(heads, width - (width % heads))

/** Both directions see what comes after a step, too (Graves and Schmidhuber 2005). */
const recurrent = (read: Read, { width, layers, dropout }: Size) => ({
  ...{ ...read, embedding: width, hidden: width, layers },
  ...{ bidirectional: true, pooling: 'mean' as const, dropout },
})

const designs = {
  gru: (...design) => ({ family: 'lstm', cell: 'gru', ...recurrent(...design) }),
  lstm: (...design) => ({ family: 'lstm', cell: 'lstm', ...recurrent(...design) }),
  rnn: (...design) => ({ family: 'rnn', ...recurrent(...design) }),
  // A Transformer of this size needs its normalisations first to learn without a long warm-up (Xiong et al. 2020).
  transformer: (read, { width, layers, dropout }) => ({
    ...{ family: 'transformer', ...read, width: wholeHeads(width), heads, layers, feedForward: 4 * wholeHeads(width) },
    ...{ activation: 'gelu', normalizeFirst: true, positions: 'learned', projectsInput: read.tokens === null },
    ...{ causal: false, pooling: 'mean', dropout },
  }),
} as const satisfies Record<WordReader, (read: Read, size: Size) => ReadingModel>

export const readingNetwork = (network: WordReader, read: Read, size: Size): ReadingModel =>
  designs[network](read, size)
