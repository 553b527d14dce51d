/** Training specs of earlier versions, as they lie in projects and checkpoints. */
import { describe, expect, it } from 'vitest'
import { trainingDefaults, trainingSpecSchema } from '../../../../compute/spec/training.ts'
import { runCountersSchema } from '../../../../compute/train/run-state.ts'

/** Word for word what the first version wrote. */
const first =
  '{"epochs":150,"batchSize":32,"optimizer":{"kind":"adamw","beta1":0.9,"beta2":0.999,"epsilon":1e-8},' +
  '"learningRate":0.003,"schedule":{"kind":"cosine","warmupEpochs":1,"floor":0.01},"weightDecay":0.0001,' +
  '"gradientClip":1,"earlyStopping":{"patience":30},"split":{"train":0.7,"validation":0.15,"test":0.15,' +
  '"stratify":true},"seed":1,"threads":2}'
const firstCounters =
  '{"step":42,"epoch":6,"epochSteps":0,"epochLossSum":0,"epochRows":0,"epochGradientNorm":0,"seconds":0.5,' +
  '"bestEpoch":6,"bestValidationLoss":0.7,"epochsSinceBest":0,"ended":null}'

describe('a spec of the first version', () => {
  it('is read with the settings that came later as they were without them', () => {
    expect(trainingSpecSchema.parse(JSON.parse(first))).toEqual({
      ...(JSON.parse(first) as object),
      ...trainingDefaults,
    })
  })

  it('has the same meaning when it was read and saved again', () => {
    const read = trainingSpecSchema.parse(JSON.parse(first))
    expect(trainingSpecSchema.parse(JSON.parse(JSON.stringify(read)))).toEqual(read)
  })
})

describe('the counters of a checkpoint of the first version', () => {
  it('are read with no plateau behind them', () => {
    expect(runCountersSchema.parse(JSON.parse(firstCounters))).toEqual({
      ...(JSON.parse(firstCounters) as object),
      plateau: { best: null, badEpochs: 0, cooldown: 0, scale: 1 },
    })
  })
})
