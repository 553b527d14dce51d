/** Windows of series: what they hold, which part they are in, and that nothing of later parts is learned from. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prepareRun, type PreparedRun } from '../../../../../compute/data/preprocess/prepare-run.ts'
import { divideSeries } from '../../../../../compute/data/series/prepare-series.ts'
import { summariseWindows } from '../../../../../compute/data/split/split-summary.ts'
import { outputScale } from '../../../../../compute/data/preprocess/encode-target.ts'
import type { Cell } from '../../../../../compute/spec/dataset.ts'
import type { RunSpec } from '../../../../../compute/spec/run.ts'
import type { SeriesWindow } from '../../../../../compute/spec/series-window.ts'
import { parts } from '../../../../../compute/spec/split.ts'
import { memoryTable, runSpec, sourceOf } from '../memory-table.ts'

const window: SeriesWindow = {
  time: 't',
  series: null,
  interval: { kind: 'even', length: 1, origin: 0 },
  history: 4,
  horizon: 2,
  stride: 1,
  bridge: 0,
  calendar: [],
  level: 'own',
  season: null,
}

const byTime = {
  train: 0.6,
  validation: 0.2,
  test: 0.2,
  stratify: false,
  method: { kind: 'time' as const, column: 't' },
}

async function prepare(
  columns: Record<string, Cell[]>,
  changes: Partial<SeriesWindow> = {},
  spec: Partial<RunSpec> = {},
): Promise<PreparedRun & Required<Pick<PreparedRun, 'series'>>> {
  const table = memoryTable(columns)
  const plain = runSpec(table, 'y')
  const prepared = await prepareRun(
    sourceOf(table),
    {
      ...plain,
      features: [{ column: 'y', kind: 'number' }],
      training: { ...plain.training, split: byTime },
      window: { ...window, ...changes },
      ...spec,
    },
    [],
  )
  if (prepared.series === undefined) throw new Error('no series')
  return { ...prepared, series: prepared.series }
}

const range = (count: number, from = 0) => Array.from({ length: count }, (_, at) => from + at)
const wave = (count: number) => range(count).map((t) => Math.sin(t) + t / 10)

/** The target's values of a row of the table, in its own units: for `level: own`. */
function targetsOf({ table, fitted }: PreparedRun, row: number): number[] {
  if (fitted.target.kind !== 'value') throw new Error('no value')
  const { mean } = fitted.target
  const std = outputScale(fitted.target)
  return Array.from(
    table.targets.values.subarray(row * table.outputs, (row + 1) * table.outputs),
    (y) => y * std + mean,
  )
}

describe('windows of a series', () => {
  it('hold so many steps of the past and what comes after them, in the order of time', async () => {
    const prepared = await prepare({ t: range(40), y: range(40) })
    const { table, fitted } = prepared
    expect([table.inputs, table.outputs, table.targets.kind]).toEqual([4, 2, 'series'])
    expect(table.rows).toBe(40 - 4 - 2 + 1)
    const past = fitted.features[0]
    if (past?.kind !== 'number' || !(table.features instanceof Float32Array)) throw new Error('no numbers')
    const first = Array.from(table.features.subarray(0, 4), (x) => x / past.scale + past.mean)
    first.forEach((value, step) => expect(value).toBeCloseTo(step, 4))
    targetsOf(prepared, 0).forEach((value, ahead) => expect(value).toBeCloseTo(4 + ahead, 4))
  })

  it('are in the part in which all that they foretell lies', async () => {
    const { series, table } = await prepare({ t: range(50), y: wave(50) })
    const aheadOf = (windows: Uint32Array) =>
      Array.from(windows, (each) => [1, 2].map((ahead) => series.grid.times[series.origins[each]! + ahead]!)).flat()
    const [train, validation, test] = parts.map((part) => aheadOf(table.split[part])) as [number[], number[], number[]]
    expect(Math.max(...train)).toBe(29)
    expect([Math.min(...validation), Math.max(...validation)]).toEqual([30, 39])
    expect([Math.min(...test), Math.max(...test)]).toEqual([40, 49])
  })

  it('reach over no gap that is longer than what is bridged', async () => {
    const t = range(60).filter((time) => time !== 20 && (time < 40 || time > 42))
    const columns = { t, y: t.map((time) => time * 2) }
    const strict = await prepare(columns)
    const mild = await prepare(columns, { bridge: 1 })
    expect(strict.series.grid.segments.map(({ index, steps }) => [index, steps])).toEqual([
      [0, 20],
      [21, 19],
      [43, 17],
    ])
    expect(mild.series.grid.segments.map(({ index, steps }) => [index, steps])).toEqual([
      [0, 40],
      [43, 17],
    ])
    // Step 20 is as step 19 was in what is known, and is never foretold.
    expect(mild.series.held[20]).toBe(38)
    expect(mild.series.numbers[20]).toBeNaN()
    for (const origin of mild.series.origins) expect([19, 18]).not.toContain(mild.series.grid.times[origin])
  })

  it('of several series are made of one series each', async () => {
    const rows = range(40).flatMap((t) => [
      { t, y: t, s: 'b' },
      { t, y: 1000 + t, s: 'a' },
    ])
    const { series } = await prepare(
      { t: rows.map(({ t }) => t), y: rows.map(({ y }) => y), s: rows.map(({ s }) => s) },
      { series: 's' },
    )
    expect(series.grid.series).toEqual(['a', 'b'])
    expect(series.grid.segments.map(({ series, steps }) => [series, steps])).toEqual([
      [0, 40],
      [1, 40],
    ])
    expect(Array.from(series.numbers.subarray(0, 2))).toEqual([1000, 1001])
  })

  it('can be told without a level of their own, so that a trend goes on', async () => {
    const { table, fitted } = await prepare(
      { t: range(60), y: range(60).map((t) => 100 + 3 * t + (t % 2)) },
      { level: 'last' },
    )
    if (!(table.features instanceof Float32Array)) throw new Error('not in memory')
    const past = table.features
    // The first window and a late one look alike, though the series has risen in between.
    const late = table.rows - 1 - ((table.rows - 1) % 2)
    for (const step of range(4)) expect(past[late * 4 + step]).toBeCloseTo(past[step]!, 4)
    expect(past[3]).toBe(0)
    expect(fitted.target).toMatchObject({ kind: 'value', column: 'y' })
  })
})

const irregular = fc.record({
  steps: fc.integer({ min: 200, max: 240 }),
  missing: fc.uniqueArray(fc.integer({ min: 0, max: 239 }), { maxLength: 3 }),
  history: fc.integer({ min: 1, max: 4 }),
  horizon: fc.integer({ min: 1, max: 3 }),
  bridge: fc.integer({ min: 0, max: 2 }),
  seed: fc.integer(),
})

function irregularTable({ steps, missing, seed }: { steps: number; missing: number[]; seed: number }) {
  const times = range(steps).filter((t) => !missing.includes(t))
  const valueAt = (t: number) => Math.sin(t * 1.7 + seed) * 10 + (t % 7)
  return { times, valueAt }
}

describe('whatever is missing', () => {
  it('each value is foretold once from each distance, in no order of rows', async () => {
    await fc.assert(
      fc.asyncProperty(irregular, async (given) => {
        const { times, valueAt } = irregularTable(given)
        const { history, horizon, bridge } = given
        const columns = (order: number[]) => ({ t: order, y: order.map(valueAt) })
        const prepared = await prepare(columns(times), { history, horizon, bridge })
        const seen = new Set<string>()
        prepared.series.origins.forEach((origin, row) => {
          targetsOf(prepared, row).forEach((value, ahead) => {
            const time = prepared.series.grid.times[origin + 1 + ahead]!
            expect(value).toBeCloseTo(valueAt(time), 3)
            const key = `${time} ${ahead}`
            expect(seen.has(key)).toBe(false)
            seen.add(key)
          })
        })
        const shuffled = await prepare(columns(times.toSorted((a, b) => ((a * 37) % 101) - ((b * 37) % 101))), {
          ...{ history, horizon, bridge },
        })
        expect(shuffled.table).toEqual(prepared.table)
        expect(shuffled.fitted).toEqual(prepared.fitted)
      }),
      { numRuns: 30 },
    )
  })

  it('nothing of what is watched or judges by is known in training', async () => {
    await fc.assert(
      fc.asyncProperty(irregular, fc.constantFrom('own', 'last', 'season'), async (given, level) => {
        const { times, valueAt } = irregularTable(given)
        const { history, horizon, bridge } = given
        const changes = { history, horizon, bridge, level, season: 2 } as const
        const plain = await prepare({ t: times, y: times.map(valueAt) }, changes)
        const { train, validation } = plain.table.split
        const first = Math.min(
          ...Array.from(validation, (row) => plain.series.grid.times[plain.series.origins[row]! + 1]!),
        )
        // From the first moment that is watched on, all is otherwise.
        const other = await prepare({ t: times, y: times.map((t) => (t < first ? valueAt(t) : 1e6 - t)) }, changes)
        expect(other.fitted).toEqual(plain.fitted)
        expect(other.table.split).toEqual(plain.table.split)
        const rowsOf = ({ table }: PreparedRun) =>
          Array.from(train, (row) => [
            ...(table.features as Float32Array).subarray(row * table.inputs, (row + 1) * table.inputs),
            ...table.targets.values.subarray(row * horizon, (row + 1) * horizon),
          ])
        expect(rowsOf(other)).toEqual(rowsOf(plain))
      }),
      { numRuns: 30 },
    )
  })
})

describe('windows before they are trained', () => {
  it('are counted by part, with the moments that they foretell', async () => {
    const source = sourceOf(memoryTable({ t: range(50), y: wave(50) }))
    const target = { kind: 'values' as const, column: 'y', values: Float64Array.from(wave(50)) }
    const training = { split: byTime, seed: 1 }
    const summary = summariseWindows(await divideSeries(source, target, { training }, window), window)
    const { train, validation, test } = summary.parts
    // 4 known steps and 2 ahead: the first window foretells steps 4 and 5.
    expect([train.from, train.to, train.rows]).toEqual([4, 29, 25])
    expect([validation.from, validation.to, validation.rows]).toEqual([30, 39, 9])
    expect([test.from, test.to, test.rows]).toEqual([40, 49, 9])
    expect(summary).toMatchObject({ inNoPart: 2, dated: false })
  })
})

describe('a series that cannot be learned from', () => {
  it('says how many windows there would be', async () => {
    await expect(prepare({ t: range(20), y: wave(20) }, { history: 12, horizon: 6 })).rejects.toMatchObject({
      code: 'too-few-windows',
      params: { column: 'y', history: 12, horizon: 6 },
    })
  })

  it('is refused where its rows are divided by chance', async () => {
    const plain = runSpec(memoryTable({ t: range(60), y: wave(60) }), 'y')
    await expect(
      prepare(
        { t: range(60), y: wave(60) },
        {},
        { training: { ...plain.training, split: { ...byTime, method: { kind: 'random' } } } },
      ),
    ).rejects.toMatchObject({ code: 'split-not-in-time' })
  })
})
