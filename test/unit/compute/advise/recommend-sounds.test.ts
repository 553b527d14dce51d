/** What is recommended for recordings: what is heard of them, how it is seen, and why. */
import { describe, expect, it } from 'vitest'
import { recommend } from '../../../../compute/advise/recommend.ts'
import { reviewSpec } from '../../../../compute/advise/review-spec.ts'
import { soundFor } from '../../../../compute/advise/choose-sound-model.ts'
import { suggestAnswers } from '../../../../compute/advise/suggest-answers.ts'
import type { AudioMedia, ColumnProfile, TableProfile } from '../../../../compute/spec/dataset.ts'
import { message } from '../../../../compute/spec/message.ts'
import { modelSpecSchema } from '../../../../compute/spec/model.ts'
import { clipSamples, soundImage, soundSchema } from '../../../../compute/spec/sound.ts'
import { someSpeed } from '../../../support/machine-speed.ts'

function column(name: string, kind: ColumnProfile['kind'], distinct: number): ColumnProfile {
  const bars = Array.from({ length: kind === 'category' ? distinct : 0 }, (_, at) => ({
    ...{ label: `class ${at}`, from: null, to: null },
    count: 100,
  }))
  return {
    ...{ name, kind, kindReason: message('data.kind.chosen'), missing: 0, distinct, unparsed: null, numeric: null },
    ...{ distribution: bars, examples: [] },
  }
}

const profile: TableProfile = {
  rows: 400,
  columns: [
    column('recording', 'audio', 400),
    column('label', 'category', 4),
    column('duration', 'number', 200),
    column('loudness', 'number', 300),
  ],
  notices: [],
  targetCandidates: [],
}

const mediaOf = (usual: Partial<AudioMedia['usual']> = {}): AudioMedia => ({
  ...{ kind: 'audio', column: 'recording', file: 'datasets/x.audio.zip', fileBytes: 1, sha256: 'x' },
  measures: ['duration', 'loudness'],
  usual: { sampleRate: 44_100, channels: 2, seconds: 1.2, long: 1.84, ...usual },
})

const suggested = suggestAnswers(profile, { cores: 4 }, null, { media: mediaOf() })
const { answers } = suggested
const recommended = (media: AudioMedia, budget: 'quick' | 'balanced' | 'thorough' = 'balanced') =>
  recommend(profile, { ...answers, limits: { ...answers.limits, budget } }, someSpeed, media)

describe('recordings', () => {
  it('are taken as sound whose classes are to be told apart', () => {
    expect(answers).toMatchObject({ data: 'audio', target: 'label', task: 'classification' })
    expect(answers.generation).toBeUndefined()
    expect(suggested.possible.data).toEqual(['audio'])
  })

  it('are heard whole, at no higher rate than they have, and as the budget allows', () => {
    expect(soundFor(mediaOf(), 'balanced')).toMatchObject({ sampleRate: 16_000, seconds: 1.9, window: 512 })
    expect(soundFor(mediaOf({ sampleRate: 8000 }), 'balanced')).toMatchObject({ sampleRate: 8000, window: 256 })
    expect(soundFor(mediaOf({ long: 60 }), 'quick')).toMatchObject({ sampleRate: 8000, seconds: 2, bands: 32 })
    expect(soundFor(mediaOf({ long: 0.01 }), 'thorough').seconds).toBe(0.3)
    for (const budget of ['quick', 'balanced', 'thorough'] as const) {
      for (const long of [0.05, 0.7, 4, 900])
        expect(soundSchema.parse(soundFor(mediaOf({ long }), budget))).toBeDefined()
    }
  })

  it('get a convolutional network on their spectra alone, with reasons, a runner-up and a cost', () => {
    const { model, features, leftOut, reasons, runnerUp, cost } = recommended(mediaOf())
    if (model.family !== 'cnn' || model.sound === undefined) throw new Error(model.family)
    expect(modelSpecSchema.parse(model)).toEqual(model)
    expect(model.image).toEqual(soundImage(model.sound))
    expect(clipSamples(model.sound) % (model.sound.window / 2)).toBe(0)
    expect(features).toEqual([{ column: 'recording', kind: 'audio' }])
    expect(leftOut.map(({ reason }) => reason.key)).toEqual(Array(2).fill('advice.leftOut.besideRecordings'))
    expect(reasons.map(({ key }) => key).slice(0, 4)).toEqual([
      'advice.reasons.soundsMeanSpectra',
      'advice.reasons.soundWhole',
      'advice.reasons.soundRateLower',
      'advice.reasons.cnnSize',
    ])
    expect(runnerUp.model).toMatchObject({ family: 'cnn', sound: model.sound, design: { kind: 'residual' } })
    expect(cost.parameters).toBeGreaterThan(1000)
    const spec = {
      ...{ datasetFingerprint: '', task: 'classification' as const, target: 'label', features, model },
      training: recommended(mediaOf()).training,
    }
    expect(reviewSpec(profile, spec, someSpeed).cost.parameters).toBe(cost.parameters)
  })

  it('with columns beside them get one network for both', () => {
    const beside = { ...profile, columns: [...profile.columns, column('age', 'number', 60)] }
    const { answers: mixed } = suggestAnswers(beside, { cores: 4 }, null, { media: mediaOf() })
    expect(mixed.data).toBe('mixed')
    const { model, features, runnerUp, reasons } = recommend(beside, mixed, someSpeed, mediaOf())
    expect(modelSpecSchema.parse(model)).toEqual(model)
    expect(model).toMatchObject({ family: 'fusion', sound: soundFor(mediaOf(), 'balanced') })
    expect(features.map((feature) => feature.column)).toEqual(['age', 'recording'])
    expect(reasons[0]?.key).toBe('advice.reasons.recordingsMeanFusion')
    expect(runnerUp.when.key).toBe('advice.runnerUp.residualSound')
  })

  it('of which only a part is heard say so', () => {
    expect(recommended(mediaOf({ long: 30, sampleRate: 8000 })).reasons.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['advice.reasons.soundCut', 'advice.reasons.soundRateKept']),
    )
  })

  it('cost more the more is heard of them', () => {
    const [quick, thorough] = [recommended(mediaOf(), 'quick'), recommended(mediaOf(), 'thorough')]
    expect(thorough.cost.predictionMs).toBeGreaterThan(quick.cost.predictionMs)
  })
})

describe('what a model hears', () => {
  it('is a picture that has to fit it', () => {
    const { model } = recommended(mediaOf())
    if (model.family !== 'cnn') throw new Error(model.family)
    const other = { ...model, image: { ...model.image, width: model.image.width + 1 } }
    expect(modelSpecSchema.safeParse(other).error?.issues[0]?.path).toEqual(['sound'])
    const { sound } = model
    expect(soundSchema.safeParse({ ...sound, coefficients: sound!.bands + 1 }).success).toBe(false)
    expect(soundSchema.safeParse({ ...sound, seconds: 0.1, window: 4096 }).success).toBe(false)
  })
})
