/**
 * What DCGANs make of real digits: whether a classifier that learnt from real ones recognises it, beside the same PyTorch
 * code's. GANs end elsewhere with each seed, so several are trained, and the means are compared.
 */
import { describe, expect, it } from 'vitest'
import { dcgan } from '../../../../compute/models/dcgan.ts'
import { buildGenerativeModel } from '../../../../compute/models/generative-families.ts'
import type { GanSpec } from '../../../../compute/spec/generative-model.ts'
import { classOfSample, createSampler } from '../../../../compute/train/generative-inference.ts'
import { generativeRun } from '../../../../compute/train/generative-run.ts'
import recorded from '../../../fixtures/engine/digits-gan.json' with { type: 'json' }
import { digitsTable } from '../../../support/digits.ts'
import { judged, type SampleScore } from '../../../support/digits-judge.ts'
import { adversarialAdam, toyGeneration, toyGenerativeRun } from '../../../support/generative-toys.ts'

const { latent, channels, batchSize, epochs, learningRate, beta1, samples } = recorded.settings
const image = { channels: 1, height: 8, width: 8 }
const classes = 10

/** Digits as a GAN sees them: from −1 to 1. */
function signedDigits() {
  const table = digitsTable()
  return { ...table, features: table.features.map((grey) => 2 * grey - 1) }
}

async function scoreOf(asksForClasses: boolean, seed: number): Promise<SampleScore> {
  const plain = dcgan(image, latent, 1, asksForClasses ? classes : null)
  const model: GanSpec = { ...plain, design: { kind: 'convolutional', image, channels } }
  const network = {
    ...adversarialAdam,
    learningRate,
    optimizer: { kind: 'adam', beta1, beta2: 0.999, epsilon: 1e-8 },
  } as const
  const training = {
    ...toyGeneration(model),
    epochs,
    batchSize,
    schedule: { kind: 'constant', warmupEpochs: 0 },
    networks: { generator: network, discriminator: network },
    samples: 0,
    seed,
  } as const
  const { weights } = await generativeRun(toyGenerativeRun(model, { data: signedDigits(), training }))
  const sampler = await createSampler(buildGenerativeModel(model, 64), seed, 1)
  const made = await sampler.sample(weights, samples)
  await sampler.release()
  return judged(made, (sample) => classOfSample(sample, classes))
}

const mean = (scores: readonly SampleScore[], name: keyof SampleScore) =>
  scores.reduce((sum, score) => sum + score[name], 0) / scores.length

describe('a classifier of real digits', () => {
  it('says of the real test digits what it says in PyTorch', async () => {
    const { features, targets, split } = signedDigits()
    const pictures = Float32Array.from(
      [...split.test].flatMap((row) => [...features.subarray(row * 64, (row + 1) * 64)]),
    )
    const score = await judged(pictures, (at) => targets.values[split.test[at]!]!)
    for (const name of ['confidence', 'classEntropy', 'inceptionScore', 'asked'] as const)
      expect(score[name], name).toBeCloseTo(recorded.real[name], 4)
    expect(score.asked).toBeGreaterThan(0.98)
  })

  it.each(['conditional', 'plain'] as const)("recognises what a %s DCGAN makes as it does PyTorch's", async (kind) => {
    const theirs = recorded[kind] as readonly SampleScore[]
    const ours: SampleScore[] = []
    for (let seed = 0; seed < theirs.length; seed++) ours.push(await scoreOf(kind === 'conditional', seed))
    const names = [
      'confidence',
      'classEntropy',
      'inceptionScore',
      ...(kind === 'conditional' ? ['asked'] : []),
    ] as const
    for (const name of names as readonly (keyof SampleScore)[])
      console.log(`${kind} ${name}: ${mean(ours, name).toFixed(4)}, PyTorch ${mean(theirs, name).toFixed(4)}`)
    expect(mean(ours, 'confidence')).toBeGreaterThan(mean(theirs, 'confidence') - 0.03)
    expect(mean(ours, 'classEntropy')).toBeGreaterThan(mean(theirs, 'classEntropy') - 0.1)
    expect(mean(ours, 'inceptionScore')).toBeGreaterThan(mean(theirs, 'inceptionScore') * 0.93)
    if (kind === 'conditional') expect(mean(ours, 'asked')).toBeGreaterThan(mean(theirs, 'asked') - 0.03)
  })
})
