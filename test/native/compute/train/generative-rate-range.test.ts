/** The learning-rate range test of a VAE: its curve, where it stops, and that its suggestion trains well. */
import { describe, expect, it } from 'vitest'
import { totalLoss } from '../../../../compute/train/generative-plan.ts'
import { testVaeRates } from '../../../../compute/train/generative-rate-range.ts'
import { generativeRun, type SampledEpoch } from '../../../../compute/train/generative-run.ts'
import { adam, toyGeneration, toyGenerativeRun, toyModels, toyRows } from '../../../support/generative-toys.ts'

const model = toyModels['dense VAE']
const data = toyRows('vae')
const training = {
  ...toyGeneration(model),
  networks: { autoencoder: adam },
  schedule: { kind: 'constant', warmupEpochs: 0 },
} as const
const range = await testVaeRates({ model, training, data })

/** The validation loss after some epochs at a constant rate. */
async function lossAt(learningRate: number): Promise<number> {
  const losses: number[] = []
  const onEpoch = (epochs: readonly SampledEpoch[]) =>
    epochs.forEach(({ metrics }) => losses.push(totalLoss(metrics.validationLosses ?? {})))
  const own = { ...training, networks: { autoencoder: { ...adam, learningRate } } }
  await generativeRun(toyGenerativeRun(model, { data, training: own, onEpoch })).catch(() => losses.push(Infinity))
  return losses.at(-1)!
}

describe('the range test of a VAE', () => {
  it('sweeps upwards by equal factors, from the loss of a model that has learned nothing', () => {
    const rates = range.points.map(({ learningRate }) => learningRate)
    expect(rates[0]).toBe(1e-6)
    const factors = rates.slice(1).map((rate, index) => rate / rates[index]!)
    for (const factor of factors) expect(factor).toBeCloseTo(factors[0]!, 9)
    // A cross-entropy of even odds for each of its 30 numbers, and hardly any divergence.
    expect(range.points[0]!.loss / (30 * Math.log(2))).toBeGreaterThan(0.9)
    expect(range.points[0]!.loss / (30 * Math.log(2))).toBeLessThan(1.2)
  })

  it('suggests a rate that trains better than a fiftieth of it and than one that is fifty times as large', async () => {
    const { learningRate } = range.suggestion!
    const loss = await lossAt(learningRate)
    expect(loss).toBeLessThan(await lossAt(learningRate / 50))
    expect(loss).toBeLessThan(await lossAt(learningRate * 50))
  })

  it('is the same again, and leaves off when it is told to', async () => {
    expect(await testVaeRates({ model, training, data })).toEqual(range)
    const signal = AbortSignal.abort()
    await expect(testVaeRates({ model, training, data, signal })).rejects.toMatchObject({ code: 'cancelled' })
  })
})
