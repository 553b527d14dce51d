import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeFeatures, encodeRow, largestInput } from '../../../../../compute/data/preprocess/encode.ts'
import { inputLayout } from '../../../../../compute/data/preprocess/input-layout.ts'
import { encodeTarget, turnBack } from '../../../../../compute/data/preprocess/encode-target.ts'
import { fittedModel } from '../../../../../compute/data/preprocess/fitted-model.ts'
import { fitPreprocessing, maxCategories } from '../../../../../compute/data/preprocess/fit-preprocessing.ts'
import { readTarget } from '../../../../../compute/data/preprocess/target.ts'
import type { Cell } from '../../../../../compute/spec/dataset.ts'
import type { MlpSpec } from '../../../../../compute/spec/model.ts'
import { memoryTable, runSpec } from '../memory-table.ts'

interface Fixture {
  train: number[]
  numbers: Record<string, (number | null)[]>
  islands: string[]
  encoded: Record<string, { fill: number; mean: number; scale: number; values: number[] }>
  oneHot: { categories: string[]; values: number[][] }
}

/** What scikit-learn's SimpleImputer, StandardScaler and OneHotEncoder made of the same table. */
const oracle = JSON.parse(
  readFileSync(new URL('../../../../fixtures/preprocessing/table.json', import.meta.url), 'utf8'),
) as Fixture

/** Fits on given rows with a target that plays no part. */
function fit(columns: Record<string, Cell[]>, trainRows: number[], missing: string[] = []) {
  const rows = Object.values(columns)[0]!.length
  const table = memoryTable({ ...columns, y: Array.from({ length: rows }, (_, row) => row) })
  const target = readTarget('y', table.columns.get('y')!, 'regression', missing)
  const fitted = fitPreprocessing(table, runSpec(table, 'y'), target, Uint32Array.from(trainRows), missing)
  return { table, fitted, target, inputs: encodeFeatures(table, fitted), layout: inputLayout(fitted) }
}

describe('preprocessing', () => {
  const { fitted, inputs, layout } = fit({ ...oracle.numbers, island: oracle.islands }, oracle.train)
  const inputOf = (row: number, at: number) => inputs[row * layout.width + at]!

  it.each(Object.keys(oracle.numbers))('fills and standardises as scikit-learn does: %s', (column) => {
    const slot = layout.numbers.find(({ feature }) => feature.column === column)!
    const expected = oracle.encoded[column]!
    expect(slot.feature.fill / expected.fill).toBeCloseTo(1, 6)
    expect(slot.feature.mean / expected.mean).toBeCloseTo(1, 6)
    expect(slot.feature.scale / expected.scale).toBeCloseTo(1, 6)
    // A 32-bit mean near a million is known to 0.06, which is 0.002 of that column's spread.
    const tolerance = column === 'far' ? 2e-3 : 1e-5
    expected.values.forEach((value, row) => {
      expect(Math.abs(inputOf(row, slot.first) - value)).toBeLessThan(tolerance * Math.max(1, Math.abs(value)))
    })
  })

  it('says which values were missing, in columns where the training rows miss some', () => {
    expect(layout.numbers.map(({ feature, indicator }) => [feature.column, indicator !== null])).toEqual([
      ['plain', false],
      ['skewed', true],
      ['far', true],
      ['constant', false],
    ])
    const skewed = layout.numbers[1]!
    oracle.numbers['skewed']!.forEach((cell, row) => {
      expect(inputOf(row, skewed.indicator!)).toBe(cell === null ? 1 : 0)
    })
  })

  it('one-hot encodes as scikit-learn does, the most frequent category first', () => {
    const slot = layout.categories[0]!
    expect(slot.feature.categories).toEqual(['Biscoe', 'Dream', 'Torgersen'])
    oracle.oneHot.values.forEach((expected, row) => {
      slot.feature.categories.forEach((category, at) => {
        expect(inputOf(row, slot.first + at)).toBe(expected[oracle.oneHot.categories.indexOf(category)])
      })
    })
  })

  it('looks at training rows only', () => {
    const isTrain = new Set(oracle.train)
    const changed = Object.fromEntries(
      Object.entries(oracle.numbers).map(([name, cells]) => [
        name,
        cells.map((cell, row) => (isTrain.has(row) ? cell : row % 2 === 0 ? 1e9 : null)),
      ]),
    )
    const islands = oracle.islands.map((island, row) => (isTrain.has(row) ? island : 'Elsewhere'))
    expect(fit({ ...changed, island: islands }, oracle.train).fitted).toEqual(fitted)
  })

  it('encodes a row by itself to the same bits as in the table', () => {
    oracle.islands.forEach((island, row) => {
      const cells: Record<string, Cell> = { island }
      for (const [name, values] of Object.entries(oracle.numbers)) cells[name] = values[row]!
      const expected = inputs.subarray(row * layout.width, (row + 1) * layout.width)
      expect([...encodeRow(cells, fitted)]).toEqual([...expected])
    })
  })
})

describe('number columns', () => {
  it('take what 32 bits cannot hold as missing', () => {
    const { inputs, layout } = fit({ x: [1, 2, 3, null, 1e39, Infinity] }, [0, 1, 2, 3])
    expect(layout.numbers[0]!.feature.fill).toBe(2)
    expect([...inputs.slice(6)]).toEqual([0, 1, 0, 1, 0, 1])
  })

  it('never give an input that is not finite, whatever the numbers', () => {
    const anyNumber = fc.option(fc.double(), { nil: null })
    fc.assert(
      fc.property(fc.array(anyNumber, { minLength: 4, maxLength: 12 }), (cells) => {
        fc.pre(cells.slice(0, 2).some((cell) => cell !== null && Number.isFinite(Math.fround(cell))))
        const { inputs } = fit({ x: cells }, [0, 1])
        expect([...inputs].every((input) => Math.abs(input) <= largestInput)).toBe(true)
      }),
    )
  })

  it('are left out when the training rows have no value at all', () => {
    const { fitted } = fit({ x: [1, 2, 3, 4], empty: [null, null, null, 5] }, [0, 1, 2])
    expect(fitted.features.map((feature) => feature.column)).toEqual(['x'])
  })
})

describe('category columns', () => {
  const train = Array.from({ length: 12 }, (_, row) => row)

  it('read texts trimmed, inner spaces as one, and missing texts as missing', () => {
    const cells = ['New York', ' New  York ', 'NA', ' NA', '', 'x', 'x', null, 'x ', 'x', 'x', 'x']
    const { fitted, inputs, layout } = fit({ city: cells }, train, ['NA'])
    expect(fitted.features).toEqual([
      { kind: 'category', column: 'city', categories: ['x', 'New York'], indicator: true },
    ])
    expect(layout.width).toBe(3)
    const inputOfRow = cells.map((_, row) => inputs.subarray(row * 3, row * 3 + 3).indexOf(1))
    expect(inputOfRow).toEqual([1, 1, 2, 2, 2, 0, 0, 2, 0, 0, 0, 0])
  })

  it('give no input to a value that was seen once, or never, or only outside the training rows', () => {
    const cells = ['a', 'a', 'b', 'b', 'once', ...Array<string>(7).fill('a'), 'new', 'a']
    const { fitted } = fit({ c: cells }, train)
    expect(fitted.features[0]).toMatchObject({ categories: ['a', 'b'] })
    expect([...encodeRow({ c: 'once' }, fitted)]).toEqual([0, 0])
    expect([...encodeRow({ c: 'new' }, fitted)]).toEqual([0, 0])
    expect([...encodeRow({ c: null }, fitted)]).toEqual([0, 0])
  })

  it('keep the most frequent of very many values', () => {
    const cells = Array.from({ length: 3000 }, (_, row) => `v${row % 150}`).concat(Array<string>(500).fill('v149'))
    const { fitted } = fit(
      { c: cells },
      cells.map((_, row) => row),
    )
    const [feature] = fitted.features
    expect(feature?.kind === 'category' && feature.categories.length).toBe(maxCategories)
    expect(feature?.kind === 'category' && feature.categories[0]).toBe('v149')
  })
})

describe('a number target', () => {
  it('is standardised for the trainer and turned back for people', () => {
    const { target, fitted } = fit({ x: [1, 2, 3, 4] }, [0, 1, 2, 3])
    const encoded = encodeTarget(target, fitted.target)
    expect(encoded.kind).toBe('values')
    expect([...encoded.values].map((value) => value.toFixed(4))).toEqual(['-1.3416', '-0.4472', '0.4472', '1.3416'])
    const back = turnBack(
      encoded.values as Float32Array,
      fitted.target as Extract<typeof fitted.target, { kind: 'value' }>,
    )
    back.forEach((value, row) => expect(value).toBeCloseTo(row, 6))
  })
})

describe('categories that vectors are learned for', () => {
  const cells = {
    size: [1, 2, 3, 4, 5, 6, 7],
    city: ['Rome', 'Oslo', 'Rome', null, 'Oslo', 'Rome', ' Paris'],
    kind: ['a', 'b', 'a', 'b', 'a', 'b', 'never'],
  }
  const table = memoryTable({ ...cells, y: [1, 2, 3, 4, 5, 6, 7] })
  const model = { ...runSpec(table, 'y').model, family: 'mlp', categories: 'embedding' } as MlpSpec
  const target = readTarget('y', table.columns.get('y')!, 'regression', [])
  const fitted = fitPreprocessing(table, runSpec(table, 'y', { model }), target, Uint32Array.of(0, 1, 2, 3, 4, 5), [])

  it('come in as one number a column: their place by how frequent they are, 0 for what is missing or was never seen', () => {
    const inputs = encodeFeatures(table, fitted)
    const column = (at: number) => cells.city.map((_, row) => inputs[row * 3 + at])
    expect(inputs).toHaveLength(21)
    expect(column(1)).toEqual([1, 2, 1, 0, 2, 1, 0])
    expect(column(2)).toEqual([1, 2, 1, 2, 1, 2, 0])
    for (const row of cells.size.keys()) {
      const own = Object.fromEntries(Object.entries(cells).map(([name, values]) => [name, values[row]!]))
      expect(encodeRow(own, fitted)).toEqual(inputs.slice(row * 3, row * 3 + 3))
    }
  })

  it('are told to the model, which is left as it is where it takes an input for each', () => {
    expect(fittedModel(model, fitted)).toEqual({
      ...model,
      embedded: [
        { input: 1, numbers: 3 },
        { input: 2, numbers: 3 },
      ],
    })
    const usual = runSpec(table, 'y').model
    expect(fittedModel(usual, fitted)).toBe(usual)
  })
})
