/** Whole runs of generative models: that they go on after an interruption or a kill as if there had been none, and what they learn. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildGenerativeModel } from '../../../../compute/models/generative-families.ts'
import { articleVae } from '../../../../compute/spec/article-models.ts'
import type { GanDesign, GanSpec, VaeSpec } from '../../../../compute/spec/generative-model.ts'
import { readGenerativeCheckpoint } from '../../../../compute/train/generative-checkpoint.ts'
import { createGenerativeEvaluation } from '../../../../compute/train/generative-inference.ts'
import { totalLoss } from '../../../../compute/train/generative-plan.ts'
import { generativeRun, type SampledEpoch } from '../../../../compute/train/generative-run.ts'
import recorded from '../../../fixtures/engine/digits-vae.json' with { type: 'json' }
import { digitsTable } from '../../../support/digits.ts'
import {
  adam,
  adversarialAdam,
  longToyRun,
  toyGeneration,
  toyGenerativeRun,
  toyModels,
  type ToyName,
  toyRows,
} from '../../../support/generative-toys.ts'
import { requestAfter } from '../../../support/toy-run.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwright-generative-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const names = Object.keys(toyModels) as ToyName[]

/** All tensors and counters that a run ends with, but for the time that it took. */
async function remains(path: string) {
  const { counters, ...tensors } = await readGenerativeCheckpoint(path)
  return { ...tensors, counters: { ...counters, seconds: 0 } }
}

describe.each(names)('a run of a %s', (name) => {
  const model = toyModels[name]

  it.each([1, 2])('is the same bytes wherever it was interrupted, samples too, with %i threads', async (threads) => {
    const samples: number[][] = []
    const options = {
      training: { ...toyGeneration(model), threads },
      resume: true,
      onEpoch: (epochs: readonly SampledEpoch[]) => {
        for (const each of epochs) samples[each.metrics.epoch - 1] = [...each.samples]
      },
    }
    const wholePath = join(folder, `whole ${name} ${threads}`)
    await generativeRun(toyGenerativeRun(model, { ...options, checkpointPath: wholePath }))
    const whole = await remains(wholePath)
    const wholeSamples = samples.splice(0)
    expect(wholeSamples).toHaveLength(6)
    for (const looks of [[3], [1, 6], [2, 2, 5, 1]]) {
      const path = join(folder, `${name} ${threads} ${looks.join()}`)
      for (const count of looks) {
        const control = requestAfter(count, 'interrupt')
        const attempt = generativeRun(toyGenerativeRun(model, { ...options, checkpointPath: path, control }))
        await expect(attempt).rejects.toMatchObject({ code: 'cancelled' })
      }
      await generativeRun(toyGenerativeRun(model, { ...options, checkpointPath: path }))
      expect(await remains(path), `interrupted after ${looks.join()} looks`).toEqual(whole)
      expect(samples.splice(0)).toEqual(wholeSamples)
    }
  })
})

describe('a run whose process was killed', () => {
  /** Trains in a process that is killed at its first checkpoint; gives the step of that. */
  async function killedAtCheckpoint(name: ToyName, path: string): Promise<number> {
    const script = join(import.meta.dirname, '../../../support/generative-child.ts')
    const child = spawn(process.execPath, ['--import', 'tsx', script, name, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    child.kill('SIGKILL')
    await once(child, 'exit')
    return Number(line.toString().split('\n')[0])
  }

  it.each(names)('ends with the bytes of one that was not: %s', async (name) => {
    const [wholePath, path] = [join(folder, `undisturbed ${name}`), join(folder, `killed ${name}`)]
    const step = await killedAtCheckpoint(name, path)
    await generativeRun({ ...longToyRun(name), checkpointPath: wholePath })
    const whole = await remains(wholePath)
    expect(step).toBeGreaterThan(0)
    expect(step).toBeLessThan(whole.counters.step)
    await generativeRun({ ...longToyRun(name), checkpointPath: path, resume: true })
    expect(await remains(path)).toEqual(whole)
  })
})

describe('a VAE', () => {
  const { hidden, channels, latent, learningRate, ...settings } = recorded.settings
  const image = { channels: 1, height: 8, width: 8 }
  const kinds: Readonly<Record<keyof typeof recorded.negativeElbo, VaeSpec>> = {
    dense: articleVae(hidden, latent),
    convolutional: {
      family: 'vae',
      design: { kind: 'convolutional', image, channels, activation: 'silu' },
      latent,
      beta: 1,
    },
  }

  it.each(['dense', 'convolutional'] as const)(
    "reaches PyTorch's evidence lower bound on the test rows of the digits: %s",
    { timeout: 240_000 },
    async (kind) => {
      const data = digitsTable()
      const model = kinds[kind]
      const autoencoder = { ...adam, learningRate }
      const schedule = { kind: 'constant', warmupEpochs: 0 } as const
      const training = { ...toyGeneration(model), ...settings, schedule, networks: { autoencoder } }
      const epochs: SampledEpoch[] = []
      const onEpoch = (more: readonly SampledEpoch[]) => void epochs.push(...more)
      const { weights, bestEpoch } = await generativeRun(toyGenerativeRun(model, { data, training, onEpoch }))
      const evaluation = (await createGenerativeEvaluation(buildGenerativeModel(model, 64), data, 3, 1))!
      const losses = await evaluation.evaluate(weights, data.split.test)
      await evaluation.release()
      const bounds = recorded.negativeElbo[kind]
      const theirs = bounds.reduce((sum, loss) => sum + loss, 0) / bounds.length
      expect([data.split.train, data.split.validation, data.split.test].map(({ length }) => length)).toEqual(
        recorded.rows,
      )
      expect(Math.abs(totalLoss(losses) / theirs - 1), `${totalLoss(losses)} beside ${theirs}`).toBeLessThan(0.02)
      // Samples are images: of grey levels, and different ones.
      const last = epochs.at(-1)!
      expect(bestEpoch).toBeGreaterThan(20)
      expect(last.samples).toHaveLength(4 * 64)
      expect(last.samples.every((level) => level >= 0 && level <= 1)).toBe(true)
      expect(Math.max(...last.samples)).toBeGreaterThan(0.8)
    },
  )

  it('stops when its validation loss no longer falls, and gives the best weights', async () => {
    const model = toyModels['dense VAE']
    const training = { ...toyGeneration(model), epochs: 500, earlyStopping: { patience: 3 } }
    const losses: number[] = []
    const onEpoch = (epochs: readonly SampledEpoch[]) =>
      epochs.forEach(({ metrics }) => losses.push(totalLoss(metrics.validationLosses ?? {})))
    const { outcome, bestEpoch, lastEpoch } = await generativeRun(
      toyGenerativeRun(model, { training: { ...training, schedule: { kind: 'constant', warmupEpochs: 0 } }, onEpoch }),
    )
    expect(outcome).toBe('early-stopping')
    expect(lastEpoch).toBe(bestEpoch + 3)
    expect(Math.min(...losses)).toBe(losses[bestEpoch - 1])
    expect(losses[bestEpoch - 1]).toBeLessThan(losses[0]!)
  })
})

describe('a GAN', () => {
  it.each(['non-saturating', 'least-squares'] as const)(
    'comes to make rows like those that it saw: %s',
    async (loss) => {
      const design: GanDesign = { kind: 'dense', generator: [64, 64], discriminator: [64, 64] }
      const model: GanSpec = { ...toyModels['non-saturating GAN'], loss, design }
      const data = toyRows('gan', 1400)
      const networks = { generator: adversarialAdam, discriminator: adversarialAdam }
      const training = { ...toyGeneration(model), epochs: 200, samples: 1000, networks }
      const epochs: SampledEpoch[] = []
      const onEpoch = (more: readonly SampledEpoch[]) => void epochs.push(...more)
      await generativeRun(toyGenerativeRun(model, { data, training, onEpoch }))
      /** Root of the mean square of the difference between the two sets' covariances of columns that lie `lag` apart. */
      const covariances = (rows: Float32Array) =>
        Array.from({ length: 30 * 30 }, (_, at) => {
          const [a, b] = [Math.floor(at / 30), at % 30]
          let sum = 0
          for (let row = 0; row < rows.length; row += 30) sum += rows[row + a]! * rows[row + b]!
          return sum / (rows.length / 30)
        })
      const real = covariances(data.features)
      const distance = (samples: Float32Array) => {
        const made = covariances(samples)
        const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + value ** 2, 0)
        return Math.sqrt(squares(made.map((value, at) => value - real[at]!)) / squares(real))
      }
      const [first, last] = [epochs[0]!, epochs.at(-1)!]
      expect(last.metrics.validationLosses).toBeNull()
      expect(distance(last.samples)).toBeLessThan(0.35)
      expect(distance(last.samples)).toBeLessThan(distance(first.samples) / 2)
    },
  )
})

describe('a run of a generative model', () => {
  const model = toyModels['dense VAE']

  it('refuses rows outside the range of the model', async () => {
    const data = toyRows('vae')
    data.features[2 * data.inputs + 4] = 1.5
    await expect(generativeRun(toyGenerativeRun(model, { data }))).rejects.toMatchObject({
      code: 'numbers-out-of-range',
      params: { row: 3, column: 5, value: '1.5', least: 0, most: 1 },
    })
  })

  it('refuses a spec that does not say how each network is trained', async () => {
    const training = { ...toyGeneration(model), networks: {} }
    await expect(generativeRun(toyGenerativeRun(model, { training }))).rejects.toThrow('how autoencoder is trained')
  })

  it('refuses too few rows, and a checkpoint of another model', async () => {
    const data = toyRows('vae', 1)
    await expect(generativeRun(toyGenerativeRun(model, { data }))).rejects.toMatchObject({ code: 'too-few-rows' })
    const path = join(folder, 'other')
    await generativeRun(toyGenerativeRun(model, { checkpointPath: path }))
    const other = toyGenerativeRun({ ...model, beta: 3 }, { checkpointPath: path, resume: true })
    await expect(generativeRun(other)).rejects.toMatchObject({ code: 'checkpoint-unreadable' })
  })

  it('that comes apart says in which step, and in which layer', async () => {
    const training = {
      ...toyGeneration(model),
      networks: { autoencoder: { ...adam, optimizer: { kind: 'sgd' }, learningRate: 100 } },
    } as const
    const attempt = generativeRun(toyGenerativeRun(model, { training }))
    await expect(attempt).rejects.toMatchObject({
      code: 'training-diverged',
      params: { epoch: 1, layer: expect.any(String) as string },
    })
  })
})
