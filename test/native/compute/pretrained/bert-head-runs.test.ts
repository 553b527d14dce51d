/** A checkpoint with heads for tokens, spans and masked tokens: what begins anew, what it learns, and that runs go on to the byte. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bertFromFolder } from '../../../../compute/pretrained/bert-checkpoint.ts'
import { readModelFolder } from '../../../../compute/pretrained/model-folder.ts'
import type { BertHead } from '../../../../compute/spec/bert-model.ts'
import { randomUnit } from '../../../../compute/spec/random.ts'
import { ignoredLabel } from '../../../../compute/spec/target-form.ts'
import { trainRun } from '../../../../compute/train/train-run.ts'
import type { Targets, TrainingTable } from '../../../../compute/train/training-table.ts'
import { toyRun, toyTraining } from '../../../support/toy-run.ts'
import { expectSameBytes } from '../../../support/interrupted-runs.ts'

const path = join(import.meta.dirname, '../../../fixtures/pretrained/tiny-bert')
const pretrained = await readModelFolder(path)
const vocabulary = pretrained.tokenizer.vocabularySize
const [rows, length, mask] = [320, 10, 4]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwright-bert-runs-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Texts of 6 to 10 tokens from 10 to 21; every other one of a row is the one before plus one. */
const ids = Int32Array.from({ length: rows * length }, () => 0)
for (let row = 0; row < rows; row++) {
  for (let step = 0; step < 6 + (row % 5); step++) {
    const place = row * length + step
    const random = 10 + 2 * Math.floor(randomUnit(3, 'split', 31, place) * 6)
    ids[place] = step % 2 === 0 ? random : ids[place - 1]! + 1
  }
}
const at = (index: number) => ids[index]!

/** A token's class: whether the token before it is below 16. */
const tokenLabels = Int32Array.from(ids, (id, index) =>
  id === 0 ? ignoredLabel : index % length === 0 ? 2 : at(index - 1) < 16 ? 1 : 0,
)
/** Of each text, after its first two tokens: its largest token and the one after it. */
const spans = new Int32Array(rows * 2)
for (let row = 0; row < rows; row++) {
  const own = Array.from(ids.subarray(row * length, (row + 1) * length), (id, step) => (step < 2 ? 0 : id))
  const first = own.indexOf(Math.max(...own))
  spans.set([first, Math.min(first + 1, 5 + (row % 5))], 2 * row)
}
/** Texts of one token again and again: what is masked is what all the others are. */
const repeated = ids.map((id, index) => (id === 0 ? 0 : 10 + (Math.floor(index / length) % 6)))
const isMasked = (index: number) => at(index) > 0 && index % length < 6 && randomUnit(3, 'split', 32, index) < 0.25
const kinds = ids.map((id, index) => (id > 0 && index % length >= 2 ? 1 : 0))

function tableOf(features: Float32Array, outputs: number, targets: Targets): TrainingTable {
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  const split = { train: all.slice(0, 240), validation: all.slice(240, 280), test: all.slice(280) }
  return { rows, inputs: features.length / rows, outputs, features, targets, split }
}

const pairs = Float32Array.from({ length: rows * length * 2 }, (_, index) => {
  const [row, column] = [Math.floor(index / (2 * length)), index % (2 * length)]
  return column < length ? at(row * length + column) : kinds[row * length + column - length]!
})
const tables: Readonly<Record<Exclude<BertHead, 'text'>, TrainingTable>> = {
  tokens: tableOf(Float32Array.from(ids), 4, { kind: 'step-classes', values: tokenLabels }),
  span: tableOf(pairs, 2, { kind: 'spans', values: spans }),
  masked: tableOf(
    Float32Array.from(repeated, (id, index) => (isMasked(index) ? mask : id)),
    vocabulary,
    { kind: 'step-classes', values: repeated.map((id, index) => (isMasked(index) ? id : ignoredLabel)) },
  ),
}
const modelFor = (head: keyof typeof tables) =>
  bertFromFolder(pretrained, {
    path,
    length,
    pooling: 'mean',
    head,
    pairs: head === 'span',
    outputs: tables[head].outputs,
  })
/** Epochs, and what is to be reached in them: a share of tokens or spans that no guess comes near. */
const cases = [
  ['tokens', 12, 0.85, ['classifier.weight', 'classifier.bias']],
  ['span', 20, 0.7, ['qa_outputs.weight', 'qa_outputs.bias']],
  [
    'masked',
    15,
    0.8,
    ['dense.weight', 'dense.bias', 'LayerNorm.weight', 'LayerNorm.bias']
      .map((name) => `cls.predictions.transform.${name}`)
      .concat('cls.predictions.bias'),
  ],
] as const

describe.each(cases)('a checkpoint with a head for %s', (head, epochs, reached, fresh) => {
  const checkpoint = modelFor(head)

  it('begins the head anew and the rest with its weights', () => {
    expect(checkpoint.fresh).toEqual(fresh)
    expect(checkpoint.weights.has('bert.encoder.layer.1.output.dense.weight')).toBe(true)
    expect([...checkpoint.weights.keys()].some((name) => name.startsWith('bert.pooler'))).toBe(false)
  })

  it('learns its task', { timeout: 120_000 }, async () => {
    const scores: number[] = []
    const training = { ...toyTraining, epochs, learningRate: 0.015 }
    await trainRun(
      toyRun({
        model: checkpoint.spec,
        training,
        data: tables[head],
        startFrom: checkpoint.weights,
        onEpoch: (ended) => void scores.push(...ended.map(({ validationScore }) => validationScore)),
      }),
    )
    expect(Math.max(...scores)).toBeGreaterThan(reached)
  })

  it('ends with the same bytes wherever it was interrupted', { timeout: 120_000 }, async () => {
    const options = {
      model: checkpoint.spec,
      training: { ...toyTraining, epochs: 3, accumulation: 2 },
      data: tables[head],
      startFrom: checkpoint.weights,
    }
    await expectSameBytes(join(folder, head), [[2, 3]], options)
  })
})
