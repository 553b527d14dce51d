import { describe, expect, it } from 'vitest'
import { formFields, readForm } from '../../../../compute/evaluate/form.ts'
import type { FittedPreprocessing } from '../../../../compute/spec/preprocessing.ts'

const fitted: FittedPreprocessing = {
  features: [
    { kind: 'number', column: 'mass', fill: 4000, mean: 4100, scale: 0.001, indicator: false },
    { kind: 'category', column: 'island', categories: ['Dream', '7'], indicator: false },
  ],
  target: { kind: 'classes', column: 'species', labels: ['a', 'b'] },
  missing: ['NA'],
}

describe('a form for one row', () => {
  it.each([
    [4250, 4250],
    ['4250', 4250],
    [' 4,25e3 ', 4250],
    ['-.5', -0.5],
    ['', null],
    ['NA', null],
    [null, null],
  ])('reads the number %j as %j', (cell, expected) => {
    expect(readForm({ mass: cell, island: 'Dream' }, fitted)).toEqual({ mass: expected, island: 'Dream' })
  })

  it.each(['heavy', '12 kg', '1.234.567', '1e400', Infinity, NaN])(
    'refuses %j as a number, naming the column',
    (cell) => {
      const attempt = () => readForm({ mass: cell }, fitted)
      expect(attempt).toThrow(expect.objectContaining({ code: 'bad-value-in-form' }))
      expect(attempt).toThrow(expect.objectContaining({ params: { column: 'mass', value: String(cell) } }))
    },
  )

  it('reads any text as a category, numbers too, and columns that are not there as missing', () => {
    expect(readForm({ island: 7, other: 'x' }, fitted)).toEqual({ mass: null, island: '7' })
    expect(readForm({ island: ' somewhere  new ' }, fitted)).toEqual({ mass: null, island: 'somewhere new' })
  })

  it('takes a date as it is written in the data, or as ISO 8601 has it, and nothing else', () => {
    const when = {
      kind: 'date',
      column: 'when',
      formats: ['%d.%m.%Y'],
      origin: 1_700_000_000,
      parts: [],
      indicator: true,
    }
    const dated: FittedPreprocessing = { ...fitted, features: [when as FittedPreprocessing['features'][number]] }
    for (const cell of ['29.2.2024', '2024-02-29', '2024-02-29T23:15'])
      expect(readForm({ when: cell }, dated)).toEqual({ when: cell })
    expect(readForm({ when: ' ' }, dated)).toEqual({ when: null })
    for (const cell of ['30.2.2024', '29/2/2024', 'yesterday']) {
      expect(() => readForm({ when: cell }, dated)).toThrow(
        expect.objectContaining({
          code: 'bad-value-in-form',
          params: { column: 'when', value: cell, context: 'date' },
        }),
      )
    }
    expect(formFields(dated, { rows: 0, columns: [], notices: [], targetCandidates: [] })).toMatchObject([
      { column: 'when', kind: 'date', usual: '2023-11-14' },
    ])
  })

  it('begins with a median in as few digits as tell it from other 32-bit floats', () => {
    const usualOf = (fill: number) => {
      const number = { kind: 'number', column: 'ms', fill: Math.fround(fill), mean: 0, scale: 1, indicator: false }
      const features = [number as FittedPreprocessing['features'][number]]
      const profile = { rows: 0, columns: [], notices: [], targetCandidates: [] }
      return formFields({ ...fitted, features }, profile)[0]?.usual
    }
    expect([20.012, -0.1, 3, 1e-30, 16_777_217].map(usualOf)).toEqual([20.012, -0.1, 3, 1e-30, 16_777_216])
  })
})
