import { describe, expect, it } from 'vitest'
import type { TableColumns } from '../../../../../compute/data/column-values.ts'
import { divideRun } from '../../../../../compute/data/preprocess/prepare-run.ts'
import { rowKeys } from '../../../../../compute/data/split/row-keys.ts'
import { sameRows } from '../../../../../compute/data/versions/same-rows.ts'
import { type Part, parts, type SplitMethod } from '../../../../../compute/spec/split.ts'
import { memoryTable, runSpec, sourceOf } from '../memory-table.ts'

interface Row {
  readonly x: number
  readonly who: string
  readonly y: string
}

const classOf = (x: number) => (x % 5 === 0 ? 'rare' : x % 2 === 0 ? 'even' : 'odd')
const rowOf = (x: number): Row => ({ x, who: `person ${x % 23}`, y: classOf(x) })
const before = Array.from({ length: 200 }, (_, x) => rowOf(x))
const later = Array.from({ length: 60 }, (_, x) => ({ ...rowOf(1000 + x), who: `person ${x % 30}` }))

const tableOf = (rows: readonly Row[]) =>
  memoryTable({ x: rows.map(({ x }) => x), who: rows.map(({ who }) => who), y: rows.map(({ y }) => y) })

/**
 * The part of each row, by its number x.
 * @param first what was imported at first
 * @param imported the rows before their classes were changed
 */
async function partsOf(
  rows: readonly Row[],
  first: TableColumns | null,
  method: SplitMethod,
  { lasting = true, imported = rows }: { lasting?: boolean; imported?: readonly Row[] } = {},
) {
  const table = tableOf(rows)
  const source = sourceOf(table)
  const run = runSpec(table, 'y')
  run.training.split = {
    ...{ train: 0.7, validation: 0.15, test: 0.15, stratify: true, method, byContent: true },
    ...(lasting ? { lasting } : {}),
  }
  const firstRows = async () => {
    if (first === null) return null
    const same = await sameRows(sourceOf(first), sourceOf(tableOf(imported)), table.rows)
    return {
      ...{ columns: first, keys: await rowKeys(sourceOf(first)), rowOf: same.rowOf },
      ...{ ownKeys: same.keys![1], keyRow: (row: number) => row },
    }
  }
  const { divided } = await divideRun({ ...source, firstRows }, run, [])
  return new Map(
    parts.flatMap((part) => Array.from(divided.split[part], (row): [number, Part] => [rows[row]!.x, part])),
  )
}

const moved = (then: ReadonlyMap<number, Part>, now: ReadonlyMap<number, Part>) =>
  [...then].filter(([x, part]) => now.has(x) && now.get(x) !== part).length

describe.each([{ kind: 'random' }, { kind: 'group', column: 'who' }] satisfies SplitMethod[])(
  'a lasting split: $kind',
  (method) => {
    const first = tableOf(before)

    it('is at first the one that it always was', async () => {
      expect(await partsOf(before, null, method)).toEqual(await partsOf(before, null, method, { lasting: false }))
    })

    it('leaves every row in its part when rows are added, and deals those out by the same shares', async () => {
      const then = await partsOf(before, null, method)
      const all = [...later.slice(0, 30), ...before, ...later.slice(30)]
      const now = await partsOf(all, first, method)
      expect(moved(then, now)).toBe(0)
      expect(now.size).toBe(260)
      // Divided anew, some would have changed their parts.
      expect(moved(then, await partsOf(all, null, method))).toBeGreaterThan(0)
      if (method.kind === 'group') {
        const partsOfPerson = new Map(all.map(({ who }) => [who, new Set<Part>()]))
        for (const { x, who } of all) partsOfPerson.get(who)!.add(now.get(x)!)
        expect([...partsOfPerson.values()].every(({ size }) => size === 1)).toBe(true)
      } else {
        const learned = later.filter(({ x }) => now.get(x) === 'train').length
        expect(learned / later.length).toBeGreaterThan(0.55)
        expect(learned / later.length).toBeLessThan(0.85)
      }
    })

    it('leaves every row in its part when rows are removed, are added again, or change their class', async () => {
      const then = await partsOf(before, null, method)
      const fewer = before.filter(({ x }) => x % 3 !== 1)
      expect(moved(then, await partsOf(fewer, first, method))).toBe(0)
      const relabelled = before.map((row) => (row.x % 7 === 0 ? { ...row, y: 'odd' } : row))
      expect(moved(then, await partsOf(relabelled, first, method, { imported: before }))).toBe(0)
      const again = await partsOf([...later, ...before.toReversed()], first, method)
      expect(moved(then, again)).toBe(0)
      // What came later stays as well when more comes.
      expect(moved(again, await partsOf([...later, ...before, { ...rowOf(5000), y: 'odd' }], first, method))).toBe(0)
    })
  },
)

describe('a lasting split by chance', () => {
  it('keeps the class shares of the first rows exactly, and has rows of a new class in it', async () => {
    const random: SplitMethod = { kind: 'random' }
    const fresh = Array.from({ length: 40 }, (_, x) => ({ x: 3000 + x, who: 'new', y: 'new' }))
    const now = await partsOf([...before, ...fresh], tableOf(before), random)
    const shares = parts.map((part) => before.filter(({ x, y }) => y === 'rare' && now.get(x) === part).length)
    expect(shares).toEqual([28, 6, 6])
    const ofNew = parts.map((part) => fresh.filter(({ x }) => now.get(x) === part).length)
    expect(ofNew[0]).toBeGreaterThan(20)
    expect(ofNew[1]! + ofNew[2]!).toBeGreaterThan(3)
  })
})
