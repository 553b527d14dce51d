/** The article's presets: for what which plan reads, as large as which, and what of them isn't the article's. */
import { describe, expect, it } from 'vitest'
import {
  articleBert,
  articleCnn,
  articleLstm,
  articleMlp,
  articleRnn,
  articleTransformer,
} from '../../../../compute/spec/article-models.ts'
import {
  articleDifferencesOf,
  articleFamilies,
  type ArticleFamily,
  articleFamilyOf,
  articleModel,
} from '../../../../compute/spec/article-preset.ts'
import type { BertSpec } from '../../../../compute/spec/bert-model.ts'
import type { CnnSpec } from '../../../../compute/spec/image-model.ts'
import { type MlpSpec, type ModelSpec, modelSpecSchema } from '../../../../compute/spec/model.ts'
import type { LstmSpec, TransformerSpec } from '../../../../compute/spec/sequence-model.ts'

const mlp: MlpSpec = { family: 'mlp', hidden: [48, 24], activation: 'gelu', normalization: 'batch', dropout: 0.2 }
const series: LstmSpec = {
  ...{ family: 'lstm', cell: 'gru', sequence: { steps: 20, features: 12, lengths: 'fixed' }, tokens: null },
  ...{ embedding: 1, hidden: 32, layers: 2, bidirectional: true, pooling: 'mean', dropout: 0.2 },
}
const narrowSeries: LstmSpec = { ...series, sequence: { steps: 20, features: 3, lengths: 'fixed' } }
const words: TransformerSpec = {
  ...{ family: 'transformer', sequence: null, tokens: { length: 16, vocabulary: 90 }, width: 24, heads: 4, layers: 3 },
  ...{ feedForward: 96, activation: 'gelu', normalizeFirst: true, positions: 'learned', projectsInput: false },
  ...{ causal: false, pooling: 'mean', dropout: 0.3 },
}
const pictures: CnnSpec = {
  ...{ family: 'cnn', image: { channels: 1, height: 28, width: 28 } },
  design: {
    ...{ kind: 'plain', channels: [16, 32], convolutions: 1, pooling: 'max', hidden: [64], activation: 'relu' },
    ...{ normalization: 'batch', dropout: 0.3 },
  },
}
const bert: BertSpec = {
  ...{ family: 'bert', tokens: { length: 16, vocabulary: 90 }, width: 24, heads: 4, layers: 2, feedForward: 48 },
  ...{ positions: 64, segments: 2, pairs: false, head: 'text', activation: 'gelu', epsilon: 1e-12 },
  ...{ pooling: 'mean', dropout: 0.1 },
}
const practical = { mlp, series, narrowSeries, words, pictures, bert }
const presetsOf = (model: ModelSpec) => articleFamilies.filter((family) => articleModel(family, [model]) !== null)
const presetOf = (family: ArticleFamily, model: ModelSpec) => articleModel(family, [model])!

describe('the article’s presets', () => {
  it('are those of the families that read what the plan does', () => {
    expect(presetsOf(mlp)).toEqual(['mlp'])
    expect(presetsOf(series)).toEqual(['mlp', 'rnn', 'lstm', 'transformer'])
    expect(presetsOf(words)).toEqual(['rnn', 'lstm', 'transformer'])
    expect(presetsOf(pictures)).toEqual(['cnn'])
    expect(presetsOf(bert)).toEqual(['bert'])
    expect(presetsOf({ ...bert, head: 'tokens' })).toEqual([])
    const { image, design } = pictures
    const fusion = { family: 'fusion', image, design, vector: 8, hidden: [], joint: [], activation: 'relu', dropout: 0 }
    expect(presetsOf(modelSpecSchema.parse(fusion))).toEqual([])
  })

  it('have exactly the article’s structure, in the sizes that the plan has', () => {
    expect(presetOf('mlp', mlp)).toEqual(articleMlp(48))
    expect(presetOf('rnn', series)).toEqual(articleRnn(20, 12, 32))
    expect(presetOf('lstm', series)).toEqual(articleLstm(20, 12, 32))
    expect(presetOf('transformer', series)).toEqual(articleTransformer(20, 12, 6, 2))
    expect(presetOf('cnn', pictures)).toEqual(articleCnn())
    expect(presetOf('bert', bert)).toEqual(articleBert(bert))
  })

  it('read words through a table of vectors, and few numbers of a step through a Linear', () => {
    const { tokens } = words
    expect(presetOf('rnn', words)).toEqual({ ...articleRnn(1, 1, 24), sequence: null, tokens, embedding: 24 })
    const form = { sequence: null, tokens }
    expect(presetOf('transformer', words)).toEqual({ ...articleTransformer(1, 24, 4, 3), ...form })
    expect(presetOf('transformer', narrowSeries)).toEqual({
      ...articleTransformer(20, 32, 8, 2),
      sequence: narrowSeries.sequence,
      projectsInput: true,
    })
  })

  it.each(Object.entries(practical))('for %s can be trained, are known again and stay themselves', (_, model) => {
    expect(articleFamilyOf(model)).toBeNull()
    for (const family of presetsOf(model)) {
      const preset = presetOf(family, model)
      expect(modelSpecSchema.parse(preset)).toEqual(preset)
      // As a stored run has it, with its fields in another order.
      expect(articleFamilyOf(modelSpecSchema.parse(preset))).toBe(family)
      expect(articleModel(family, [preset])).toEqual(preset)
    }
  })

  it('are no longer the article’s once anything else than their size is changed', () => {
    expect(articleFamilyOf({ ...articleMlp(9), hidden: [11] })).toBe('mlp')
    expect(articleFamilyOf({ ...articleMlp(9), hidden: [11, 3] })).toBeNull()
    expect(articleFamilyOf({ ...articleMlp(9), categories: 'embedding' })).toBeNull()
    expect(articleFamilyOf({ ...articleRnn(5, 2, 9), layers: 2 })).toBeNull()
    expect(articleFamilyOf({ ...articleLstm(5, 2, 9), cell: 'gru' })).toBeNull()
    expect(articleFamilyOf({ ...articleTransformer(5, 8, 2, 1), normalizeFirst: true })).toBeNull()
    expect(articleFamilyOf({ ...articleTransformer(5, 8, 2, 1), feedForward: 64 })).toBeNull()
    expect(articleFamilyOf({ ...articleTransformer(5, 3, 1, 4) })).toBe('transformer')
  })

  it('say what of them isn’t the article’s', () => {
    const said = (family: ArticleFamily, model: ModelSpec) => articleDifferencesOf(presetOf(family, model))
    expect(said('mlp', mlp)).toEqual([])
    expect(said('lstm', series)).toEqual([])
    expect(said('transformer', series)).toEqual([])
    expect(said('transformer', narrowSeries)).toEqual(['projection'])
    expect(said('rnn', words)).toEqual(['words'])
    expect(said('rnn', { ...words, pooling: 'none' })).toEqual(['words', 'each-step'])
    expect(said('transformer', { ...words, pooling: 'none' })).toEqual(['words'])
    expect(said('cnn', pictures)).toEqual([])
    expect(articleDifferencesOf(articleCnn({ channels: 1, height: 28, width: 28 }))).toEqual(['picture-size'])
  })
})
