/** What is suggested and recommended for series. */
import { describe, expect, it } from 'vitest'
import { recommendForecast } from '../../../../compute/advise/recommend-forecast.ts'
import { reviewSpec } from '../../../../compute/advise/review-spec.ts'
import { suggestAnswers } from '../../../../compute/advise/suggest-answers.ts'
import type { Answers } from '../../../../compute/spec/advice.ts'
import type { ColumnProfile, TableProfile } from '../../../../compute/spec/dataset.ts'
import { message } from '../../../../compute/spec/message.ts'
import { runSpecSchema } from '../../../../compute/spec/run.ts'
import type { SeriesFacts } from '../../../../compute/spec/series-facts.ts'
import { someSpeed as speed } from '../../../support/machine-speed.ts'

const column = (name: string, kind: ColumnProfile['kind'], distinct: number): ColumnProfile => ({
  ...{ name, kind, distinct, missing: 0, kindReason: message(''), unparsed: null, numeric: null },
  ...{ distribution: [], examples: [] },
})
const profile: TableProfile = {
  rows: 3000,
  columns: [
    column('day', 'date', 1000),
    column('shop', 'category', 3),
    column('rain', 'number', 800),
    column('note', 'text', 2900),
    column('sales', 'number', 2500),
  ],
  notices: [],
  targetCandidates: [],
}
const facts: SeriesFacts = {
  window: {
    ...{ time: 'day', series: 'shop', interval: { kind: 'even', length: 86_400_000, origin: 0 } },
    ...{ history: 14, horizon: 7, stride: 1, bridge: 3, calendar: ['weekday', 'yearday'], level: 'last', season: 7 },
  },
  ...{ dated: true, from: 0, to: 86_400_000 * 999, series: 3, steps: 2990, longest: 996, missing: 10, breaks: 0 },
  ...{ shared: 0, regular: 0.99, seasonStrength: 0.8, windows: 2900 },
}
const answers: Answers = {
  ...{ data: 'sequences', task: 'regression', target: 'sales', features: null },
  limits: { budget: 'balanced', maxFileMb: null, maxPredictionMs: null, threads: 1 },
}
const recommend = (changes: Partial<SeriesFacts> = {}, asked: Partial<Answers> = {}) =>
  recommendForecast(profile, { ...answers, ...asked }, speed, { ...facts, ...changes })

describe('a recommendation for series', () => {
  it('learns from the past of the target and what goes along with it, and is judged by what came later', () => {
    const { features, leftOut, training, window, model } = recommend()
    expect(features.map(({ column }) => column)).toEqual(['sales', 'shop', 'rain'])
    expect(leftOut.map(({ column, reason }) => [column, reason.key])).toEqual([
      ['day', 'advice.leftOut.saysWhen'],
      ['note', 'advice.leftOut.besideSeries'],
    ])
    expect(training.split.method).toEqual({ kind: 'time', column: 'day' })
    expect(window).toEqual(facts.window)
    // Sales, rain, three shops, sine and cosine of two parts of the calendar.
    expect(model).toMatchObject({ family: 'lstm', cell: 'gru', sequence: { steps: 14, features: 9 } })
  })

  it('is one that can be trained as it stands', () => {
    const { model, training, features, window } = recommend()
    const spec = { datasetFingerprint: '', task: 'regression', target: 'sales', model, training, features, window }
    expect(runSpecSchema.parse(spec).window).toEqual(window)
    const { cost } = recommend()
    expect(reviewSpec(profile, runSpecSchema.parse(spec), speed).cost.parameters).toBe(cost.parameters)
  })

  it('has a memory of its own for long histories of many windows, and attention as its runner-up', () => {
    const long = recommend({ windows: 30_000, window: { ...facts.window, history: 168 } })
    expect(long.model).toMatchObject({ family: 'lstm', cell: 'lstm' })
    expect(long.runnerUp.model.family).toBe('transformer')
    expect(recommend().runnerUp.model).toMatchObject({ family: 'mlp', hidden: [] })
  })

  it('has to beat what was a season before, where there is one', () => {
    expect(recommend().baseline.key).toBe('advice.baseline.seasonal')
    expect(recommend({ window: { ...facts.window, season: null } }).baseline.key).toBe('advice.baseline.naive')
  })

  it('says what was done about gaps, and that few windows teach little', () => {
    const keys = (changes: Partial<SeriesFacts>) => recommend(changes).checks.map(({ text }) => text.key)
    expect(keys({})).toEqual(['advice.series.bridged', 'advice.series.windows'])
    expect(keys({ breaks: 2, windows: 40 })).toEqual(['advice.series.fewWindows', 'advice.series.broken'])
    expect(keys({ shared: 2000 })[0]).toBe('advice.series.sharedByMany')
  })

  it('is refused where there are no series', () => {
    expect(() => recommendForecast(profile, answers, speed, null)).toThrow(
      expect.objectContaining({ code: 'no-series', params: { column: 'sales' } }),
    )
  })
})

describe('a table with series', () => {
  const suggest = (changes: Partial<SeriesFacts>) =>
    suggestAnswers(profile, { cores: 2 }, 'sales', { facts: { ...facts, ...changes } })

  it('is suggested to be taken as those, and can be a table all the same', () => {
    const { answers: suggested, possible, reasons } = suggest({})
    expect(suggested).toMatchObject({ data: 'sequences', task: 'regression' })
    expect(possible.data).toEqual(['sequences', 'table', 'text'])
    expect(reasons.data).toEqual(message('advice.suggest.sequences', { column: 'day', steps: 2990, share: 0.99 }))
  })

  it('is a table first where moments are uneven, and no series where there are too few', () => {
    expect(suggest({ regular: 0.4 }).possible.data).toEqual(['table', 'text', 'sequences'])
    expect(suggest({ windows: 20 }).possible.data).toEqual(['table', 'text'])
  })
})
