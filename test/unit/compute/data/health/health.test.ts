import { describe, expect, it } from 'vitest'
import { classSizes } from '../../../../../compute/data/health/classes.ts'
import { labelNoise } from '../../../../../compute/data/health/label-noise.ts'
import { explainedShare, leakage, shortcuts, tellingShare } from '../../../../../compute/data/health/leakage.ts'
import type { HealthQuestion } from '../../../../../compute/data/health/question.ts'
import { conflictingLabels, firstOfSame } from '../../../../../compute/data/health/same-inputs.ts'
import { splitDuplicates } from '../../../../../compute/data/health/split-duplicates.ts'
import { textLeakage } from '../../../../../compute/data/health/text-leakage.ts'
import { timeOverlap } from '../../../../../compute/data/health/time-overlap.ts'
import { readTarget } from '../../../../../compute/data/preprocess/target.ts'
import { splitRows } from '../../../../../compute/data/split/split-rows.ts'
import type { Cell } from '../../../../../compute/spec/dataset.ts'
import { randomUnit } from '../../../../../compute/spec/random.ts'
import { memoryTable, runSpec } from '../memory-table.ts'

const rows = Array.from({ length: 400 }, (_, row) => row)
const draw = (row: number, column: number) => randomUnit(9, 'calibration', column, row)

/** What the rules look at, for columns of which `y` is to be predicted. */
function question(columns: Record<string, Cell[]>, task: 'classification' | 'regression' = 'classification') {
  const table = memoryTable(columns)
  const target = readTarget('y', table.columns.get('y')!, task, [])
  const split = splitRows(table.rows, { train: 0.7, validation: 0.15, test: 0.15, stratify: false }, null, 1)
  const known = new Map([...table.columns].filter(([name]) => name !== 'y'))
  const { features } = runSpec(table, 'y')
  return {
    target,
    split,
    features,
    columns: { rows: table.rows, columns: known },
    missing: [],
    sourceOf: (row) => row,
  } satisfies HealthQuestion
}
const noise = rows.map((row) => draw(row, 0))
const labels = rows.map((row) => (draw(row, 1) < 0.4 ? 'yes' : 'no'))
const columnsOf = (findings: readonly { column: string | null }[]) => findings.map(({ column }) => column)

describe('leakage', () => {
  it('is a category that says the class, a number that separates the classes, and no column of chance', () => {
    const asked = question({
      y: labels,
      code: labels.map((label, row) => (row % 50 === 0 ? null : `is ${label}`)),
      paid: labels.map((label, row) => (label === 'yes' ? 5 : 0) + draw(row, 2)),
      chance: noise,
    })
    expect(columnsOf(leakage(asked))).toEqual(['paid'])
    // One in fifty is missing: the column takes away most, but not 98 per cent, of the errors.
    const code = asked.columns.columns.get('code')!
    const heldOut = Uint32Array.from([...asked.split.validation, ...asked.split.test])
    expect(explainedShare(code, asked.target, asked.split, heldOut)).toBeGreaterThan(0.9)
    expect(leakage(asked)[0]).toMatchObject({
      level: 'needs-you',
      remedies: [{ kind: 'leave-out', column: 'paid' }],
      text: { key: 'data.health.leakage.classes', params: { share: 1, rows: heldOut.length } },
    })
  })

  it('is a number that is the amount in another unit, and none that only goes along with it', () => {
    const y = rows.map((row) => 20 + 80 * draw(row, 3))
    const asked = question(
      { y, fahrenheit: y.map((c) => c * 1.8 + 32), near: y.map((c, row) => c + 40 * draw(row, 4)), chance: noise },
      'regression',
    )
    expect(columnsOf(leakage(asked))).toEqual(['fahrenheit'])
    const heldOut = Uint32Array.from([...asked.split.validation, ...asked.split.test])
    const near = explainedShare(asked.columns.columns.get('near')!, asked.target, asked.split, heldOut)
    expect(near).toBeGreaterThan(0.5)
    expect(near).toBeLessThan(tellingShare)
  })
})

describe('rows of the test that are learned from', () => {
  it('are counted and named', async () => {
    const twice = (values: readonly Cell[]) => values.map((_, row) => values[row % 200]!)
    const asked = question({ y: twice(labels), a: twice(noise), b: twice(rows) })
    const [found] = await splitDuplicates(asked)
    const learned = new Set([...asked.split.train].map((row) => row % 200))
    const expected = [...asked.split.test].filter((row) => learned.has(row % 200))
    expect(found).toMatchObject({
      text: { params: { count: expected.length } },
      rows: expected.slice(0, 10).map((row) => row + 1),
    })
  })

  it('are none where the answer or a column differs', async () => {
    expect(await splitDuplicates(question({ y: labels, a: noise }))).toEqual([])
    expect(await splitDuplicates(question({ y: rows, same: rows.map(() => 1) }, 'regression'))).toEqual([])
  })
})

describe('overlap in time', () => {
  const times = Float64Array.from(rows, (row) => row * 86_400_000)

  it('is found where an amount is predicted from rows of later days, with the way to mend it', () => {
    const [found] = timeOverlap(question({ y: noise, a: rows }, 'regression'), 'day', times)
    expect(found?.remedies).toEqual([{ kind: 'divide', method: { kind: 'time', column: 'day' } }])
    expect(found?.rows?.length).toBe(10)
  })

  it('is none where the test is the newest, and no alarm for classes or where another time divides', () => {
    const asked = question({ y: noise, a: rows }, 'regression')
    const part = (from: number, to: number) => Uint32Array.from(rows.slice(from, to))
    const split = { train: part(0, 280), validation: part(280, 340), test: part(340, 400) }
    expect(timeOverlap({ ...asked, split }, 'day', times)).toEqual([])
    const ofClasses = timeOverlap(question({ y: labels, a: noise }), 'day', times)
    expect(ofClasses).toMatchObject([{ level: 'fine', remedies: [{ kind: 'divide' }] }])
    const byOther = timeOverlap(asked, 'day', times, { method: { kind: 'time', column: 'other' } })
    expect(byOther.map(({ level }) => level)).toEqual(['fine'])
  })
})

describe('classes', () => {
  it('of fewer than 30 rows are named with their rows, and unequal ones can be weighed', () => {
    const y = rows.map((row) => (row % 100 === 7 ? 'rare' : row % 2 === 0 ? 'even' : 'odd'))
    const [small, unequal] = classSizes(question({ y, a: noise }))
    expect(small).toMatchObject({ text: { params: { labels: 'rare', least: 30 } }, rows: [8, 108, 208, 308] })
    expect(unequal).toMatchObject({
      text: { params: { ratio: 50 } },
      remedies: [{ kind: 'balance-classes' }, { kind: 'repeat-classes' }],
    })
  })

  it('that are alike and large are not mentioned', () => {
    expect(classSizes(question({ y: labels, a: noise }))).toEqual([])
  })
})

describe('suspicious labels', () => {
  it('are the ones that were swapped, where classes lie apart', () => {
    const asked = question({
      y: rows.map((row) => ((row % 2 === 0) === (row % 80 !== 13 && row % 80 !== 14) ? 'even' : 'odd')),
      a: rows.map((row) => (row % 2) * 10 + draw(row, 5)),
      b: rows.map((row) => draw(row, 6)),
    })
    const swapped = [...asked.split.train].filter((row) => row % 80 === 13 || row % 80 === 14)
    const [found] = labelNoise(asked)
    expect(found?.rows).toEqual(swapped.map((row) => row + 1))
  })

  it('are none where the columns say nothing, however rare a class is', () => {
    for (const share of [0.5, 0.07]) {
      expect(labelNoise(question({ y: rows.map((row) => (draw(row, 7) < share ? 'a' : 'b')), a: noise }))).toEqual([])
    }
  })
})

describe('texts and files', () => {
  /** Texts of chance words, with more where asked. */
  const texts = (more: (row: number) => string) => {
    const words = (row: number) => Array.from({ length: 6 }, (_, at) => `w${Math.floor(40 * draw(row, 20 + at))}`)
    return rows.map((row) => `${words(row).join(' ')} ${more(row)}`)
  }
  const textColumn = (values: readonly string[]) => {
    const column = memoryTable({ t: values }, ['t']).columns.get('t')!
    if (column.kind === 'number') throw new TypeError('texts are no numbers')
    return column
  }

  it('that hold the name of their class, or one word that tells it, are found; a word of some is not', () => {
    const asked = question({ y: labels, a: noise })
    const named = textLeakage(asked, 't', textColumn(texts((row) => `the answer: ${labels[row]!.toUpperCase()}`)))
    expect(named).toMatchObject([{ column: 't', text: { key: 'data.health.leakage.className' } }])
    const told = textLeakage(asked, 't', textColumn(texts((row) => (labels[row] === 'yes' ? 'unsubscribe' : ''))))
    expect(told).toMatchObject([
      { text: { key: 'data.health.leakage.word', params: { word: 'unsubscribe', share: 1 } } },
    ])
    const some = texts((row) => (labels[row] === 'yes' && row % 10 !== 0 ? 'unsubscribe' : ''))
    expect(textLeakage(asked, 't', textColumn(some))).toEqual([])
  })

  it('whose size alone tells their class are named by the measure', () => {
    const asked = question({ y: labels, a: noise })
    const { columns } = memoryTable({
      width: rows.map((row) => (labels[row] === 'yes' ? 300 : 280)),
      brightness: noise,
    })
    expect(columnsOf(shortcuts(asked, { rows: rows.length, columns }))).toEqual(['width'])
  })

  it('that stand there twice with different classes are named, each with all of its rows', async () => {
    const twice = texts(() => '').map((text, row, all) => (row >= 390 ? all[row - 390]! : text))
    const y = labels.map((label, row) =>
      row >= 395 ? (labels[row - 390] === 'yes' ? 'no' : 'yes') : row >= 390 ? labels[row - 390]! : label,
    )
    const asked = { ...question({ y, a: noise }), sourceOf: (row: number) => row + 1000 }
    const first = await firstOfSame(memoryTable({ t: twice }, ['t']))
    const [found] = conflictingLabels(asked, first)
    const conflicting = [5, 6, 7, 8, 9, 395, 396, 397, 398, 399]
    expect(found).toMatchObject({
      text: { params: { count: 10, groups: 5 } },
      where: { kind: 'imported', rows: conflicting.map((row) => row + 1000) },
    })
    expect(found!.remedies!.map(({ kind }) => kind)).toEqual(['review-labels', 'exclude-rows'])
    // Those that are learned from and judge at once are found as rows of a table are.
    const inputs = memoryTable({ t: twice }, ['t'])
    const duplicates = await splitDuplicates(asked, inputs)
    const learned = new Set(Array.from(asked.split.train, (row) => `${twice[row]} ${y[row]}`))
    const expected = [...asked.split.test].filter((row) => learned.has(`${twice[row]} ${y[row]}`))
    expect(duplicates.length).toBe(expected.length / asked.split.test.length >= 0.01 ? 1 : 0)
  })
})
