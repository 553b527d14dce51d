import { describe, expect, it } from 'vitest'
import type { VersionRecord } from '../../../../main/ipc/contract/records.ts'
import { historyOf } from '../../../../renderer/screens/dataset/page/version-history.ts'

const version = (number: number, more: Partial<VersionRecord> = {}): VersionRecord => ({
  number,
  parent: number === 1 ? null : number - 1,
  base: 'f',
  createdAt: number * 1000,
  place: number === 1 ? 'import' : 'labelling',
  change: { kind: 'import' },
  rows: 10,
  runs: [],
  ...more,
})

const numbers = (versions: readonly VersionRecord[], current: number) =>
  historyOf(versions, current).map((entry) => entry.versions.map(({ number }) => number))

describe('the history of a dataset', () => {
  it('tells of the steps of one piece of work together, the newest first', () => {
    expect(
      numbers(
        [1, 2, 3, 4].map((number) => version(number)),
        4,
      ),
    ).toEqual([[2, 3, 4], [1]])
    const later = version(4, { createdAt: 3_600_000 })
    expect(numbers([version(1), version(2), version(3), later], 4)).toEqual([[4], [2, 3], [1]])
  })

  it('ends an entry where a run learned from it, and where the dataset is now', () => {
    const learned = version(2, { runs: [{ id: 'r', name: 'MLP 1' }] })
    expect(numbers([version(1), learned, version(3), version(4)], 4)).toEqual([[3, 4], [2], [1]])
    expect(
      numbers(
        [1, 2, 3, 4].map((number) => version(number)),
        3,
      ),
    ).toEqual([[4], [2, 3], [1]])
  })

  it('says what the current version is, and what it did not come of', () => {
    const versions = [version(1), version(2), version(3, { parent: 1 })]
    expect(historyOf(versions, 3).map(({ current, inUse }) => [current, inUse])).toEqual([
      [true, true],
      [false, false],
      [false, true],
    ])
  })
})
