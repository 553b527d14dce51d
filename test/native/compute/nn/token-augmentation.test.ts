/** Words of a batch changed at random: which may change, how often, and that the seed alone says how. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { augmentTokens } from '../../../../compute/nn/token-augmentation.ts'
import type { LstmSpec } from '../../../../compute/spec/sequence-model.ts'
import type { TextAugmentation } from '../../../../compute/spec/text-augmentation.ts'
import { augmentedRows } from '../../../../compute/train/augmented-rows.ts'
import { previewTextAugmentation } from '../../../../compute/worker/preview-text-augmentation.ts'
import { expectSameBytes, remainsOf } from '../../../support/interrupted-runs.ts'
import { toyTable, toyTraining } from '../../../support/toy-run.ts'

const [rows, length, unknown] = [400, 12, 1]
/** Each text has numbers of its own from 2 on, and padding behind: 4 to 12 words. */
const wordsIn = (row: number) => 4 + (row % 9)
const texts = Float32Array.from({ length: rows * length }, (_, at) => {
  const place = at % length
  return place < wordsIn(Math.floor(at / length)) ? 2 + place : 0
})
const changed = async (augmentation: { dropout: number; swap: number }, seed = 1) => {
  const all = await augmentedRows(texts, rows, (x, training) => augmentTokens(x, augmentation, unknown, training), seed)
  return Array.from({ length: rows }, (_, row) => [...all.subarray(row * length, (row + 1) * length)])
}
const original = (row: number) => [...texts.subarray(row * length, (row + 1) * length)]
const words = texts.filter((word) => word > 0).length

describe('a training whose texts are changed', () => {
  const model: LstmSpec = {
    ...{ family: 'lstm', cell: 'gru', sequence: null, tokens: { length: 8, vocabulary: 20 }, embedding: 6, hidden: 6 },
    ...{ layers: 1, bidirectional: true, pooling: 'mean', dropout: 0 },
  }
  const plain = toyTable(120, 8)
  const features = plain.features.map((value) => Math.floor(Math.abs(value) * 18) + 2)
  const optionsOf = (textAugmentation: TextAugmentation | null, pooling: LstmSpec['pooling'] = 'mean') => ({
    model: { ...model, pooling },
    training: { ...toyTraining, epochs: 2, textAugmentation },
    totalEpochs: 2,
    data:
      pooling === 'none'
        ? {
            ...plain,
            features,
            targets: { kind: 'step-classes' as const, values: new Int32Array(960).map((_, at) => at % 3) },
          }
        : { ...plain, features },
  })

  it('is the same bytes wherever it was interrupted, and another one than without', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'modelwright-words-'))
    try {
      const changed = await expectSameBytes(
        join(folder, 'changed'),
        [[2], [1, 2]],
        optionsOf({ dropout: 0.2, swap: 0.2 }),
      )
      const without = await expectSameBytes(join(folder, 'plain'), [], optionsOf(null))
      expect(await remainsOf(changed)).not.toEqual(await remainsOf(without))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  it('swaps no words that have a label each', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'modelwright-words-'))
    try {
      const swapped = await expectSameBytes(join(folder, 'swapped'), [], optionsOf({ dropout: 0, swap: 0.5 }, 'none'))
      const unswapped = await expectSameBytes(join(folder, 'none'), [], optionsOf({ dropout: 0, swap: 0 }, 'none'))
      expect(await remainsOf(swapped)).toEqual(await remainsOf(unswapped))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})

describe('augmentation of texts', () => {
  it('changes nothing where it has nothing to do', async () => {
    expect((await changed({ dropout: 0, swap: 0 })).flat()).toEqual([...texts])
  })

  it('drops so many words, and never padding', async () => {
    const dropped = await changed({ dropout: 0.2, swap: 0 })
    const count = dropped.flat().filter((word) => word === unknown).length
    // Three standard deviations of a binomial distribution.
    expect(Math.abs(count / words - 0.2)).toBeLessThan(3 * Math.sqrt((0.2 * 0.8) / words))
    dropped.forEach((text, row) =>
      text.forEach((word, at) => expect([original(row)[at], original(row)[at] === 0 ? 0 : unknown]).toContain(word)),
    )
  })

  it('swaps neighbours and keeps all words, so often as is asked for', async () => {
    const swapped = await changed({ dropout: 0, swap: 0.3 })
    let moved = 0
    swapped.forEach((text, row) => {
      expect(text.toSorted((a, b) => a - b)).toEqual(original(row).toSorted((a, b) => a - b))
      expect(text.slice(wordsIn(row)).every((word) => word === 0)).toBe(true)
      text.forEach((word, at) => {
        if (word === 0 || word === at + 2) return
        moved++
        expect(Math.abs(word - 2 - at)).toBe(1)
        expect(text[word - 2]).toBe(at + 2)
      })
    })
    // Half of the neighbours are a pair: of n words (n − 1) / 2 on average.
    const pairs = Array.from({ length: rows }, (_, row) => (wordsIn(row) - 1) / 2).reduce((sum, each) => sum + each, 0)
    expect(Math.abs(moved / 2 / pairs - 0.3)).toBeLessThan(0.05)
    const firsts = swapped.filter((text) => text[0] !== 2).length / rows
    expect(Math.abs(firsts - 0.15)).toBeLessThan(0.06)
  })

  it('follows from the seed alone', async () => {
    const both = { dropout: 0.1, swap: 0.2 }
    expect(await changed(both, 5)).toEqual(await changed(both, 5))
    expect(await changed(both, 5)).not.toEqual(await changed(both, 6))
  })

  it('is shown on texts of the dataset, as they are read', async () => {
    const cells = [['The END of it.'], ['two words'], ['']]
    const reader = { rows: 3, columnNames: ['text'], rowsAt: () => Promise.resolve(cells) }
    const asked = { column: 'text', labelled: false, augmentation: { dropout: 0.3, swap: 0.3 }, seed: 3 }
    const { texts: shown } = await previewTextAugmentation(reader, asked)
    expect(shown.map(({ original: own }) => own)).toEqual([['the', 'end', 'of', 'it'], ['two', 'words'], []])
    for (const { original: own, changed: ways } of shown)
      for (const way of ways) {
        expect(way).toHaveLength(own.length)
        expect(way.every((word) => word === null || own.includes(word))).toBe(true)
      }
    const labelled = await previewTextAugmentation(reader, { ...asked, labelled: true })
    expect(labelled.texts[0]!.original).toEqual(['The', 'END', 'of', 'it.'])
  })
})
