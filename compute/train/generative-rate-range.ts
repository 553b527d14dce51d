/**
 * The learning-rate range test of a VAE: its losses' sum falls and flies apart as any loss does. GANs have none such: what one
 * network gains the other loses, so no rate can be read off their losses.
 */
import type { NamedTensors } from '../models/weights.ts'
import type { VaeSpec } from '../spec/generative-model.ts'
import type { GenerativeTraining } from '../spec/generative-training.ts'
import type { LearningRateRange } from '../spec/learning-rate-range.ts'
import type { GenerativeTable } from './generative-loop-session.ts'
import { firstCounters } from './generative-plan.ts'
import { createGenerativeSession } from './generative-session.ts'
import { networkTraining } from './generative-tables.ts'
import { sweepRates, type SweepOptions, type SweptTraining } from './learning-rate-range.ts'
import type { CarriedState } from './state-layout.ts'

/**
 * A cross-entropy of grey pictures stays high however well they are made; but it begins at that of even odds, from which it
 * hardly strays before anything is learned.
 */
const fallen = 0.99

export interface VaeRangeOptions extends SweepOptions {
  readonly model: VaeSpec
  /** Its learning rate, schedule and epochs play no part. */
  readonly training: GenerativeTraining
  readonly data: GenerativeTable
  /** Weights to begin with in place of random ones. */
  readonly startFrom?: NamedTensors
}

/**
 * Sweeps over the rates. The result depends on the options alone. Throws StudioError('too-few-rows') where there is nothing to
 * train on, and 'cancelled' once the signal is aborted.
 */
export async function testVaeRates(options: VaeRangeOptions): Promise<LearningRateRange> {
  const { model, training, data, startFrom } = options
  // A rate is given as a share of the network's own.
  const autoencoder = { ...networkTraining(training, 'autoencoder'), learningRate: 1 }
  const session = await createGenerativeSession(model, { ...training, networks: { autoencoder } }, data, { startFrom })
  let carried = session.initialState()
  let spare: CarriedState | undefined
  const swept: SweptTraining = {
    stepsPerEpoch: session.plan.stepsPerEpoch,
    advance: async (place, steps, rateAt) => {
      const state = { counters: { ...firstCounters, ...place }, carried }
      const result = await session.advance(state, steps, { rateAt, into: spare })
      spare = carried
      carried = result.state
      const losses = Object.values(result.losses)
      return Float32Array.from({ length: steps }, (_, step) => losses.reduce((sum, own) => sum + (own[step] ?? NaN), 0))
    },
  }
  try {
    return await sweepRates(swept, { fallen, ...options })
  } finally {
    await session.release()
  }
}
