/** The wizard where pictures are to be made: its steps, and what of the plan is changed. */
import { describe, expect, it } from 'vitest'
import { recommendGeneration } from '../../../../../compute/advise/recommend-generation.ts'
import type { SuggestedAnswers } from '../../../../../compute/spec/advice.ts'
import { message } from '../../../../../compute/spec/message.ts'
import {
  changedNumbers,
  choiceOf,
  isWhole,
  planNumberNames,
  planNumbers,
} from '../../../../../renderer/screens/wizard/generation/generation-plan.ts'
import { beginHistory, record, undo } from '../../../../../renderer/screens/wizard/state/history.ts'
import {
  begin,
  beginWith,
  next,
  type WizardEvent,
  type WizardState,
} from '../../../../../renderer/screens/wizard/state/wizard.ts'
import { someSpeed as speed } from '../../../../support/machine-speed.ts'

const limits = { budget: 'balanced', maxFileMb: null, maxPredictionMs: null, threads: 2 } as const
const recommendation = recommendGeneration(
  {
    fingerprint: 'f',
    profile: { rows: 900, columns: [], notices: [], targetCandidates: [] },
    media: {
      kind: 'image',
      column: 'image',
      file: 'x.zip',
      fileBytes: 1,
      sha256: 'x',
      usual: { channels: 3, height: 32, width: 32 },
    },
  },
  { label: null, limits },
  speed,
)
const why = message('advice.suggest.images')
const suggested: SuggestedAnswers = {
  answers: {
    data: 'images',
    task: 'regression',
    target: 'brightness',
    features: null,
    generation: { label: null },
    limits,
  },
  reasons: { data: why, task: why, target: why, limits: why },
  possible: { data: ['images'] },
}
const after = (state: WizardState, ...events: readonly WizardEvent[]) => events.reduce(next, state)
const planned = after(begin(suggested), { type: 'settled' }, { type: 'generation-recommended', recommendation })
const { specs } = recommendation

function planIn(state: WizardState) {
  if (state.step !== 'generation') throw new Error(state.step)
  return state.plan
}

describe('a wizard for making pictures', () => {
  it('begins its plan as recommended, and takes it up again after a question was looked at', () => {
    expect(planIn(planned)).toEqual(specs.vae)
    const own = planNumbers.epochs.write(specs.vae, 7)
    const changed = after(planned, { type: 'generation-planned', field: 'epochs', plan: own })
    const again: WizardEvent[] = [{ type: 'settled' }, { type: 'generation-recommended', recommendation }]
    expect(planIn(after(changed, { type: 'asked', question: 'limits' }, ...again))).toEqual(own)
    const other = { limits: { ...limits, budget: 'quick' as const } }
    const asked = after(changed, { type: 'back' }, { type: 'answered', field: 'limits', change: other })
    expect(planIn(after(asked, ...again))).toEqual(specs.vae)
  })

  it('begins with the settings of a run', () => {
    const own = planNumbers.latent.write(specs.dcgan, 5)
    const state = after(beginWith(suggested, suggested.answers, own), {
      type: 'generation-recommended',
      recommendation,
    })
    expect(planIn(state)).toEqual(own)
  })

  it('takes changes back one by one, those of one field together', () => {
    const change = (field: 'epochs' | 'latent', value: number): WizardEvent => ({
      type: 'generation-planned',
      field,
      plan: planNumbers[field].write(specs.vae, value),
    })
    let history = beginHistory(planned)
    for (const event of [change('epochs', 5), change('epochs', 50), change('latent', 9)])
      history = record(history, event)
    history = undo(history)
    expect(planIn(history.present).training.epochs).toBe(50)
    expect(planIn(undo(history).present)).toEqual(specs.vae)
  })
})

describe('a plan for making pictures', () => {
  it.each(Object.entries(specs))('knows the network of %s whatever its numbers are', (choice, spec) => {
    for (const name of planNumberNames) {
      const { read, write } = planNumbers[name]
      const value = read(spec)
      if (value === null) continue
      const other = write(spec, value === 1 ? 3 : value / 2)
      expect(read(other), name).not.toBe(value)
      expect(changedNumbers(other, recommendation), name).toEqual([name])
      expect(choiceOf(other, recommendation), name).toBe(choice)
      expect(write(other, value), name).toEqual(spec)
    }
    expect(changedNumbers(spec, recommendation)).toEqual([])
    expect(isWhole(spec)).toBe(true)
  })

  it('has as many channels in each stage as twice those before, and none where layers are dense', () => {
    const { design } = planNumbers.firstChannels.write(specs.dcgan, 5).model
    expect(design).toMatchObject({ channels: [5, 10, 20] })
    expect(planNumbers.firstChannels.read(specs['article-gan'])).toBeNull()
    expect(planNumbers.beta.read(specs.dcgan)).toBeNull()
  })

  it('can’t be trained with a number that makes no sense', () => {
    expect(isWhole(planNumbers.batchSize.write(specs.vae, 0))).toBe(false)
    expect(isWhole(planNumbers.latent.write(specs.vae, 1.5))).toBe(false)
  })
})
