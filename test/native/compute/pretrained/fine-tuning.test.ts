import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bertFromFolder } from '../../../../compute/pretrained/bert-checkpoint.ts'
import { readModelFolder } from '../../../../compute/pretrained/model-folder.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import { trainRun } from '../../../../compute/train/train-run.ts'
import { toyRun, toyTraining } from '../../../support/toy-run.ts'

const path = join(import.meta.dirname, '../../../fixtures/pretrained/tiny-bert')
const folder = await readModelFolder(path)

/** Sentences that are about one of two things, with words around it that tell nothing. */
const around = ['the', 'a', 'model', 'row', 'of', 'and', 'data', 'is', 'in', 'it']
const texts = Array.from({ length: 240 }, (_, row) => {
  const word = (place: number) => around[Math.floor(randomUnit(3, 'split', place, row) * around.length)]
  return `${word(0)} ${word(1)} ${row % 2 === 0 ? 'training' : 'column'} ${word(2)} ${word(3)}`
})
const length = 14
const { ids } = folder.tokenizer.encodeRows(texts, length)
const rows = Uint32Array.from(texts, (_, row) => row)
const data = {
  rows: texts.length,
  inputs: length,
  outputs: 2,
  features: Float32Array.from(ids),
  targets: { kind: 'classes', values: Int32Array.from(texts, (_, row) => row % 2) },
  split: { train: rows.slice(0, 160), validation: rows.slice(160, 200), test: rows.slice(200) },
} as const

const { spec, weights } = bertFromFolder(folder, { path, length, pooling: 'first-token', outputs: 2 })

describe('fine-tuning a checkpoint', () => {
  it('begins from its weights, learns the task, and keeps what was frozen as it was', async () => {
    const frozen = ['bert.embeddings', 'bert.encoder.layer.0']
    const training = { ...toyTraining, epochs: 8, learningRate: 0.005, frozen }
    const scores: number[] = []
    const trained = await trainRun(
      toyRun({
        model: spec,
        training,
        data,
        startFrom: weights,
        totalEpochs: 8,
        onEpoch: (epochs) => void scores.push(...epochs.map(({ validationScore }) => validationScore)),
      }),
    )
    expect(Math.max(...scores)).toBeGreaterThanOrEqual(0.95)
    for (const [name, { data: values }] of trained.weights) {
      const before = weights.get(name)?.data
      if (frozen.some((prefix) => name.startsWith(`${prefix}.`))) expect(values, name).toEqual(before)
      else if (before !== undefined) expect(values, name).not.toEqual(before)
    }
  })
})
