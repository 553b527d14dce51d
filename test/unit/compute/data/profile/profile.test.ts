import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binCounted, binSorted, categoryBars } from '../../../../../compute/data/profile/distribution.ts'
import { looksLikeId } from '../../../../../compute/data/profile/id-columns.ts'
import { summariseNumbers } from '../../../../../compute/data/profile/number-summary.ts'
import { quantile } from '../../../../../compute/data/quantile.ts'
import { sortNumbers } from '../../../../../compute/data/profile/sort-numbers.ts'
import { tableNotices } from '../../../../../compute/data/profile/table-notices.ts'
import { targetCandidates } from '../../../../../compute/data/profile/target-candidates.ts'
import type { ColumnProfile } from '../../../../../compute/spec/dataset.ts'

const signal = new AbortController().signal

function column(name: string, kind: ColumnProfile['kind'], more: Partial<ColumnProfile> = {}): ColumnProfile {
  const numeric = kind === 'number' ? { min: 0, max: 9.5, mean: 5, std: 1, median: 5, q1: 4, q3: 6 } : null
  const kindReason = { key: 'data.kind.chosen', params: {} }
  const distribution = [
    { label: 'a', from: null, to: null, count: 60 },
    { label: 'b', from: null, to: null, count: 40 },
  ]
  return {
    name,
    kind,
    kindReason,
    missing: 0,
    distinct: 2,
    unparsed: null,
    numeric,
    distribution,
    examples: [],
    ...more,
  }
}

describe('statistics of numbers', () => {
  it('leave missing values out and are the sample statistics', async () => {
    const summary = await summariseNumbers(Float64Array.of(4, NaN, 1, 2, 2, NaN, 10), signal)
    expect(summary).toMatchObject({
      present: 5,
      distinct: 4,
      integers: 5,
      min: 1,
      max: 10,
      mean: 3.8,
      median: 2,
      q1: 2,
      q3: 4,
    })
    expect(summary?.std).toBeCloseTo(3.63318, 5)
    expect(await summariseNumbers(Float64Array.of(NaN, NaN), signal)).toBeNull()
  })

  it('hold for numbers near the largest there is', async () => {
    const summary = await summariseNumbers(Float64Array.of(1.7e308, 1.7e308, -1.7e308, -1.7e308), signal)
    expect(summary?.mean).toBe(0)
    expect(quantile(Float64Array.of(-1.7e308, 1.7e308), 0.5)).toBe(0)
    expect(binSorted(summary!.sorted, false).every(({ from, to }) => Number.isFinite(from) && to > from)).toBe(true)
  })

  it('are added without losing small numbers beside large ones', async () => {
    const summary = await summariseNumbers(Float64Array.of(1e16, 1, -1e16, 1), signal)
    expect(summary?.mean).toBe(0.5)
  })

  it('come from a sort that merges blocks like one sort, NaN last', async () => {
    const values = Float64Array.from({ length: 2_200_000 }, (_, i) =>
      i % 1000 === 0 ? NaN : ((i * 7919) % 1_000_003) - 500_000,
    )
    const expected = values.slice().sort()
    await sortNumbers(values, signal)
    expect(Buffer.compare(Buffer.from(values.buffer), Buffer.from(expected.buffer))).toBe(0)
  })

  it('stop when they are cancelled', async () => {
    const cancelled = AbortSignal.abort()
    await expect(summariseNumbers(Float64Array.of(1, 2), cancelled)).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('a distribution', () => {
  it('counts each number once', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (numbers) => {
        const sorted = Float64Array.from(numbers).sort()
        const bins = binSorted(sorted, false)
        expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(numbers.length)
        expect(bins.length).toBeLessThanOrEqual(24)
        expect(bins[0]!.from).toBe(sorted[0])
      }),
    )
  })

  it('begins at the smallest number itself, a zero with a minus too', () => {
    expect(binSorted(Float64Array.of(-0, 5e-324), false)[0]!.from).toBe(-0)
  })

  it('gives whole numbers close together a bar each', () => {
    expect(binSorted(Float64Array.of(1, 1, 3), true).map(({ from, count }) => [from, count])).toEqual([
      [1, 2],
      [2, 0],
      [3, 1],
    ])
    expect(
      binCounted([
        { value: 2, count: 5 },
        { value: 4, count: 1 },
      ]).map(({ count }) => count),
    ).toEqual([5, 0, 1])
  })

  it('gathers the rarer values of a category in a last bar', () => {
    const top = Array.from({ length: 25 }, (_, i) => ({ text: `v${i}`, count: 30 - i }))
    const bars = categoryBars(top, 1000)
    expect(bars).toHaveLength(24)
    expect(bars.at(-1)).toEqual({
      label: '',
      from: null,
      to: null,
      count: 1000 - bars.slice(0, 23).reduce((s, b) => s + b.count, 0),
    })
    expect(categoryBars(top.slice(0, 2), 59).at(-1)?.label).toBe('v1')
  })
})

describe('ids', () => {
  const whole = { distribution: [{ label: '', from: 1, to: 2, count: 1 }], distinct: 100 }
  it('are numbers counted through, names of ids, and texts of which none comes twice', () => {
    const numeric = { min: 1, max: 100, mean: 50, std: 1, median: 50, q1: 25, q3: 75 }
    expect(looksLikeId(column('n', 'number', { ...whole, numeric }), 100)).toBe(true)
    expect(looksLikeId(column('customer_id', 'number', { ...whole, numeric: { ...numeric, max: 9999 } }), 100)).toBe(
      true,
    )
    expect(looksLikeId(column('code', 'category', { distinct: 100 }), 100)).toBe(true)
  })
  it('are not measurements that happen to be all different', () => {
    expect(looksLikeId(column('weight', 'number', { distinct: 100 }), 100)).toBe(false)
    expect(looksLikeId(column('width', 'number', { distinct: 100 }), 100)).toBe(false)
  })
})

describe('columns that could be predicted', () => {
  it('are named so, or stand last; ids, constants and dates are none', () => {
    const columns = [
      column('id', 'category', { distinct: 100 }),
      column('species', 'category', { distinct: 3 }),
      column('day', 'date', { distinct: 50 }),
      column('same', 'category', { distinct: 1 }),
      column('weight', 'number', { distinct: 80 }),
    ]
    const found = targetCandidates(columns, 100)
    expect(found.map(({ column: name, task }) => [name, task])).toEqual([
      ['species', 'classification'],
      ['weight', 'regression'],
    ])
    expect(found[0]?.reason).toEqual({ key: 'data.target.namedClasses', params: { name: 'species', count: 3 } })
  })

  it('are found by Chinese names', () => {
    expect(
      targetCandidates(
        [column('类别', 'category', { distinct: 4 }), column('面积', 'number', { distinct: 90 })],
        100,
      )[0]?.column,
    ).toBe('类别')
  })
})

describe('notices', () => {
  const facts = { rows: 100, targets: [], repeatedRows: 0, skipped: { count: 0, lines: [] }, mended: false }
  const keys = (columns: ColumnProfile[], more = {}) =>
    tableNotices({
      ...facts,
      ...more,
      columns: columns.map((one) => ({ ...one, renamedFrom: null, mixed: null, offsets: false })),
    }).map(({ level, text }) => `${level} ${text.key.replace('data.notice.', '')}`)
  const targets = [{ column: 'a', task: 'classification' as const, reason: { key: '', params: {} } }]

  it('say that all is well where it is', () => {
    expect(keys([column('a', 'category')], { targets })).toEqual(['fine noMissing', 'fine allRead'])
  })

  it('put first what needs a person', () => {
    const unparsed = { count: 2, firstRow: 7, firstText: 'x' }
    const found = keys(
      [
        column('a', 'category', { missing: 100, distinct: 0 }),
        column('b', 'number', { missing: 2, unparsed }),
        column('c', 'category', { distinct: 1 }),
      ],
      { rows: 100, skipped: { count: 1, lines: [3] }, repeatedRows: 1 },
    )
    expect(found).toEqual([
      'needs-you noTarget',
      'needs-you allMissing',
      'needs-you constant',
      'mended skippedRows',
      'mended unparsedNumbers',
      'mended missing',
      'fine repeatedRows',
    ])
  })

  it('warn of classes of very unequal size and of few rows', () => {
    const distribution = [
      { label: 'no', from: null, to: null, count: 38 },
      { label: 'yes', from: null, to: null, count: 1 },
    ]
    expect(keys([column('a', 'category', { distribution })], { targets, rows: 39 })).toEqual([
      'needs-you fewRows',
      'needs-you imbalance',
      'fine noMissing',
    ])
  })
})
