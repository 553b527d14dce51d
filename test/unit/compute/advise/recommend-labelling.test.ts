/** What is suggested and recommended where each word is to be labelled. */
import { describe, expect, it } from 'vitest'
import { recommendLabelling } from '../../../../compute/advise/recommend-labelling.ts'
import { reviewSpec } from '../../../../compute/advise/review-spec.ts'
import { suggestAnswers } from '../../../../compute/advise/suggest-answers.ts'
import type { ColumnProfile, TableProfile } from '../../../../compute/spec/dataset.ts'
import type { LabelledFacts } from '../../../../compute/spec/labelling.ts'
import { message } from '../../../../compute/spec/message.ts'
import { runSpecSchema } from '../../../../compute/spec/run.ts'
import { someSpeed as speed } from '../../../support/machine-speed.ts'

const column = (name: string): ColumnProfile => ({
  ...{ name, kind: 'text', distinct: 900, missing: 0, kindReason: message(''), unparsed: null, numeric: null },
  ...{ distribution: [], examples: ['O B-PER O'] },
})
const profile: TableProfile = {
  ...{ rows: 1000, notices: [], targetCandidates: [] },
  columns: [column('words'), column('pos'), column('labels')],
}
const facts: LabelledFacts = {
  ...{ words: 'words', labels: 'labels', rows: 990, uneven: 10, count: 15_000, vocabulary: 3000, longest: 45 },
  labelCounts: [
    { label: 'O', count: 12_000 },
    { label: 'B-PER', count: 2000 },
    { label: 'B-LOC', count: 1000 },
  ],
  entityCounts: [
    { type: 'PER', count: 2000 },
    { type: 'LOC', count: 20 },
  ],
  unspaced: 0,
}
const { answers } = suggestAnswers(profile, { cores: 4 }, 'labels', { labelled: facts })
const recommend = (changes: Partial<typeof answers> = {}, own: LabelledFacts | null = facts) =>
  recommendLabelling(profile, { ...answers, ...changes }, speed, own)

describe('labels of words', () => {
  it('are what is suggested, with a network that reads the words', () => {
    expect(answers).toMatchObject({
      ...{ data: 'text', task: 'classification', target: 'labels', labelling: { words: 'words' } },
      reader: { kind: 'network', network: 'lstm' },
    })
  })

  it('are learned by a network that answers at each step and reads the longest sentence', () => {
    const { model, features, leftOut, labelling, training } = recommend()
    expect(model).toMatchObject({
      ...{ family: 'lstm', cell: 'lstm', bidirectional: true, pooling: 'none' },
      tokens: { length: 48, vocabulary: 3006 },
    })
    expect(features).toEqual([{ column: 'words', kind: 'text' }])
    expect(leftOut.map((each) => each.column)).toEqual(['pos'])
    expect(labelling).toEqual({ words: 'words', labels: 3 })
    expect(training.split.stratify).toBe(false)
  })

  it.each(['gru', 'rnn', 'transformer'] as const)('are learned by another network if that is chosen: %s', (network) => {
    const { model, runnerUp } = recommend({ reader: { kind: 'network', network } })
    expect(model).toMatchObject({ pooling: 'none' })
    expect(runnerUp.model).toMatchObject({ pooling: 'none' })
  })

  it('come with what their counts say: rare types, rows that don’t fit, what finds nothing', () => {
    const { checks, baseline } = recommend()
    expect(checks.map(({ level, text }) => [level, text.key])).toEqual([
      ['needs-you', 'advice.labels.rareTypes'],
      ['mended', 'advice.labels.uneven'],
      ['fine', 'advice.labels.enough'],
    ])
    expect(baseline).toEqual(message('advice.baseline.outside', { label: 'O', share: 0.8 }))
  })

  it('make a spec that can be trained and costs what was said', () => {
    const { model, training, features, labelling, cost } = recommend()
    const spec = runSpecSchema.parse({
      ...{ datasetFingerprint: '', task: 'classification', target: 'labels', model, training, features, labelling },
    })
    expect(reviewSpec(profile, spec, speed).cost.parameters).toBe(cost.parameters)
  })

  it('are refused where there are none', () => {
    expect(() => recommend({}, null)).toThrow(/labels-without-words/)
  })
})
