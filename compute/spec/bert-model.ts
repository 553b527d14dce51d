/** BERT: a Transformer encoder of tokens in the sizes of a published checkpoint, with a head for this task. */
import { z } from 'zod'
import { pretrainedIdSchema } from './pretrained-model.ts'
import { tokenSequenceSchema } from './sequence-model.ts'

/** What the head for texts takes: the pooler's output for the first token, as BERT was trained, or the mean over the tokens. */
export const bertPoolings = ['first-token', 'mean'] as const

/**
 * What is told of a text: one class (or value), a class for each token (named entities), where an answer begins and ends, or
 * which token stands where one was masked (the task that BERT is pretrained with).
 */
export const bertHeads = ['text', 'tokens', 'span', 'masked'] as const
export const bertHeadSchema = z.enum(bertHeads)
export type BertHead = z.infer<typeof bertHeadSchema>

export const bertSpecSchema = z
  .object({
    family: z.literal('bert'),
    tokens: tokenSequenceSchema,
    width: z.int().min(1).max(8192),
    heads: z.int().min(1).max(256),
    layers: z.int().min(1).max(48),
    feedForward: z.int().min(1).max(65_536),
    /** Places that the checkpoint has vectors for: the longest text that it can read. */
    positions: z.int().min(1).max(65_536),
    /** Kinds of segments that it has vectors for; texts are of the first. */
    segments: z.int().min(1).max(16),
    /**
     * Whether a row is two texts, such as a question and where its answer stands: `length` tokens of both, then as many
     * numbers of the segment that each is of.
     */
    pairs: z.boolean().default(false),
    head: bertHeadSchema.default('text'),
    activation: z.enum(['relu', 'gelu']),
    /** Smallest variance that its layer normalisations reckon with. */
    epsilon: z.number().positive(),
    /** Of no meaning for other heads. */
    pooling: z.enum(bertPoolings),
    /** Which of the project's pretrained models its weights begin as; without one they begin at random. */
    pretrained: pretrainedIdSchema.optional(),
    dropout: z.number().min(0).max(0.95),
  })
  .refine(({ width, heads }) => width % heads === 0, {
    error: 'the width must be a multiple of the heads',
    path: ['heads'],
  })
  .refine(({ tokens, positions }) => tokens.length <= positions, {
    error: 'the texts are longer than the checkpoint can read',
    path: ['tokens', 'length'],
  })
  .refine(({ pairs, segments }) => !pairs || segments > 1, {
    error: 'two texts need vectors for two segments',
    path: ['pairs'],
  })
export type BertSpec = z.infer<typeof bertSpecSchema>
