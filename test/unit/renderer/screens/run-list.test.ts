import { describe, expect, it } from 'vitest'
import type { RunSummary } from '../../../../main/ipc/contract/records.ts'
import {
  changeLayout,
  readLayout,
  storeLayout,
  visibleColumns,
} from '../../../../renderer/screens/runs/column-layout.ts'
import { relativeGain, runColumnKeys } from '../../../../renderer/screens/runs/run-columns.ts'
import {
  countViews,
  knownSortKey,
  listRuns,
  type RunListQuery,
  tagsInUse,
} from '../../../../renderer/screens/runs/run-list.ts'

function run(id: string, changes: Partial<RunSummary> = {}): RunSummary {
  return {
    id,
    name: `run ${id}`,
    status: 'completed',
    outcome: 'all-epochs',
    datasetId: 'd1',
    datasetName: 'penguins',
    datasetVersion: 1,
    task: 'classification',
    target: 'species',
    family: 'mlp',
    architecture: '64 · 32',
    createdAt: 1_000,
    endedAt: 2_000,
    seconds: 3,
    epoch: 10,
    totalEpochs: 10,
    bestEpoch: 8,
    bestValidationLoss: 0.1,
    score: { metric: 'accuracy', value: 0.9, baseline: 0.4 },
    exports: 0,
    tags: [],
    note: '',
    archivedAt: null,
    deletedAt: null,
    ...changes,
  }
}

const everything: RunListQuery = {
  view: 'active',
  text: '',
  statuses: new Set(),
  tag: null,
  sortBy: 'created',
  descending: true,
}
const ids = (runs: readonly RunSummary[], query: Partial<RunListQuery>, language = 'en') =>
  listRuns(runs, { ...everything, ...query }, language).map(({ id }) => id)

describe('the list of runs', () => {
  it('keeps archived and deleted runs in views of their own; the trash wins', () => {
    const runs = [run('1'), run('2', { archivedAt: 5 }), run('3', { archivedAt: 5, deletedAt: 6 })]
    expect(ids(runs, {})).toEqual(['1'])
    expect(ids(runs, { view: 'archived' })).toEqual(['2'])
    expect(ids(runs, { view: 'trash' })).toEqual(['3'])
    expect(countViews(runs)).toEqual({ active: 1, archived: 1, trash: 1 })
  })

  it('finds runs by all words, wherever the table shows them and however they are written', () => {
    const runs = [
      run('1', { name: '企鹅 基准', tags: ['Wide'] }),
      run('2', { note: 'wider layers', name: 'Second' }),
      run('3', { datasetName: 'Flights' }),
    ]
    expect(ids(runs, { text: 'wide' })).toEqual(['1', '2'])
    expect(ids(runs, { text: 'WIDE 企鹅' })).toEqual(['1'])
    expect(ids(runs, { text: ' flights  mlp ' })).toEqual(['3'])
    expect(ids(runs, { text: 'nothing like it' })).toEqual([])
  })

  it('filters by any of several states and by a tag', () => {
    const runs = [run('1', { status: 'failed' }), run('2', { status: 'running', tags: ['keep'] }), run('3')]
    expect(ids(runs, { statuses: new Set(['failed', 'running'] as const) })).toEqual(['1', '2'])
    expect(ids(runs, { tag: 'keep' })).toEqual(['2'])
  })

  it('sorts names as people count, and runs without a value last in both directions', () => {
    const names = [run('a', { name: 'run 10' }), run('b', { name: 'run 9' }), run('c', { name: 'Run 11' })]
    expect(ids(names, { sortBy: 'name', descending: false })).toEqual(['b', 'a', 'c'])
    const scores = [
      run('none', { score: null }),
      run('low', { score: { metric: 'accuracy', value: 0.5, baseline: 0.4 } }),
      run('high', { score: { metric: 'accuracy', value: 0.95, baseline: 0.4 } }),
    ]
    expect(ids(scores, { sortBy: 'score', descending: true })).toEqual(['high', 'low', 'none'])
    expect(ids(scores, { sortBy: 'score', descending: false })).toEqual(['low', 'high', 'none'])
  })

  it('takes the lower error for the better score', () => {
    const runs = [4, 2, 3].map((value) => run(String(value), { score: { metric: 'rmse', value, baseline: 5 } }))
    expect(ids(runs, { sortBy: 'score', descending: true })).toEqual(['2', '3', '4'])
  })

  it('orders equals by age, newest first, the same each time', () => {
    const runs = [run('b', { createdAt: 1 }), run('a', { createdAt: 1 }), run('c', { createdAt: 2 })]
    expect(ids(runs, { sortBy: 'dataset', descending: false })).toEqual(['c', 'a', 'b'])
    expect(ids([...runs].reverse(), { sortBy: 'dataset', descending: false })).toEqual(['c', 'a', 'b'])
  })

  it('lists 10,000 runs within the time of a few frames', () => {
    const runs = Array.from({ length: 10_000 }, (_, index) =>
      run(String(index), { name: `run ${(index * 7919) % 10_000}`, createdAt: index }),
    )
    // Processor time, and the best of a few tries: the machine may have other work.
    const times = Array.from({ length: 5 }, () => {
      const before = process.cpuUsage()
      expect(ids(runs, { sortBy: 'name', descending: false, text: 'run' })).toHaveLength(10_000)
      return process.cpuUsage(before).user / 1000
    })
    expect(Math.min(...times)).toBeLessThan(250)
  })

  it('counts tags, most used first', () => {
    expect(tagsInUse([run('1', { tags: ['b', 'a'] }), run('2', { tags: ['b'] })])).toEqual(['b', 'a'])
  })

  it('sorts by age where the settings name a column that is not there', () => {
    expect(knownSortKey('gone')).toBe('created')
    expect(knownSortKey('score')).toBe('score')
  })

  it('says how much of what the baseline left was won', () => {
    expect(relativeGain(run('1', { score: { metric: 'accuracy', value: 0.7, baseline: 0.4 } }))).toBeCloseTo(0.5)
    expect(relativeGain(run('1', { score: { metric: 'rmse', value: 2, baseline: 8 } }))).toBeCloseTo(0.75)
    expect(relativeGain(run('1', { score: { metric: 'accuracy', value: 1, baseline: 1 } }))).toBeNull()
  })
})

describe('the layout of columns', () => {
  const fresh = readLayout({ hiddenColumns: [], columnOrder: [], columnWidths: {} })

  it('hides at first what few need, and everything comes back on reset', () => {
    expect(visibleColumns(fresh)).not.toContain('note')
    const changed = changeLayout(fresh, { kind: 'show', key: 'note', shown: true })
    expect(visibleColumns(changed)).toContain('note')
    expect(changeLayout(changed, { kind: 'reset' })).toEqual(fresh)
  })

  it('is the same after a round trip through the settings, hidden or not', () => {
    let layout = changeLayout(fresh, { kind: 'move', key: 'tags', before: 'status' })
    layout = changeLayout(layout, { kind: 'resize', key: 'tags', width: 301.4 })
    expect(readLayout(storeLayout(layout))).toEqual(layout)
    for (const key of runColumnKeys) layout = changeLayout(layout, { kind: 'show', key, shown: true })
    expect(readLayout(storeLayout(layout))).toEqual(layout)
  })

  it('repairs settings of another version', () => {
    const layout = readLayout({
      hiddenColumns: ['name', 'gone', 'tags'],
      columnOrder: ['created', 'gone', 'created', 'name'],
      columnWidths: { name: 5, gone: 100, status: 99_999 },
    })
    expect([...layout.order].sort()).toEqual([...runColumnKeys].sort())
    expect(layout.order[0]).toBe('created')
    expect([...layout.hidden]).toEqual(['tags'])
    expect(layout.widths.name).toBe(64)
    expect(layout.widths.status).toBe(640)
  })

  it('never hides the name', () => {
    expect(visibleColumns(changeLayout(fresh, { kind: 'show', key: 'name', shown: false }))).toContain('name')
  })

  it('moves a column by one place over the visible ones, and stops at the ends', () => {
    const right = changeLayout(fresh, { kind: 'nudge', key: 'name', by: 1 })
    expect(visibleColumns(right).slice(0, 2)).toEqual(['status', 'name'])
    expect(changeLayout(right, { kind: 'nudge', key: 'name', by: -1 })).toEqual(fresh)
    expect(changeLayout(fresh, { kind: 'nudge', key: 'name', by: -1 })).toBe(fresh)
    const last = visibleColumns(fresh).at(-1)!
    expect(changeLayout(fresh, { kind: 'nudge', key: last, by: 1 })).toBe(fresh)
    const beforeLast = visibleColumns(fresh).at(-2)!
    expect(visibleColumns(changeLayout(fresh, { kind: 'nudge', key: beforeLast, by: 1 })).at(-1)).toBe(beforeLast)
  })
})
