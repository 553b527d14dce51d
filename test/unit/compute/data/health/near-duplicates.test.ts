import { describe, expect, it } from 'vitest'
import { firstOfGroups, pairsByKey } from '../../../../../compute/data/health/near/clusters.ts'
import { differenceHash, nearPictures } from '../../../../../compute/data/health/near/pictures.ts'
import { commonShare, nearTexts, runsOf } from '../../../../../compute/data/health/near/texts.ts'
import { nearDuplicates } from '../../../../../compute/data/health/near-duplicates.ts'
import { readTarget } from '../../../../../compute/data/preprocess/target.ts'
import { randomUnit } from '../../../../../compute/spec/random.ts'
import { memoryTable, runSpec } from '../memory-table.ts'

const draw = (row: number, column: number) => randomUnit(11, 'calibration', column, row)
const words = 'the a film story of with never its cast heart long night small town light slow bold quiet warm'.split(
  ' ',
)
/** A text of so many words by chance. */
const textOf = (seed: number, length: number) =>
  Array.from({ length }, (_, at) => words[Math.floor(draw(at, 100 + seed) * words.length)]!).join(' ')

describe('groups', () => {
  it('are what pairs join, each named by its first', () => {
    expect([
      ...firstOfGroups(7, [
        [3, 1],
        [5, 3],
        [2, 6],
      ]),
    ]).toEqual([0, 1, 2, 1, 4, 1, 2])
    expect([...pairsByKey(['a', 'b', 'a', 'a'])]).toEqual([
      [0, 2],
      [2, 3],
    ])
  })
})

describe('texts that are nearly the same', () => {
  it('share the runs of words that they share, counted exactly', () => {
    const [a, b] = ['one two three four five', 'two three four five six'].map(runsOf)
    // Three runs each, two of them common: two of four.
    expect(commonShare(a!, b!)).toBe(0.5)
    expect(runsOf('Yes!')).toHaveLength(1)
    expect(runsOf(' … ')).toHaveLength(0)
  })

  it('are found among many, as comparing each with each finds them', async () => {
    const texts = Array.from({ length: 300 }, (_, at) => textOf(at, 60))
    const near = texts.slice(0, 40).map((text, at) => `${text} ${at % 2 === 0 ? 'indeed' : 'and so it ends'}`)
    const all = [...texts, ...near, 'short', 'short', '']
    const sets = all.map(runsOf)
    const expected = all.map((_, at) => {
      const like = sets.findIndex((set, other) => other < at && commonShare(set, sets[at]!) >= 0.8)
      return like < 0 ? at : like
    })
    expect([...firstOfGroups(all.length, await nearTexts(all))]).toEqual(expected)
    expect(expected[300]).toBe(0)
  })
})

describe('pictures that look nearly the same', () => {
  const picture = (seed: number, lighter = 0) =>
    Uint8Array.from({ length: 72 }, (_, at) => Math.min(255, 40 + 180 * draw(at, seed) + lighter))

  it('have the hash whose bits say where it gets lighter to the right', () => {
    const rising = Uint8Array.from({ length: 72 }, (_, at) => 10 * (at % 9))
    expect([...differenceHash(rising)]).toEqual([0xffff_ffff, 0xffff_ffff])
    expect([...differenceHash(rising.toReversed())]).toEqual([0, 0])
    // The first pixel alone is lighter than its neighbour.
    const first = new Uint8Array(72).fill(5)
    first[1] = 6
    expect([...differenceHash(first)]).toEqual([1, 0])
  })

  it('are those that differ in brightness a little, and neither other ones nor flat ones of another grey', () => {
    const flat = (level: number) => new Uint8Array(72).fill(level)
    const pictures = [picture(1), picture(2), picture(1, 4), flat(20), flat(200), picture(3)]
    const all = Uint8Array.from(pictures.flatMap((one) => [...one]))
    expect([...nearPictures(all)].filter(([a, b]) => a !== b)).toContainEqual([0, 2])
    expect([...firstOfGroups(6, nearPictures(all))]).toEqual([0, 1, 0, 3, 4, 5])
  })

  it('are found among fifty thousand, flat ones and crowds of one hash among them', () => {
    const count = 50_000
    const many = new Uint8Array(72 * count)
    for (let at = 0; at < count; at++) {
      // One in a hundred is an earlier one, a little lighter; a fifth is flat, of eight greys; a fifth has one edge.
      const like = at % 100 === 99 ? at - 99 : at
      const lighter = like === at ? 0 : 3
      for (let pixel = 0; pixel < 72; pixel++) {
        const random = 20 + Math.floor(200 * randomUnit(5, 'calibration', pixel, like))
        const level =
          like % 5 === 1 ? 30 * (like % 8) : like % 5 === 2 ? (pixel % 9 < 4 ? 60 : 200) + (random % 40) : random
        many[at * 72 + pixel] = level + lighter
      }
    }
    const before = process.cpuUsage()
    const first = firstOfGroups(count, nearPictures(many))
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(20_000)
    for (let at = 99; at < count; at += 100) expect(first[at]).toBe(first[at - 99])
    const flat = new Set(Array.from({ length: 8 }, (_, grey) => first[1 + 5 * grey]))
    expect(flat.size).toBe(8)
    expect(first[0]).toBe(0)
    expect(first[3]).toBe(3)
  })
})

describe('rows that are nearly the same', () => {
  const count = 200
  const rows = Array.from({ length: count }, (_, row) => row)
  const half = (row: number) => row % 100
  const asked = (columns: Record<string, number[]>) => {
    const table = memoryTable({ ...columns, y: rows.map((row) => (half(row) < 40 ? 'a' : 'b')) })
    return {
      target: readTarget('y', table.columns.get('y')!, 'classification', []),
      split: {
        train: Uint32Array.from(rows.slice(0, 120)),
        validation: Uint32Array.from(rows.slice(120, 150)),
        test: Uint32Array.from(rows.slice(150)),
      },
      features: runSpec(table, 'y').features,
      columns: { rows: count, columns: new Map([...table.columns].filter(([name]) => name !== 'y')) },
      missing: [],
      sourceOf: (row: number) => row + 1000,
    }
  }
  const amounts = (column: number) => rows.map((row) => 1 + 9 * draw(half(row), column) + row * 1e-7)

  it('differ in the last digits of their numbers only, and can be left out but for the first', async () => {
    const [found] = await nearDuplicates(asked({ a: amounts(1), b: amounts(2), c: amounts(3) }), { kind: 'table' })
    expect(found).toMatchObject({ text: { key: 'data.health.nearDuplicates.table' } })
    const { count: later, across } = found!.text.params as { count: number; across: number }
    // A few of them stand at the edge between two rounded numbers.
    expect(later).toBeGreaterThan(95)
    expect(across).toBeGreaterThan(47)
    expect(found!.rows![0]).toBe(101)
    expect(found!.remedies).toMatchObject([{ kind: 'exclude-rows', reason: 'near' }])
    const [remedy] = found!.remedies!
    expect(remedy!.kind === 'exclude-rows' && remedy.rows[0]).toBe(1100)
  })

  it('are none where they are the same to the last digit, or where there are few numbers to tell', async () => {
    const same = (column: number) => rows.map((row) => draw(half(row), column))
    expect(await nearDuplicates(asked({ a: same(1), b: same(2), c: same(3) }), { kind: 'table' })).toEqual([])
    expect(await nearDuplicates(asked({ a: amounts(1), b: amounts(2) }), { kind: 'table' })).toEqual([])
  })

  it('are texts with a twin among those that are learned from', async () => {
    const texts = rows.map((row) => `${textOf(half(row), 40)}${row < 100 ? '' : ' really'}`)
    const [found] = await nearDuplicates(asked({}), { kind: 'text', texts })
    expect(found!.text).toMatchObject({ key: 'data.health.nearDuplicates.text', params: { count: 100, across: 50 } })
  })
})
