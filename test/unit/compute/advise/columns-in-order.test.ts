import { describe, expect, it } from 'vitest'
import { columnsInOrder } from '../../../../compute/advise/columns-in-order.ts'
import { recommend } from '../../../../compute/advise/recommend.ts'
import { reviewSpec } from '../../../../compute/advise/review-spec.ts'
import { suggestAnswers } from '../../../../compute/advise/suggest-answers.ts'
import { recommendationSchema, suggestedAnswersSchema } from '../../../../compute/spec/advice.ts'
import type { Cell } from '../../../../compute/spec/dataset.ts'
import { someSpeed as speed } from '../../../support/machine-speed.ts'
import { memoryProfile } from './memory-profile.ts'

const rows = Array.from({ length: 60 }, (_, row) => row)
const numbers = (place: number): Cell[] => rows.map((row) => Math.sin(row * 7 + place))
const labels = rows.map((row) => ['rest', 'walk', 'run'][row % 3]!)

/** A table with number columns of these names, and a label. */
function profileOf(names: readonly string[], others: Record<string, Cell[]> = {}) {
  const steps = Object.fromEntries(names.map((name, place) => [name, numbers(place)]))
  return memoryProfile({ ...others, ...steps, activity: labels })
}
const named = (count: number, name: (step: number) => string) => Array.from({ length: count }, (_, at) => name(at))
const inOrder = (names: readonly string[]) => columnsInOrder(profileOf(names).columns, 'activity')

describe('columns that are steps of one sequence', () => {
  it.each([
    ['numbered names', named(12, (step) => `t${step}`)],
    ['names in Chinese', named(12, (step) => `第${step + 1}步`)],
    ['numbers with decimals and a unit', named(12, (step) => `${(400 + 2.5 * step).toFixed(1)} nm`)],
    ['falling numbers', named(12, (step) => `${900 - step} nm`)],
  ])('are found by %s', (_, names) => {
    expect(inOrder(names)).toEqual(names)
  })

  it('are not found where the numbers rise and fall, where names have no numbers, or where there are few', () => {
    expect(inOrder(['x3', 'x1', 'x2', 'x5', 'x4', 'x7', 'x6', 'x9', 'x8'])).toEqual([])
    expect(inOrder(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'])).toEqual([])
    expect(inOrder(named(7, (step) => `t${step}`))).toEqual([])
  })

  it('are the largest group, without the target', () => {
    const steps = named(10, (step) => `v${step}`)
    const profile = profileOf([...steps, 'age1', 'age2'])
    expect(columnsInOrder(profile.columns, 'v9')).toEqual(steps.slice(0, 9))
  })
})

describe('a table whose columns are in order', () => {
  const steps = named(24, (step) => `t${step}`)
  const plain = profileOf(steps)
  const mixed = profileOf(steps, { person: labels.map((_, row) => `p${row % 5}`) })

  it('is taken as sequences with a class where there is nothing else, and may be elsewhere', () => {
    const suggested = suggestAnswers(plain, { cores: 2 })
    expect(suggestedAnswersSchema.parse(suggested).answers).toMatchObject({
      data: 'sequences',
      task: 'classification',
      reader: { kind: 'network', network: 'gru' },
    })
    expect(suggested.possible.data).toEqual(['sequences', 'table'])
    const other = suggestAnswers(mixed, { cores: 2 })
    expect(other.answers.data).toBe('table')
    expect(other.answers.reader).toBeUndefined()
    expect(other.possible).toMatchObject({ data: ['table', 'sequences'], reader: { network: 'gru' } })
  })

  it.each(['gru', 'lstm', 'rnn', 'transformer'] as const)('is read by a network step by step: %s', (network) => {
    const { answers } = suggestAnswers(mixed, { cores: 2 })
    const reader = { kind: 'network', network } as const
    const recommended = recommend(mixed, { ...answers, data: 'sequences', reader }, speed)
    expect(recommendationSchema.safeParse(recommended).error).toBeUndefined()
    expect(recommended.features.map(({ column }) => column)).toEqual(steps)
    expect(recommended.leftOut).toEqual([
      { column: 'person', reason: { key: 'advice.leftOut.besideSequence', params: {} } },
    ])
    expect(recommended.model).toMatchObject({
      family: network === 'gru' ? 'lstm' : network,
      sequence: { steps: 24, features: 1, lengths: 'fixed' },
      tokens: null,
    })
    expect(recommended.runnerUp.model.family).toBe('mlp')
  })

  it('costs what the columns cost that are left in the plan', () => {
    const { answers } = suggestAnswers(plain, { cores: 2 })
    const { model, training, features } = recommend(plain, answers, speed)
    const spec = { datasetFingerprint: '', task: 'classification', target: 'activity', model, training } as const
    const seconds = (count: number) =>
      reviewSpec(plain, { ...spec, features: features.slice(0, count) }, speed).cost.trainSeconds
    expect(seconds(12)).toBeLessThan(0.7 * seconds(24))
  })
})
