/** The wizard's steps, its plan, and undo. */
import { describe, expect, it } from 'vitest'
import { noAugmentation } from '../../../../../compute/spec/augmentation.ts'
import { articleMlp, articleTransformer } from '../../../../../compute/spec/article-models.ts'
import type { SeriesWindow } from '../../../../../compute/spec/series-window.ts'
import { beginHistory, record, undo } from '../../../../../renderer/screens/wizard/state/history.ts'
import {
  changedFields,
  choiceOf,
  fieldOf,
  planOf,
  planFields,
  type PlanField,
  planProblems,
  withField,
} from '../../../../../renderer/screens/wizard/state/plan.ts'
import {
  begin,
  beginWith,
  next,
  type WizardEvent,
  type WizardState,
} from '../../../../../renderer/screens/wizard/state/wizard.ts'
import { recommendation, suggested } from './example-advice.ts'

const after = (state: WizardState, ...events: WizardEvent[]) => events.reduce(next, state)
const recommended: WizardEvent = { type: 'recommended', recommendation }
const planned = after(begin(suggested), { type: 'settled' }, recommended)

function planIn(state: WizardState) {
  if (state.step !== 'plan') throw new Error(`no plan in the step ${state.step}`)
  return state.plan
}

describe('the questions', () => {
  it('begin with the kind of data, answered as suggested', () => {
    expect(begin(suggested)).toMatchObject({ step: 'data', answers: suggested.answers })
  })

  it('follow each other, and the last one leads to the recommendation', () => {
    const forward: WizardEvent = { type: 'forward' }
    const steps = [1, 2, 3].map((count) => after(begin(suggested), ...Array<WizardEvent>(count).fill(forward)).step)
    expect(steps).toEqual(['task', 'limits', 'recommending'])
  })

  it('can all be skipped at once', () => {
    expect(after(begin(suggested), { type: 'settled' }).step).toBe('recommending')
  })

  it('go back one by one, and no further than the first', () => {
    const back: WizardEvent = { type: 'back' }
    expect([1, 2, 3, 4].map((count) => after(planned, ...Array<WizardEvent>(count).fill(back)).step)).toEqual([
      'limits',
      'task',
      'data',
      'data',
    ])
  })

  it('take an answer only while one of them is open', () => {
    const change: WizardEvent = { type: 'answered', field: 'task', change: { task: 'regression' } }
    expect(next(begin(suggested), change).answers.task).toBe('regression')
    expect(next(planned, change)).toBe(planned)
  })

  it('take task and target from what is suggested for a new target, but keep the limits', () => {
    const limits = { ...suggested.answers.limits, budget: 'quick' as const }
    const answers = { ...suggested.answers, task: 'regression' as const, target: 'body_mass_g' }
    const state = after(
      begin(suggested),
      { type: 'answered', field: 'budget', change: { limits } },
      { type: 'retargeted', suggested: { ...suggested, answers } },
    )
    expect(state.answers).toMatchObject({ task: 'regression', target: 'body_mass_g', limits, features: null })
  })
})

/** Other values than the recommended ones, for the fields that can't be null or are. */
const others: Partial<{ readonly [Field in PlanField]: unknown }> = {
  split: { train: 0.8, validation: 0.1, test: 0.1, stratify: true },
  loss: { kind: 'cross-entropy', labelSmoothing: 0.1, classWeights: 'balanced' },
  averaging: { decay: 0.9 },
  augmentation: { ...noAugmentation, flipHorizontally: true },
  soundAugmentation: { noise: 20, shift: 0, timeMask: 0, bandMask: 0, masks: 1 },
  textAugmentation: { dropout: 0.2, swap: 0 },
  seriesAugmentation: { jitter: 0.1, scaling: 0 },
}

describe('the plan', () => {
  it('starts out as recommended', () => {
    expect(planIn(planned)).toEqual(planOf(recommendation))
    expect(changedFields(planIn(planned), recommendation)).toEqual([])
  })

  it.each(planFields)('has a field %s that is read, changed, told apart and reset', (field) => {
    const plan = planIn(planned)
    const other = others[field] ?? null
    const changed = after(planned, { type: 'planned', field, value: other as never })
    expect(fieldOf(planIn(changed), field)).toEqual(other)
    expect(changedFields(planIn(changed), recommendation)).toEqual([field])
    expect(after(changed, { type: 'reset', field })).toEqual(planned)
    expect(fieldOf(plan, field)).not.toEqual(other)
  })

  it('can be reset as a whole', () => {
    const changed = after(
      planned,
      { type: 'planned', field: 'epochs', value: 7 },
      { type: 'planned', field: 'hidden', value: [8] },
    )
    expect(after(changed, { type: 'reset', field: 'all' })).toEqual(planned)
  })

  it('takes the model of the runner-up, or of the pick again', () => {
    const second = after(planned, { type: 'chose', choice: 'runner-up' })
    expect(planIn(second).model).toEqual(recommendation.runnerUp.model)
    expect(choiceOf(planIn(second), recommendation)).toBe('runner-up')
    expect(after(second, { type: 'chose', choice: 'pick' })).toEqual(planned)
  })

  it('is a person’s own once its model is neither of the two', () => {
    const own = after(planned, { type: 'planned', field: 'hidden', value: [5] })
    expect(choiceOf(planIn(own), recommendation)).toBe('own')
  })

  it('takes the article’s structure, the practical one again, and both are undone', () => {
    const article: WizardEvent = { type: 'structured', structure: 'mlp' }
    const structured = next(planned, article)
    expect(planIn(structured).model).toEqual({ ...articleMlp(64) })
    expect(next(structured, { type: 'structured', structure: 'practical' })).toEqual(planned)
    expect(undo(record(beginHistory(planned), article)).present).toEqual(planned)
    // There is no article's model of pictures for a table.
    expect(next(planned, { type: 'structured', structure: 'cnn' })).toEqual(planned)
  })

  it('keeps a Transformer as wide as its steps where they come in as they are', () => {
    const sequence = { steps: 9, features: 12, lengths: 'fixed' } as const
    const model = { ...articleTransformer(9, 64, 8, 2), sequence, projectsInput: true }
    const plain = withField({ ...planIn(planned), model }, 'projectsInput', false)
    expect(plain.model).toMatchObject({ projectsInput: false, width: 12, heads: 6 })
    expect(planProblems(plain)).toEqual({})
    expect(withField(plain, 'width', 40).model).toMatchObject({ width: 12 })
  })

  it('goes on when a question was looked at and its answer left as it was', () => {
    const changed = after(planned, { type: 'planned', field: 'epochs', value: 7 })
    expect(after(changed, { type: 'back' }, { type: 'settled' }, recommended)).toMatchObject({
      step: 'plan',
      plan: planIn(changed),
    })
  })

  it('gives way to a new recommendation when an answer has changed', () => {
    const changed = after(
      planned,
      { type: 'planned', field: 'epochs', value: 7 },
      { type: 'asked', question: 'task' },
      { type: 'answered', field: 'task', change: { task: 'regression' } },
      { type: 'settled' },
      recommended,
    )
    expect(planIn(changed)).toEqual(planOf(recommendation))
  })

  it('is a run’s own where the wizard was opened with a run', () => {
    const own = withField(planOf(recommendation), 'epochs', 33)
    expect(planIn(next(beginWith(suggested, suggested.answers, own), recommended))).toEqual(own)
  })
})

describe('what is wrong with a plan', () => {
  const plan = planOf(recommendation)

  it('is nothing as it is recommended', () => {
    expect(planProblems(plan)).toEqual({})
  })

  it.each([
    ['epochs', 0],
    ['batchSize', 1.5],
    ['learningRate', Number.NaN],
    ['dropout', 1],
    ['hidden', [0]],
    ['split', { train: 0.9, validation: 0.2, test: 0.1, stratify: true }],
    ['features', []],
    ['optimizer', { kind: 'momentum', momentum: 2, nesterov: false }],
  ] as const)('is said at the field %s', (field, value) => {
    expect(Object.keys(planProblems(withField(plan, field, value as never)))).toEqual([field])
  })
})

describe('undo', () => {
  const start = beginHistory(begin(suggested))
  const run = (...events: WizardEvent[]) => events.reduce(record, start)

  it('takes back the newest change', () => {
    const history = run({ type: 'settled' }, recommended, { type: 'planned', field: 'epochs', value: 7 })
    expect(undo(history).present).toEqual(planned)
  })

  it('takes back a row of changes of the same field together', () => {
    const history = run(
      { type: 'settled' },
      recommended,
      { type: 'planned', field: 'epochs', value: 7 },
      { type: 'planned', field: 'epochs', value: 70 },
    )
    expect(undo(history).present).toEqual(planned)
  })

  it('goes back to the step where an answer was changed', () => {
    const history = run(
      { type: 'forward' },
      { type: 'answered', field: 'task', change: { task: 'regression' } },
      { type: 'settled' },
      recommended,
    )
    expect(undo(history).present).toMatchObject({ step: 'task', answers: suggested.answers })
  })

  it('has nothing to take back at the beginning', () => {
    expect(undo(start)).toBe(start)
  })
})

describe('a forecast in the wizard', () => {
  const window: SeriesWindow = {
    ...{ time: 'day', series: null, interval: { kind: 'workdays' }, history: 20, horizon: 5, stride: 1, bridge: 3 },
    ...{ calendar: [], level: 'last', season: null },
  }
  const forecast = after(
    begin({ ...suggested, answers: { ...suggested.answers, data: 'sequences' } }),
    { type: 'settled' },
    { type: 'recommended', recommendation: { ...recommendation, window } },
  )

  it('has its windows in the plan, changed and reset like any field', () => {
    expect(planIn(forecast).window).toEqual(window)
    const longer = next(forecast, { type: 'planned', field: 'window', value: { ...window, history: 60 } })
    expect(changedFields(planIn(longer), { ...recommendation, window })).toEqual(['window'])
    expect(planIn(next(longer, { type: 'reset', field: 'window' }))).toEqual(planIn(forecast))
    const wrong = next(forecast, { type: 'planned', field: 'window', value: { ...window, horizon: 0 } })
    expect(Object.keys(planProblems(planIn(wrong)))).toEqual(['window'])
  })

  it('is recommended anew for other columns, and forgets them with another target', () => {
    const series = { time: 'hour', column: 'shop' }
    const asked = next(forecast, { type: 'reseries', series })
    expect(asked).toMatchObject({ step: 'recommending', answers: { series } })
    const possible = { data: ['table' as const] }
    const retargeted = next(after(asked, { type: 'asked', question: 'task' }), {
      type: 'retargeted',
      suggested: { ...suggested, possible, answers: { ...suggested.answers, data: 'table' } },
    })
    expect(retargeted.answers).toMatchObject({ data: 'table' })
    expect(retargeted.answers.series).toBeUndefined()
  })
})
