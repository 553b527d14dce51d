import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { divideRun } from '../../../../../compute/data/preprocess/prepare-run.ts'
import { folderPart } from '../../../../../compute/data/split/part-names.ts'
import { rowKeys } from '../../../../../compute/data/split/row-keys.ts'
import { splitRows } from '../../../../../compute/data/split/split-rows.ts'
import { summariseSplit } from '../../../../../compute/data/split/split-summary.ts'
import type { SplitValues } from '../../../../../compute/data/split/splitter.ts'
import type { Cell } from '../../../../../compute/spec/dataset.ts'
import { parts, type SplitMethod, type SplitSpec } from '../../../../../compute/spec/split.ts'
import { memoryTable, runSpec, sourceOf } from '../memory-table.ts'

interface Recorded {
  kFold: { rows: number; folds: number; sizes: number[] }[]
  stratifiedKFold: { sizes: number[]; folds: number; counts: number[][] }[]
  groupKFold: { sizes: number[]; folds: number; foldSizes: number[] }[]
  timeSeriesSplit: { rows: number; folds: number; parts: { learned: number; test: [number, number] }[] }[]
}
const recorded = JSON.parse(
  readFileSync(new URL('../../../../fixtures/preprocessing/splits.json', import.meta.url), 'utf8'),
) as Recorded

const shares = { train: 0.7, validation: 0.15, test: 0.15, stratify: false }
const spec = (method: SplitMethod, stratify = false): SplitSpec => ({ ...shares, stratify, method })

/** Groups by number, as a column of texts. */
function groups(ofRow: readonly number[]): SplitValues {
  const names = [...new Set(ofRow)]
  const codes = Int32Array.from(ofRow, (group) => (group < 0 ? -1 : names.indexOf(group)))
  return { kind: 'texts', column: 'g', codes, dictionary: names.map((name) => `group ${name}`) }
}
const times = (values: readonly number[]): SplitValues => ({
  kind: 'times',
  column: 't',
  values: Float64Array.from(values),
  dated: false,
})
const repeat = (sizes: readonly number[]) => sizes.flatMap((size, index) => Array<number>(size).fill(index))

describe('k-fold', () => {
  it.each(recorded.kFold)(
    'has the sizes of scikit-learn’s KFold: $rows rows, $folds folds',
    ({ rows, folds, sizes }) => {
      const found = sizes.map((_, fold) => splitRows(rows, spec({ kind: 'folds', folds, fold, repeat: 0 }), null, 1))
      expect(found.map(({ test }) => test.length)).toEqual(sizes)
      expect(found.flatMap(({ test }) => [...test]).sort((a, b) => a - b)).toEqual(
        Array.from({ length: rows }, (_, i) => i),
      )
    },
  )

  it.each(recorded.stratifiedKFold)(
    'puts as many rows of each class into a fold as StratifiedKFold: $sizes',
    ({ sizes, folds, counts }) => {
      const strata = Int32Array.from(repeat(sizes))
      for (const [fold, expected] of counts.entries()) {
        const { test } = splitRows(strata.length, spec({ kind: 'folds', folds, fold, repeat: 0 }, true), strata, 3)
        expect(sizes.map((_, label) => test.filter((row) => strata[row] === label).length)).toEqual(expected)
      }
    },
  )

  it('watches some of the rows that do not judge, and draws anew for each repeat', () => {
    const fold = (repeat: number) => splitRows(100, spec({ kind: 'folds', folds: 5, fold: 2, repeat }), null, 1)
    const { train, validation, test } = fold(0)
    expect([train.length, validation.length, test.length]).toEqual([66, 14, 20])
    expect([...fold(1).test]).not.toEqual([...test])
  })

  it.each(recorded.groupKFold)('has the sizes of GroupKFold: $folds folds of $sizes', ({ sizes, folds, foldSizes }) => {
    const ofRow = repeat(sizes)
    const strata = new Int32Array(ofRow.length)
    const found = foldSizes.map((_, fold) =>
      splitRows(ofRow.length, spec({ kind: 'group-folds', column: 'g', folds, fold }), strata, 1, {
        by: groups(ofRow),
      }),
    )
    expect(found.map(({ test }) => test.length).sort((a, b) => a - b)).toEqual(foldSizes)
    for (const split of found) expectWholeGroups(split, ofRow)
  })

  it.each(recorded.timeSeriesSplit)('is TimeSeriesSplit for rows in time: $rows rows, $folds folds', (recording) => {
    const { rows, folds } = recording
    const by = times(Array.from({ length: rows }, (_, row) => row * 10))
    recording.parts.forEach(({ learned, test: [first, last] }, fold) => {
      const split = splitRows(rows, spec({ kind: 'time-folds', column: 't', folds, fold }), null, 1, { by })
      expect([...split.train, ...split.validation]).toEqual(Array.from({ length: learned }, (_, row) => row))
      expect([split.test[0], split.test.at(-1), split.test.length]).toEqual([first, last, last - first + 1])
    })
  })
})

function expectWholeGroups(split: Record<(typeof parts)[number], Uint32Array>, ofRow: readonly number[]): void {
  const partOf = new Map<number, string>()
  for (const part of parts) {
    for (const row of split[part]) {
      if (ofRow[row]! < 0) continue
      expect(partOf.get(ofRow[row]!) ?? part).toBe(part)
      partOf.set(ofRow[row]!, part)
    }
  }
}

describe('by group', () => {
  it('never puts a group into two parts, and each row with a target into exactly one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1, max: 30 }), { minLength: 60, maxLength: 300 }),
        fc.integer({ min: 0, max: 1000 }),
        (ofRow, seed) => {
          fc.pre(new Set(ofRow).size > 3)
          const by = groups(ofRow)
          const strata = Int32Array.from(ofRow, (_, row) => (row % 7 === 0 ? -1 : 0))
          const split = splitRows(ofRow.length, spec({ kind: 'group', column: 'g' }), strata, seed, { by })
          expectWholeGroups(split, ofRow)
          const all = parts.flatMap((part) => [...split[part]]).sort((a, b) => a - b)
          expect(all).toEqual(ofRow.flatMap((_, row) => (row % 7 === 0 ? [] : [row])))
          for (const part of parts) expect(split[part].length).toBeGreaterThan(0)
        },
      ),
    )
  })

  it('comes near the shares where groups are many and alike', () => {
    const ofRow = repeat(Array<number>(200).fill(5))
    const split = splitRows(1000, spec({ kind: 'group', column: 'g' }), null, 4, { by: groups(ofRow) })
    for (const part of parts) expect(Math.abs(split[part].length - 1000 * shares[part])).toBeLessThanOrEqual(5)
  })

  it('says so where there are too few', () => {
    const by = groups(repeat([20, 20]))
    expect(() => splitRows(40, spec({ kind: 'group', column: 'g' }), null, 1, { by })).toThrow(/too-few-groups/)
  })
})

describe('by time', () => {
  it('learns from older rows than it watches, and watches older ones than it judges by; no time is in two parts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 40, maxLength: 200 }), (values) => {
        fc.pre(new Set(values).size > 3)
        const { train, validation, test } = splitRows(values.length, spec({ kind: 'time', column: 't' }), null, 1, {
          by: times(values),
        })
        const [newest, oldest] = [Math.max, Math.min].map(
          (pick) => (rows: Uint32Array) => pick(...Array.from(rows, (row) => values[row]!)),
        )
        expect(newest!(train)).toBeLessThan(oldest!(validation))
        expect(newest!(validation)).toBeLessThan(oldest!(test))
        expect(train.length + validation.length + test.length).toBe(values.length)
      }),
    )
  })

  it('leaves out rows whose time is missing', () => {
    const values = Array.from({ length: 50 }, (_, row) => (row % 10 === 0 ? NaN : row))
    const split = splitRows(50, spec({ kind: 'time', column: 't' }), null, 1, { by: times(values) })
    expect(parts.reduce((sum, part) => sum + split[part].length, 0)).toBe(45)
  })

  it('says so where there are not three times', () => {
    const by = times(Array.from({ length: 40 }, (_, row) => row % 2))
    expect(() => splitRows(40, spec({ kind: 'time', column: 't' }), null, 1, { by })).toThrow(/too-few-times/)
  })
})

describe('as a column says', () => {
  const by: SplitValues = groups(repeat([30, 10, 12, 5]))
  const given = (values: Record<(typeof parts)[number], string[]>): SplitMethod => ({
    kind: 'given',
    column: 'g',
    values,
  })

  it('takes each row where its value says, and no other row', () => {
    const method = given({ train: ['group 0'], validation: ['group 1'], test: ['group  2'] })
    const { train, validation, test } = splitRows(57, spec(method), null, 1, { by })
    expect([train.length, validation.length, test.length]).toEqual([30, 10, 12])
    expect([...train]).toEqual(Array.from({ length: 30 }, (_, row) => row))
  })

  it('draws rows to watch from training where no value stands for them', () => {
    const method = given({ train: ['group 0'], validation: [], test: ['group 2'] })
    const { train, validation, test } = splitRows(57, spec(method), null, 1, { by })
    expect([train.length + validation.length, test.length]).toEqual([30, 12])
    expect(validation.length).toBe(5)
  })

  it('says which part has no row', () => {
    const method = given({ train: ['group 0'], validation: [], test: ['other'] })
    expect(() => splitRows(57, spec(method), null, 1, { by })).toThrow(/split-part-empty.*test/)
  })

  it('knows the parts by their folders', () => {
    expect(folderPart('flowers/Train/rose/1.png')).toBe('train')
    expect(folderPart('val/rose/1.png')).toBe('validation')
    expect(folderPart('rose/test.png')).toBeNull()
  })
})

describe('a split by content', () => {
  const rows = Array.from({ length: 120 }, (_, row) => row)
  const columns: Record<string, Cell[]> = {
    x: rows.map((row) => (row % 11 === 0 ? null : row * 1.5)),
    c: rows.map((row) => ['red', 'blue', null][row % 3]!),
    who: rows.map((row) => `person ${row % 17}`),
    when: rows.map((row) => (row * 37) % 120),
    y: rows.map((row) => (row % 4 === 0 ? 'yes' : 'no')),
  }
  const methods: SplitMethod[] = [
    { kind: 'random' },
    { kind: 'group', column: 'who' },
    { kind: 'time', column: 'when' },
    { kind: 'folds', folds: 4, fold: 1, repeat: 2 },
    { kind: 'group-folds', column: 'who', folds: 4, fold: 1 },
    { kind: 'time-folds', column: 'when', folds: 4, fold: 1 },
  ]

  async function contentOfParts(method: SplitMethod, order: readonly number[]) {
    const names = order === rows ? Object.keys(columns) : Object.keys(columns).reverse()
    const table = memoryTable(Object.fromEntries(names.map((name) => [name, order.map((row) => columns[name]![row]!)])))
    const run = runSpec(table, 'y')
    run.training.split = { ...spec(method, true), byContent: true }
    const { divided } = await divideRun(sourceOf(table), run, [])
    return parts.map((part) => Array.from(divided.split[part], (row) => order[row]!).sort((a, b) => a - b))
  }

  it.each(methods)(
    'is the same for the same rows in another order and with other columns first: $kind',
    async (method) => {
      const shuffled = rows.toSorted((a, b) => ((a * 7919) % 120) - ((b * 7919) % 120))
      expect(await contentOfParts(method, shuffled)).toEqual(await contentOfParts(method, rows))
    },
  )

  it('draws a million rows in under three seconds of processor time', async () => {
    const values = Float64Array.from({ length: 1_000_000 }, (_, row) => row)
    const table = { rows: values.length, columns: new Map([['x', { kind: 'number' as const, values }]]) }
    const start = process.cpuUsage()
    const keys = await rowKeys({ columnNames: ['x'], columns: () => Promise.resolve(table) })
    const { test } = splitRows(values.length, { ...shares, byContent: true }, null, 1, { keys })
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(3)
    expect(test.length).toBe(150_000)
    const mean = test.reduce((sum, row) => sum + row, 0) / test.length
    expect(Math.abs(mean / 500_000 - 1)).toBeLessThan(0.005)
  })

  it('is counted with its classes and groups before training', async () => {
    const table = memoryTable({ ...columns, y: columns['y']!.map((label, row) => (row < 6 ? null : label)) })
    const run = runSpec(table, 'y')
    run.training.split = { ...spec({ kind: 'group', column: 'who' }), byContent: true }
    const { target, divided } = await divideRun(sourceOf(table), run, [])
    const summary = summariseSplit(divided, target)
    expect(summary).toMatchObject({ labels: ['no', 'yes'], moreLabels: 0, withoutTarget: 6, inNoPart: 0 })
    const { train, validation, test } = summary.parts
    expect(train.rows + validation.rows + test.rows).toBe(114)
    expect(train.groups! + validation.groups! + test.groups!).toBe(17)
    for (const part of [train, validation, test]) expect(part.classes[0]! + part.classes[1]!).toBe(part.rows)
  })
})

describe('a run that cannot be divided as asked', () => {
  const table = memoryTable({
    x: Array.from({ length: 40 }, (_, i) => i),
    y: Array.from({ length: 40 }, (_, i) => `${i % 2}`),
  })
  it.each([
    { kind: 'group', column: 'nobody' },
    { kind: 'time', column: 'y' },
  ] as const)('says that the column is unfit: $kind by $column', async (method) => {
    const run = runSpec(table, 'y')
    run.training.split = spec(method)
    await expect(divideRun(sourceOf(table), run, [])).rejects.toMatchObject({
      code: 'split-column-unfit',
      params: { column: method.column },
    })
  })
})
