/** What is found out about series: how moments are spaced, what comes round, which column tells series apart. */
import { describe, expect, it } from 'vitest'
import { findInterval } from '../../../../../compute/data/series/find-interval.ts'
import { findSeason } from '../../../../../compute/data/series/find-season.ts'
import { findSeries } from '../../../../../compute/data/series/find-series.ts'
import type { Cell, TableProfile } from '../../../../../compute/spec/dataset.ts'
import { message } from '../../../../../compute/spec/message.ts'
import { memoryTable, sourceOf } from '../memory-table.ts'

const day = 86_400_000
const begin = Date.parse('2020-01-06T00:00Z')
const range = (count: number) => Array.from({ length: count }, (_, at) => at)
const every = (ms: number, count: number) => Float64Array.from(range(count), (at) => begin + at * ms)

describe('the interval of a series', () => {
  it('is the distance that most neighbours have, whatever is missing or off by a little', () => {
    const times = every(3600_000, 200)
      .filter((_, at) => at % 17 !== 5)
      .map((time, at) => time + (at % 3) * 20_000)
    const found = findInterval([times], true)
    expect(found?.interval).toMatchObject({ kind: 'even' })
    const length = found?.interval.kind === 'even' ? found.interval.length : 0
    expect(Math.abs(length - 3600_000)).toBeLessThan(60_000)
    expect(found?.regular).toBeGreaterThan(0.9)
  })

  it('is a month, a quarter or a year where dates say so', () => {
    const ofMonths = (step: number, dayOfMonth: number) =>
      Float64Array.from(range(40), (at) => Date.UTC(1990, at * step, dayOfMonth))
    expect(findInterval([ofMonths(1, 1)], true)?.interval).toEqual({ kind: 'months', months: 1, first: 0, day: 1 })
    expect(findInterval([ofMonths(3, 15)], true)?.interval).toEqual({ kind: 'months', months: 3, first: 0, day: 15 })
    expect(findInterval([ofMonths(12, 1)], true)?.interval).toMatchObject({ kind: 'months', months: 12 })
    const lastDays = Float64Array.from(range(40), (at) => Date.UTC(1990, at + 1, 0))
    expect(findInterval([lastDays], true)?.interval).toMatchObject({ kind: 'months', months: 1, day: 31 })
  })

  it('is a workday where weekends never come', () => {
    const workdays = every(day, 100).filter((time) => ![0, 6].includes(new Date(time).getUTCDay()))
    expect(findInterval([workdays], true)).toEqual({ interval: { kind: 'workdays' }, regular: 1 })
    expect(findInterval([every(day, 100)], true)?.interval).toMatchObject({ kind: 'even', length: day })
  })

  it('is the next row where distances are of all kinds', () => {
    const times = Float64Array.from(range(60), (at) => begin + at * at * 7919_000)
    expect(findInterval([times], true)?.interval.kind).toBe('rows')
  })
})

describe('the season of a series', () => {
  const wave = (length: number, count: number, rise = 0) =>
    Float64Array.from(range(count), (at) => Math.sin((2 * Math.PI * at) / length) + rise * at + ((at * 7919) % 13) / 60)

  it('is found under a trend and noise', () => {
    expect(findSeason(wave(12, 200, 0.05)).season?.steps).toBe(12)
    expect(findSeason(wave(24, 500)).season?.steps).toBe(24)
  })

  it('is one that the calendar knows, where others are as strong', () => {
    const both = wave(3, 240).map((value, at) => value + 0.3 * Math.sin((2 * Math.PI * at) / 12))
    expect(findSeason(both, [12]).season?.steps).toBe(12)
  })

  it('is none where nothing comes round', () => {
    let state = 1
    const noise = Float64Array.from(range(400), () => {
      state = (state * 48_271) % 2_147_483_647
      return state / 2_147_483_647
    })
    expect(findSeason(noise).season).toBeNull()
    expect(findSeason(Float64Array.from(range(200))).season).toBeNull()
  })
})

/** The profile of columns in memory, as far as series are looked for by it. */
function profileOf(columns: Record<string, Cell[]>): TableProfile {
  const rows = Object.values(columns)[0]?.length ?? 0
  return {
    rows,
    notices: [],
    targetCandidates: [],
    columns: Object.entries(columns).map(([name, cells]) => ({
      name,
      kind: cells.some((cell) => typeof cell === 'string') ? 'category' : 'number',
      kindReason: message(''),
      missing: cells.filter((cell) => cell === null).length,
      distinct: new Set(cells).size,
      unparsed: null,
      numeric: null,
      distribution: [],
      examples: [],
    })),
  }
}

describe('series in a table', () => {
  const rows = range(120).flatMap((t) => [
    { t, shop: 'a', region: 'north', y: 10 + Math.sin(t / 2) },
    { t, shop: 'b', region: 'north', y: 90 + Math.sin(t / 2) },
    { t, shop: 'c', region: 'south', y: 40 + Math.sin(t / 2) },
  ])
  const columns = {
    t: rows.map(({ t }) => t),
    region: rows.map(({ region }) => region),
    shop: rows.map(({ shop }) => shop),
    y: rows.map(({ y }) => y),
  }
  const find = (table: Record<string, Cell[]>, question = { target: 'y' }) =>
    findSeries(sourceOf(memoryTable(table)), profileOf(table), question)

  it('are told apart by the column within which no moment comes twice', async () => {
    const facts = await find(columns)
    expect(facts?.window).toMatchObject({ time: 't', series: 'shop', interval: { kind: 'even', length: 1 } })
    expect(facts).toMatchObject({ series: 3, steps: 360, missing: 0, breaks: 0, shared: 0, regular: 1, dated: false })
    // Each has its own height.
    expect(facts?.window.level).not.toBe('own')
  })

  it('have their gaps counted', async () => {
    const kept = rows.filter(({ t, shop }) => shop === 'a' && t !== 30 && (t < 60 || t > 65))
    const facts = await find({ t: kept.map(({ t }) => t), y: kept.map(({ y }) => y) })
    expect(facts).toMatchObject({ missing: 7, breaks: 1, series: 1 })
  })

  it('are none where no column says when, or the target is no number', async () => {
    const { region, shop, y } = columns
    expect(await find({ region, shop, y })).toBeNull()
    expect(await find(columns, { target: 'shop' })).toBeNull()
  })
})
