/** What a generative model does when it is not trained: samples of noise that stays the same, and losses of rows. */
import { setImmediate } from 'node:timers/promises'
import * as op from '../graph/ops.ts'
import { createSession } from '../graph/session.ts'
import { type Tensor, tensor } from '../graph/tensor.ts'
import { inputValue } from '../graph/value.ts'
import { writeModel } from '../graph/write.ts'
import { partsOf } from '../models/generative-families.ts'
import type { GenerativeModel } from '../models/generative-model.ts'
import { type NamedTensors, weightFeeds, weightInputs } from '../models/weights.ts'
import { standardNormal } from '../nn/noise.ts'
import type { Device } from '../spec/device.ts'
import { randomBits } from '../spec/random.ts'
import type { GenerativeTable } from './generative-loop-session.ts'
import { createTableFeed, int64Vector } from './table-feed.ts'
import { featureForm, featureInput, gatherFeatures } from './table-features.ts'

/** Rows that go through the model at once, at most. */
const batchRows = 1024

/** Parts of the noise that no step of a training draws from: it counts its keys from 0. */
const substreams = { validation: 0x10_0000, samples: 0x20_0000 } as const

const keyTensor = (seed: number, substream: number) =>
  tensor('uint32', Uint32Array.of(randomBits(seed, 'noise', substream, 0)))

export interface Sampler {
  /**
   * So many samples, each of a row's numbers; with the same weights always the same. Where the model is asked for classes,
   * the samples are of one after the other: see `classOfSample`.
   */
  sample(weights: NamedTensors, count: number): Promise<Float32Array>
  release(): Promise<void>
}

/** The class that a sampler's sample of that number (from 0) is asked to be of, of so many. */
export const classOfSample = (sample: number, classes: number) => sample % classes

/** Makes a sampler whose noise follows from the seed. */
export async function createSampler(
  model: GenerativeModel,
  seed: number,
  threads: number,
  device: Device = 'cpu',
): Promise<Sampler> {
  const { inputs, context } = weightInputs(partsOf(model))
  const key = inputValue('key', 'uint32', [1])
  const places = inputValue('places', 'float32', ['rows', 1])
  const { classes } = model
  const labels = classes === null ? null : inputValue('labels', 'int64', ['rows'])
  const condition = labels === null || classes === null ? null : op.oneHot(labels, classes)
  const made = model.sample(standardNormal(places, batchRows, model.latent, key), condition, context)
  const given = [places, key, ...(labels === null ? [] : [labels]), ...inputs.values()]
  const file = writeModel({ name: 'samples', inputs: given, outputs: { made } })
  const session = await createSession(file, { threads, device })
  return {
    sample: async (weights, count) => {
      const feeds = weightFeeds(weights)
      const parts: Float32Array[] = []
      for (let first = 0; first < count; first += batchRows) {
        const rows = Math.min(batchRows, count - first)
        const asked = Int32Array.from({ length: rows }, (_, row) => classOfSample(first + row, classes ?? 1))
        const { made } = await session.run({
          ...feeds,
          ...(classes === null ? {} : { labels: int64Vector(asked) }),
          places: tensor('float32', new Float32Array(rows), [rows, 1]),
          key: keyTensor(seed, substreams.samples + first / batchRows),
        })
        if (made?.dtype !== 'float32') throw new TypeError('the model gave no samples')
        parts.push(made.data)
      }
      return joined(parts)
    },
    release: () => session.release(),
  }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export interface GenerativeEvaluation {
  /** Means over some rows of a model's losses, by name; with the same weights and rows always the same. */
  evaluate(weights: NamedTensors, rows: Uint32Array): Promise<Readonly<Record<string, number>>>
  release(): Promise<void>
}

/** Makes a session that evaluates a family's losses on rows of a table; null for a family that has none. */
export async function createGenerativeEvaluation(
  model: GenerativeModel,
  table: GenerativeTable,
  seed: number,
  threads: number,
  device: Device = 'cpu',
): Promise<GenerativeEvaluation | null> {
  if (model.validate === null) return null
  const { inputs, context } = weightInputs(partsOf(model))
  const form = featureForm(table)
  const features = featureInput(form)
  const [order, key] = [inputValue('order', 'int64', ['batch']), inputValue('key', 'uint32', [1])]
  const rows = gatherFeatures(features, order, form)
  const sums = model.validate(rows, standardNormal(rows, batchRows, model.latent, key), context)
  const file = writeModel({ name: 'evaluation', inputs: [features, order, key, ...inputs.values()], outputs: sums })
  const session = await createSession(file, { threads, device })
  const feed = createTableFeed({ rows: table.rows, inputs: table.inputs, features: table.features })
  const numberIn = (result: Tensor | undefined) => Number(result?.data[0])
  return {
    evaluate: async (weights, chosen) => {
      const weightTensors = weightFeeds(weights)
      const totals = new Map(Object.keys(sums).map((name) => [name, 0]))
      for (let first = 0; first < chosen.length; first += batchRows) {
        const part = { order: chosen, from: first, to: Math.min(chosen.length, first + batchRows) }
        const { features, order } = await feed.take(part)
        const batch = keyTensor(seed, substreams.validation + first / batchRows)
        const results = await session.run({ features, order, key: batch, ...weightTensors })
        totals.forEach((total, name) => totals.set(name, total + numberIn(results[name])))
        await setImmediate()
      }
      return Object.fromEntries(Array.from(totals, ([name, total]) => [name, total / chosen.length]))
    },
    release: async () => {
      await session.release()
      await feed.release()
    },
  }
}
