/** Rows of a stored dataset stay in their parts through edits and other imports of its source. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { divideRun } from '../../../../../compute/data/preprocess/prepare-run.ts'
import { columnSource } from '../../../../../compute/data/raw-columns.ts'
import { openTable } from '../../../../../compute/data/table-reader.ts'
import type { ImportedTable } from '../../../../../compute/spec/dataset.ts'
import type { Division } from '../../../../../compute/spec/run.ts'
import { type Part, parts } from '../../../../../compute/spec/split.ts'
import { importFolder } from '../import-support.ts'
import { settle } from './settle.ts'

const line = (row: number) => `${row}.25,${row % 4 === 0 ? 'cat' : 'dog'}`
const numbers = Array.from({ length: 120 }, (_, row) => row)

describe('the parts of a dataset', () => {
  const folder = importFolder()
  const imported = async (name: string, rows: readonly number[], more = '') =>
    folder.import(
      await folder.write(
        name,
        `weight,animal${more === '' ? '' : ',more'}\n${rows.map((row) => line(row) + more).join('\n')}\n`,
      ),
      {
        kinds: { weight: 'number' },
      },
    )
  /** The part of each row by its weight. */
  async function partsOf(table: ImportedTable): Promise<Map<number, Part>> {
    const reader = await openTable(join(folder.project, table.file))
    try {
      const { origin } = table
      const source = columnSource({ reader, projectFolder: folder.project, media: undefined, origin })
      const split = { train: 0.7, validation: 0.15, test: 0.15, stratify: true, byContent: true, lasting: true }
      const division = { task: 'classification', target: 'animal', training: { split, seed: 3 } } as Division
      const { divided } = await divideRun(source, division, [])
      const { columns } = await reader.columns(['weight'])
      const weights = columns.get('weight')!
      if (weights.kind !== 'number') throw new TypeError('weights are numbers')
      return new Map(parts.flatMap((part) => Array.from(divided.split[part], (row) => [weights.values[row]!, part])))
    } finally {
      await reader.close()
    }
  }
  const moved = (then: ReadonlyMap<number, Part>, now: ReadonlyMap<number, Part>) =>
    [...then].filter(([weight, part]) => now.has(weight) && now.get(weight) !== part)

  it('stay as they were when rows are left out or given another class', async () => {
    const base = await imported('first.csv', numbers)
    const then = await partsOf(base)
    const { table } = await settle(folder.project, base, [
      { kind: 'exclude', rows: numbers.filter((row) => row % 3 === 1), reason: 'chosen' },
      { kind: 'set-values', column: 'animal', rows: [0, 5, 6, 8, 11, 12], value: 'cat' },
    ])
    const now = await partsOf(table)
    expect(now.size).toBe(80)
    expect(moved(then, now)).toEqual([])
  })

  it('stay as they were when the source is imported again with more and fewer rows, and with one column more', async () => {
    const base = await imported('second.csv', numbers)
    const then = await partsOf(base)
    const later = [...numbers.filter((row) => row % 7 !== 2).toReversed(), ...numbers.map((row) => row + 1000)]
    for (const more of ['', ',x']) {
      const again = { ...(await imported(`again${more.length}.csv`, later, more)), origin: base.file }
      const now = await partsOf(again)
      expect(now.size).toBe(later.length)
      expect(moved(then, now)).toEqual([])
      const learned = [...now].filter(([weight, part]) => weight > 1000 && part === 'train').length
      expect(learned).toBeGreaterThan(65)
      expect(learned).toBeLessThan(103)
    }
    // Without the first import they would have been dealt out anew.
    expect(moved(then, await partsOf(await imported('third.csv', later))).length).toBeGreaterThan(0)
  })
})
