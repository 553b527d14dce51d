/** Models of sequences: recurrent networks and the Transformer encoder. */
import { z } from 'zod'

const probabilitySchema = z.number().min(0).max(0.95)
const widthSchema = z.int().min(1).max(8192)
const depthSchema = z.int().min(1).max(24)

/**
 * Numbers in time: a row is `steps` times `features` numbers, step after step. Where lengths are variable, a step that
 * a sequence doesn't have any more is NaN in all its features; such steps come after all others.
 */
export const numericSequenceSchema = z.object({
  steps: z.int().min(1).max(65_536),
  features: z.int().min(1).max(65_536),
  lengths: z.enum(['fixed', 'variable']),
})
export type NumericSequence = z.infer<typeof numericSequenceSchema>

/** Tokens: a row is `length` token numbers below `vocabulary`; 0 is padding, after all others. */
export const tokenSequenceSchema = z.object({
  length: z.int().min(1).max(65_536),
  vocabulary: z.int().min(2).max(10_000_000),
})
export type TokenSequence = z.infer<typeof tokenSequenceSchema>

/**
 * What is made of the steps for the last Linear: the last one's state, or the mean over all that are there. With none it is
 * put on each step: a sequence is labelled step by step.
 */
export const poolings = ['last', 'mean', 'none'] as const
export const poolingSchema = z.enum(poolings)
export type Pooling = z.infer<typeof poolingSchema>

const oneInput = {
  /** Numbers in time, or null. */
  sequence: numericSequenceSchema.nullable(),
  /** Tokens, or null. Exactly one of the two is given. */
  tokens: tokenSequenceSchema.nullable(),
}

interface SequenceInput {
  readonly sequence: NumericSequence | null
  readonly tokens: TokenSequence | null
}
const hasOneInput = ({ sequence, tokens }: SequenceInput) => (sequence === null) !== (tokens === null)
const inputError = { error: 'a sequence of numbers or of tokens, not both', path: ['sequence'] }

const recurrentFields = {
  ...oneInput,
  /** Width of a token's vector; of no meaning for numbers. */
  embedding: widthSchema,
  hidden: widthSchema,
  layers: depthSchema,
  bidirectional: z.boolean(),
  pooling: poolingSchema,
  /** Probability that an output between recurrent layers, or what the last Linear takes, is dropped in training. */
  dropout: probabilitySchema,
}

/** tanh RNN, stacked; then Linear of the last state, of the mean, or of each state. */
export const rnnSpecSchema = z.object({ family: z.literal('rnn'), ...recurrentFields }).refine(hasOneInput, inputError)
export type RnnSpec = z.infer<typeof rnnSpecSchema>

export const lstmCells = ['lstm', 'gru'] as const

/** LSTM or GRU, stacked; then Linear of the last state, of the mean, or of each state. */
export const lstmSpecSchema = z
  .object({ family: z.literal('lstm'), cell: z.enum(lstmCells), ...recurrentFields })
  .refine(hasOneInput, inputError)
export type LstmSpec = z.infer<typeof lstmSpecSchema>

/** What tells a Transformer where a step stands. */
export const positionKinds = ['none', 'learned', 'sinusoidal'] as const

/** PyTorch's encoder layers know these. */
export const encoderActivations = ['relu', 'gelu'] as const

/**
 * Transformer encoder: inputs brought to the width, positions, layers of torch.nn.TransformerEncoderLayer; then Linear of the
 * mean over the steps, of the last one, or of each.
 */
export const transformerSpecSchema = z
  .object({
    family: z.literal('transformer'),
    ...oneInput,
    /** Width of the stream between the layers (d_model): a multiple of the heads. */
    width: widthSchema,
    heads: z.int().min(1).max(256),
    layers: depthSchema,
    feedForward: z.int().min(1).max(65_536),
    activation: z.enum(encoderActivations),
    /** Whether layers normalise before what they do (pre-norm), with one more normalisation at the end, or after it. */
    normalizeFirst: z.boolean(),
    positions: z.enum(positionKinds),
    /** Whether numbers are brought to the width by a Linear. Without it, a step has as many features as the width. */
    projectsInput: z.boolean(),
    /** Whether a step sees earlier steps only. */
    causal: z.boolean(),
    pooling: poolingSchema,
    dropout: probabilitySchema,
  })
  .refine(hasOneInput, inputError)
  .refine(({ width, heads }) => width % heads === 0, {
    error: 'the width must be a multiple of the heads',
    path: ['heads'],
  })
  .refine(({ width, sequence, projectsInput }) => projectsInput || sequence === null || sequence.features === width, {
    error: 'without a projection the features must be the width',
    path: ['projectsInput'],
  })
export type TransformerSpec = z.infer<typeof transformerSpecSchema>

/** The most of so many heads that divide a width. */
export function headsFor(width: number, heads: number): number {
  let fitting = Math.min(width, heads)
  while (width % fitting !== 0) fitting--
  return fitting
}

/**
 * A model of numbers in time for those of another sequence. A Transformer that doesn't bring steps to its width is as wide as
 * they are.
 */
export function withSequence<Model extends RnnSpec | LstmSpec | TransformerSpec>(
  model: Model,
  sequence: NumericSequence,
): Model {
  const read = { ...model, sequence, tokens: null }
  if (model.family !== 'transformer' || model.projectsInput) return read
  const { features } = sequence
  return { ...read, width: features, heads: headsFor(features, model.heads) }
}
