import { describe, expect, it } from 'vitest'
import { nearestName } from '../../../../../compute/data/preprocess/nearest-name.ts'
import { prepareRun } from '../../../../../compute/data/preprocess/prepare-run.ts'
import type { Cell } from '../../../../../compute/spec/dataset.ts'
import type { RunSpec } from '../../../../../compute/spec/run.ts'
import { memoryTable, runSpec, sourceOf } from '../memory-table.ts'

const x = Array.from({ length: 40 }, (_, row) => row)
const twoClasses = x.map((row) => (row % 2 === 0 ? 'even' : 'odd'))

async function prepare(columns: Record<string, Cell[]>, changes: Partial<RunSpec> = {}, target = 'y') {
  const table = memoryTable(columns)
  return prepareRun(sourceOf(table), runSpec(table, target, changes), ['NA'])
}

/** Class labels that differ from row to row. */
const labels = (classOfRow: (row: number) => string) => x.map(classOfRow)

describe('preparing a run', () => {
  it('gives the trainer classes in ascending order, with the rows that have one', async () => {
    const y = [...twoClasses.slice(0, 38), null, 'NA']
    const { table, fitted, usedRows } = await prepare({ x, y })
    expect(fitted.target).toEqual({ kind: 'classes', column: 'y', labels: ['even', 'odd'] })
    expect(usedRows).toBe(38)
    expect([table.rows, table.inputs, table.outputs]).toEqual([40, 1, 2])
    expect(Array.from(table.targets.values.slice(36))).toEqual([0, 1, -1, -1])
  })

  it('takes a number column as classes, in the order of the numbers', async () => {
    const { fitted } = await prepare({ x, y: x.map((row) => [10, 9, 2.5][row % 3]!) }, { task: 'classification' })
    expect(fitted.target).toMatchObject({ labels: ['2.5', '9', '10'] })
  })

  it('standardises a number target by its training rows', async () => {
    const { table } = await prepare({ x, y: x.map((row) => (row === 5 ? null : row * 100)) })
    const train = [...table.split.train].map((row) => table.targets.values[row]!)
    expect(train.reduce((sum, value) => sum + value, 0) / train.length).toBeCloseTo(0, 5)
    expect(train.reduce((sum, value) => sum + value * value, 0) / train.length).toBeCloseTo(1, 5)
    expect(table.split.train).not.toContain(5)
  })

  it('never gives the target to the model', async () => {
    const features: RunSpec['features'] = [
      { column: 'x', kind: 'number' },
      { column: 'y', kind: 'category' },
    ]
    const { fitted } = await prepare({ x, y: twoClasses }, { features })
    expect(fitted.features.map((feature) => feature.column)).toEqual(['x'])
  })
})

describe('a run that cannot be', () => {
  const number = { task: 'regression' as const }
  const classes = { task: 'classification' as const }
  it.each([
    ['target-missing-everywhere', { x, y: x.map(() => null) }, number, { column: 'y', rows: 40 }],
    ['target-missing-everywhere', { x, y: x.map((row) => (row > 20 ? 'NA' : '')) }, classes, { column: 'y', rows: 40 }],
    ['target-one-class', { x, y: x.map(() => 'same') }, classes, { column: 'y', value: 'same', rows: 40 }],
    ['target-one-class', { x, y: x.map(() => 3) }, number, { column: 'y', value: '3', rows: 40 }],
    ['target-too-many-classes', { x, y: x.map((row) => `id ${row}`) }, classes, { column: 'y', classes: 40, rows: 40 }],
    ['target-not-numeric', { x, y: [null, ...twoClasses.slice(1)] }, number, { column: 'y', value: 'odd', row: 2 }],
    ['too-few-rows', { x, y: x.map((row) => (row < 9 ? row : null)) }, number, { column: 'y', rows: 9, least: 10 }],
    [
      'target-class-too-small',
      { x, y: labels((row) => (row === 6 ? 'rare' : twoClasses[row]!)) },
      classes,
      { column: 'y', label: 'rare', row: 7, count: 1 },
    ],
    ['no-usable-features', { x: x.map(() => null), y: twoClasses }, classes, { columns: 1 }],
  ])('says %s and where', async (code, columns, changes, params) => {
    await expect(prepare(columns, changes)).rejects.toMatchObject({ name: 'StudioError', code, params })
  })

  it('names the columns there are, and the one that was probably meant', async () => {
    await expect(prepare({ Species: twoClasses, x }, {}, 'specis')).rejects.toMatchObject({
      code: 'target-not-found',
      params: { column: 'specis', nearest: 'Species', context: 'near', columns: 'Species, x', count: 2 },
    })
  })

  it('learns a class of one row where equal class shares are not asked for', async () => {
    const y = labels((row) => (row === 6 ? 'rare' : twoClasses[row]!))
    const table = memoryTable({ x, y })
    const spec = runSpec(table, 'y')
    spec.training.split.stratify = false
    expect((await prepareRun(sourceOf(table), spec, [])).usedRows).toBe(40)
  })
})

describe('nearestName', () => {
  it('forgives letter case and a few letters, and nothing more', () => {
    const names = ['body_mass_g', 'species', 'sex']
    expect(nearestName(names, 'Body_Mass')).toBe('body_mass_g')
    expect(nearestName(names, 'SPECIE')).toBe('species')
    expect(nearestName(names, 'temperature')).toBeNull()
  })
})
