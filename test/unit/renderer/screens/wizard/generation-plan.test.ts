/** The wizard where pictures are to be made: its steps, and what of the plan is changed. */
import { describe, expect, it } from 'vitest'
import { recommendGeneration } from '../../../../../compute/advise/recommend-generation.ts'
import type { SuggestedAnswers } from '../../../../../compute/spec/advice.ts'
import { message } from '../../../../../compute/spec/message.ts'
import type { GenerationSpec } from '../../../../../compute/spec/generation.ts'
import { generativeChoices } from '../../../../../compute/spec/generation-advice.ts'
import {
  fieldsOfPlan,
  generationField,
  type GenerationField,
  type GenerationValue,
  withGenerationField,
} from '../../../../../renderer/screens/wizard/generation/generation-fields.ts'
import {
  changedGenerationFields,
  choiceOf,
  generationProblems,
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
    const own = withGenerationField(specs.vae, 'epochs', 7)
    const changed = after(planned, { type: 'generation-planned', field: 'epochs', plan: own })
    const again: WizardEvent[] = [{ type: 'settled' }, { type: 'generation-recommended', recommendation }]
    expect(planIn(after(changed, { type: 'asked', question: 'limits' }, ...again))).toEqual(own)
    const other = { limits: { ...limits, budget: 'quick' as const } }
    const asked = after(changed, { type: 'back' }, { type: 'answered', field: 'limits', change: other })
    expect(planIn(after(asked, ...again))).toEqual(specs.vae)
  })

  it('begins with the settings of a run', () => {
    const own = withGenerationField(specs.dcgan, 'latent', 5)
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
      plan: withGenerationField(specs.vae, field, value),
    })
    let history = beginHistory(planned)
    for (const event of [change('epochs', 5), change('epochs', 50), change('latent', 9)])
      history = record(history, event)
    history = undo(history)
    expect(planIn(history.present).training.epochs).toBe(50)
    expect(planIn(undo(history).present)).toEqual(specs.vae)
  })
})

/** Each field with another value than any of the recommended plans has in it. */
const others: Readonly<Record<string, unknown>> = {
  image: { channels: 1, height: 16, width: 16 },
  vaeLayers: { kind: 'dense', encoder: [7], decoder: [] },
  ganLayers: { kind: 'dense', generator: [], discriminator: [9] },
  activation: 'tanh',
  slope: 0.3,
  latent: 5,
  beta: 2,
  goal: { loss: 'wasserstein', gradientPenalty: 10 },
  discriminatorSteps: 3,
  epochs: 17,
  earlyStopping: { patience: 99 },
  batchSize: 13,
  schedule: { kind: 'step', warmupEpochs: 1, everyEpochs: 2, factor: 0.5 },
  threads: 11,
  accumulation: 4,
  samples: 3,
  device: 'webgpu',
  heldBack: { validation: 0.2, test: 0.3 },
  seed: 99,
  optimizer: { kind: 'lion', beta1: 0.9, beta2: 0.99 },
  learningRate: 0.123,
  weightDecay: 0.1,
  gradientClip: { value: 0.5 },
  averaging: { decay: 0.7 },
}
const plainName = (field: GenerationField) => field.split('.').at(-1) ?? field

function changed(spec: GenerationSpec, field: GenerationField): GenerationSpec {
  return withGenerationField(spec, field, others[plainName(field)] as GenerationValue<typeof field>)
}

describe.each(generativeChoices)('a plan for making pictures that began as %s', (choice) => {
  const spec = specs[choice]

  it('is as recommended, has that network and can be trained', () => {
    expect(changedGenerationFields(spec, choice, recommendation)).toEqual([])
    expect(choiceOf(spec, choice, recommendation)).toBe(choice)
    expect(generationProblems(spec, 900)).toEqual({ isWhole: true, byField: {} })
  })

  it('can be changed in each field by itself, and changed back', () => {
    const fields = fieldsOfPlan(spec)
    expect(fields.length).toBeGreaterThan(15)
    for (const field of fields) {
      const other = changed(spec, field)
      expect(changedGenerationFields(other, choice, recommendation), field).toEqual([field])
      expect(generationProblems(other, 900), field).toEqual({ isWhole: true, byField: {} })
      expect(withGenerationField(other, field, generationField(spec, field)!), field).toEqual(spec)
    }
  })

  it('has the fields of its family and of its networks', () => {
    const fields = new Set(fieldsOfPlan(spec))
    const isVae = spec.model.family === 'vae'
    for (const own of [
      'vaeLayers',
      'beta',
      'activation',
      'earlyStopping',
      'heldBack',
      'autoencoder.averaging',
    ] as const)
      expect(fields.has(own), own).toBe(isVae)
    for (const own of [
      'ganLayers',
      'goal',
      'discriminatorSteps',
      'generator.optimizer',
      'discriminator.optimizer',
    ] as const)
      expect(fields.has(own), own).toBe(!isVae)
  })

  it('has the same network whatever the size of its pictures, of others widths only where it is not the article’s', () => {
    const layers = spec.model.family === 'vae' ? 'vaeLayers' : 'ganLayers'
    expect(choiceOf(changed(spec, 'image'), choice, recommendation)).toBe(choice)
    const { design } = spec.model
    const wider =
      design.kind === 'convolutional'
        ? { kind: design.kind, channels: design.channels.with(0, 5) }
        : 'encoder' in design
          ? { kind: design.kind, encoder: [5], decoder: design.decoder }
          : { kind: design.kind, generator: [5], discriminator: design.discriminator }
    const other = withGenerationField(spec, layers, wider as GenerationValue<typeof layers>)
    expect(changedGenerationFields(other, choice, recommendation)).toEqual([layers])
    expect(choiceOf(other, choice, recommendation)).toBe(choice.startsWith('article') ? null : choice)
  })
})

describe('a plan for making pictures', () => {
  const problemsOf = (spec: GenerationSpec, pictures = 900) => Object.keys(generationProblems(spec, pictures).byField)

  it('sets each network of a GAN by itself', () => {
    const { training } = withGenerationField(specs.dcgan, 'generator.learningRate', 0.5)
    expect(training.networks.generator?.learningRate).toBe(0.5)
    expect(training.networks.discriminator).toEqual(specs.dcgan.training.networks.discriminator)
  })

  it('brings pictures and convolutions to the same size', () => {
    const image = { channels: 1, height: 16, width: 16 }
    const spec = withGenerationField(specs.dcgan, 'image', image)
    expect(spec.image).toEqual(image)
    expect(spec.model.design).toMatchObject({ image })
  })

  it('says at the field what is wrong, and can’t be trained like that', () => {
    const wrong: readonly (readonly [GenerationField, GenerationSpec])[] = [
      ['batchSize', withGenerationField(specs.vae, 'batchSize', 0)],
      ['latent', withGenerationField(specs.vae, 'latent', 1.5)],
      ['vaeLayers', withGenerationField(specs.vae, 'vaeLayers', { kind: 'convolutional', channels: [0] })],
      ['ganLayers', withGenerationField(specs.dcgan, 'ganLayers', { kind: 'convolutional', channels: [8] })],
      ['ganLayers', withGenerationField(specs.dcgan, 'image', { channels: 3, height: 30, width: 30 })],
      ['image', withGenerationField(specs['article-gan'], 'image', { channels: 3, height: 0, width: 30 })],
      ['goal', withGenerationField(specs.dcgan, 'goal', { loss: 'wasserstein', gradientPenalty: 0 })],
      ['discriminator.weightDecay', withGenerationField(specs.dcgan, 'discriminator.weightDecay', -1)],
      ['heldBack', withGenerationField(specs.vae, 'heldBack', { validation: 0, test: 0.1 })],
      ['heldBack', withGenerationField(specs.vae, 'heldBack', { validation: 0.5, test: 0.5 })],
    ]
    for (const [field, spec] of wrong) {
      expect(problemsOf(spec), field).toEqual([field])
      expect(generationProblems(spec, 900).isWhole, field).toBe(false)
    }
  })

  it('asks for pictures enough for all batches of a step', () => {
    const spec = withGenerationField(specs.dcgan, 'discriminatorSteps', 5)
    expect(problemsOf(spec, 320)).toEqual([])
    expect(problemsOf(spec, 319)).toEqual(['discriminatorSteps'])
    // A step that takes one batch takes what there is.
    expect(problemsOf(specs.dcgan, 40)).toEqual([])
  })

  it('that a run was trained by is compared with the network that it most likely began as', () => {
    const taken = (plan: GenerationSpec) => {
      const state = after(beginWith(suggested, suggested.answers, plan), {
        type: 'generation-recommended',
        recommendation,
      })
      return state.step === 'generation' ? state.base : null
    }
    for (const choice of generativeChoices) expect(taken(changed(specs[choice], 'latent'))).toBe(choice)
    const deeper = { kind: 'convolutional', channels: [4, 8] } as const
    expect(taken(withGenerationField(specs.dcgan, 'ganLayers', { ...deeper, channels: [...deeper.channels] }))).toBe(
      'dcgan',
    )
    expect(
      taken(
        withGenerationField(specs['article-gan'], 'ganLayers', { kind: 'dense', generator: [], discriminator: [3] }),
      ),
    ).toBe('article-gan')
  })

  it('takes another network with its own settings, and the one before back', () => {
    const history = record(beginHistory(planned), { type: 'generation-chose', choice: 'dcgan' })
    expect(planIn(history.present)).toEqual(specs.dcgan)
    expect(history.present).toMatchObject({ base: 'dcgan' })
    expect(undo(history).present).toEqual(planned)
  })
})
