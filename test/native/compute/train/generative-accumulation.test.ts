/** Generative models whose batches go through their networks in parts, beside the same trainings at once. */
import { describe, expect, it } from 'vitest'
import type { GanSpec, VaeSpec } from '../../../../compute/spec/generative-model.ts'
import { firstCounters } from '../../../../compute/train/generative-plan.ts'
import { createGenerativeSession } from '../../../../compute/train/generative-session.ts'
import { expectAllClose } from '../../../support/all-close.ts'
import { toyGeneration, toyGenerativeRun, toyModels, type ToyName } from '../../../support/generative-toys.ts'

/** A whole epoch, with a smaller batch at its end where a step takes one. */
async function trainedEpoch(name: ToyName, accumulation?: number) {
  const model: VaeSpec | GanSpec = toyModels[name]
  const { data } = toyGenerativeRun(model)
  const training = { ...toyGeneration(model), ...(accumulation === undefined ? {} : { accumulation }) }
  const session = await createGenerativeSession(model, training, data)
  try {
    const carried = session.initialState()
    const result = await session.advance({ counters: firstCounters, carried }, session.plan.stepsPerEpoch)
    return { ...result, weights: session.weightsOf(result.state) }
  } finally {
    await session.release()
  }
}

const names: readonly ToyName[] = [
  'dense VAE',
  'convolutional VAE',
  'non-saturating GAN',
  'least-squares GAN with two steps of the discriminator',
  'Wasserstein GAN with gradient penalty',
]

describe('a generative training in parts of a batch', () => {
  it.each(names)('takes the course of the whole batch: %s', async (name) => {
    const whole = await trainedEpoch(name)
    for (const accumulation of [3, 40]) {
      const inParts = await trainedEpoch(name, accumulation)
      const close = { relative: 1e-5, absolute: 1e-6 }
      for (const [loss, values] of Object.entries(whole.losses))
        expectAllClose(inParts.losses[loss]!, values, close, `${loss} in ${accumulation}`)
      expectAllClose(inParts.gradientNorms, whole.gradientNorms, close, `norms in ${accumulation}`)
      for (const [weight, { data }] of whole.weights)
        expectAllClose(inParts.weights.get(weight)!.data, data, { relative: 1e-5, absolute: 1e-5 }, weight)
    }
  })

  it('moves running statistics with each part where batches are normalised', async () => {
    const [whole, inParts] = [await trainedEpoch('conditional DCGAN'), await trainedEpoch('conditional DCGAN', 2)]
    const [name] = [...whole.weights.keys()].filter((each) => each.endsWith('running_mean'))
    const moved = inParts.weights.get(name!)!.data
    expect(moved.every(Number.isFinite)).toBe(true)
    expect(moved).not.toEqual(whole.weights.get(name!)!.data)
    for (const losses of Object.values(inParts.losses)) expect(losses.every(Number.isFinite)).toBe(true)
  })
})
