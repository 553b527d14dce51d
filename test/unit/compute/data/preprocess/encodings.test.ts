import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { encodeFeatures } from '../../../../../compute/data/preprocess/encode.ts'
import { fitPreprocessing } from '../../../../../compute/data/preprocess/fit-preprocessing.ts'
import { murmurHash } from '../../../../../compute/data/text/murmur-hash.ts'
import type { CategoryEncoding } from '../../../../../compute/spec/recipe.ts'
import { memoryTable } from '../memory-table.ts'

interface Recorded {
  train: number[]
  ordinal: { order: string[]; texts: (string | null)[]; inputs: number[][] }
  hashed: { texts: string[]; inputs: Record<string, number[][]> }
  murmur: [string, number][]
}
const recorded = JSON.parse(
  readFileSync(new URL('../../../../fixtures/preprocessing/encodings.json', import.meta.url), 'utf8'),
) as Recorded
const train = Uint32Array.from(recorded.train)

/** All rows' inputs, fitted on the training rows. */
function inputsOf(texts: (string | null)[], encoding: CategoryEncoding, missing: string[] = []) {
  const table = memoryTable({ c: texts })
  const features = [{ column: 'c', kind: 'category', encoding }] as const
  const target = { kind: 'values', column: 'y', values: new Float64Array(texts.length) } as const
  const fitted = fitPreprocessing(table, { features: [...features] }, target, train, missing)
  return { fitted, inputs: Array.from(encodeFeatures(table, fitted)) }
}

describe('categories', () => {
  it('in an order equal scikit-learn’s, standardised; what is not in it is in the middle', () => {
    const { order, texts, inputs } = recorded.ordinal
    const found = inputsOf(texts, { kind: 'ordinal', order }).inputs
    inputs.flat().forEach((value, at) => expect(found[at]).toBeCloseTo(value, 5))
    expect(found).toHaveLength(2 * texts.length)
  })

  it.each(Object.entries(recorded.hashed.inputs))('by hashes equal scikit-learn’s on %s inputs', (width, inputs) => {
    const { texts } = recorded.hashed
    expect(inputsOf(texts, { kind: 'hash', inputs: Number(width) }).inputs).toEqual(inputs.flat())
  })

  it('by hashes tell what is missing, and don’t mind the white space around words', () => {
    const texts = Array.from({ length: 41 }, () => 'New York')
    texts[3] = 'n/a'
    texts[40] = '\u00a0New \t York '
    const { inputs } = inputsOf(texts, { kind: 'hash', inputs: 3 }, ['n/a'])
    const row = (at: number) => inputs.slice(4 * at, 4 * at + 4)
    expect(row(3)).toEqual([0, 0, 0, 1])
    expect(row(40)).toEqual(row(0))
    expect(
      row(0)
        .map(Math.abs)
        .reduce((sum, value) => sum + value, 0) % 2,
    ).toBe(0)
  })

  it('have the hashes that scikit-learn gives their UTF-8', () => {
    expect(recorded.murmur.map(([text]) => [text, murmurHash(text)])).toEqual(recorded.murmur)
  })
})
