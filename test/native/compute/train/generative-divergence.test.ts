/** A generative run that comes apart says in which step, in which epoch, and in which layer it shows first. */
import { describe, expect, it } from 'vitest'
import { generativeRun } from '../../../../compute/train/generative-run.ts'
import { adam, adversarialAdam, toyGeneration, toyGenerativeRun, toyModels } from '../../../support/generative-toys.ts'

const plain = { schedule: { kind: 'constant', warmupEpochs: 0 } } as const
const descent = (learningRate: number) => ({ ...adam, optimizer: { kind: 'sgd' }, learningRate }) as const

describe('a generative run that comes apart', () => {
  it('in the validation names the layer, by the rows that were validated on', async () => {
    const model = toyModels['dense VAE']
    // One step an epoch: its loss is finite, and what it leaves behind is too large to compute with.
    const training = { ...toyGeneration(model), ...plain, batchSize: 512, networks: { autoencoder: descent(1e25) } }
    await expect(generativeRun(toyGenerativeRun(model, { training }))).rejects.toMatchObject({
      code: 'training-diverged',
      params: { epoch: 1, step: 1, layer: expect.stringMatching(/^(encoder|decoder|fc_)/) as string },
    })
  })

  it('in a step of the training names it too, where the weights before were still fine', async () => {
    const model = toyModels['non-saturating GAN']
    const networks = { discriminator: adversarialAdam, generator: descent(1e30) }
    const training = { ...toyGeneration(model), ...plain, networks }
    await expect(generativeRun(toyGenerativeRun(model, { training }))).rejects.toMatchObject({
      code: 'training-diverged',
      params: { epoch: 1, layer: expect.stringMatching(/^generator/) as string },
    })
  })
})
