import { describe, expect, it } from 'vitest'
import { articleLstm, articleRnn, articleTransformer } from '../../../../compute/spec/article-models.ts'
import { modelSpecSchema } from '../../../../compute/spec/model.ts'
import { architectureText } from '../../../../main/runs/architecture.ts'

const rnn = articleRnn(7, 3, 16)
const lstm = articleLstm(7, 3, 16)
const transformer = articleTransformer(5, 64, 8, 3)
const tokens = { length: 12, vocabulary: 100 }

/** The first field that the schema finds fault with; null where it finds none. */
const faultOf = (model: unknown) => modelSpecSchema.safeParse(model).error?.issues[0]?.path[0] ?? null

describe('the spec of a model of sequences', () => {
  it('is sound for the presets of the article, and for tokens in the place of numbers', () => {
    for (const model of [rnn, lstm, transformer]) {
      expect(modelSpecSchema.parse(model)).toEqual(model)
      expect(faultOf({ ...model, sequence: null, tokens })).toBeNull()
    }
  })

  it('says what the rows are, and only one thing of them', () => {
    for (const model of [rnn, lstm, transformer]) {
      expect(faultOf({ ...model, sequence: null })).toBe('sequence')
      expect(faultOf({ ...model, tokens })).toBe('sequence')
    }
  })

  it('has a width that the heads can share, and that of the features where nothing brings them to it', () => {
    expect(faultOf({ ...transformer, heads: 7 })).toBe('heads')
    expect(faultOf({ ...transformer, width: 128 })).toBe('projectsInput')
    expect(faultOf({ ...transformer, width: 128, projectsInput: true })).toBeNull()
  })
})

describe('the architecture in short', () => {
  it('names cell, layers, width and directions, or heads', () => {
    expect(architectureText(rnn)).toBe('16')
    expect(architectureText({ ...lstm, layers: 2, bidirectional: true })).toBe('LSTM 2 × 16 ⇄')
    expect(architectureText({ ...lstm, cell: 'gru' })).toBe('GRU 16')
    expect(architectureText(transformer)).toBe('3 × 64 / 8')
  })
})
