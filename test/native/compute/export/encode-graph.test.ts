import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeFeatures } from '../../../../compute/data/preprocess/encode.ts'
import { fitPreprocessing } from '../../../../compute/data/preprocess/fit-preprocessing.ts'
import { readTarget } from '../../../../compute/data/preprocess/target.ts'
import { encodeInputs } from '../../../../compute/export/encode-graph.ts'
import { createSession, type Tensors } from '../../../../compute/graph/session.ts'
import { tensor } from '../../../../compute/graph/tensor.ts'
import { writeModel } from '../../../../compute/graph/write.ts'
import type { ModelSpec } from '../../../../compute/spec/model.ts'
import type { CategoryEncoding, Recipe } from '../../../../compute/spec/recipe.ts'
import type { RunSpec } from '../../../../compute/spec/run.ts'
import { memoryTable, runSpec } from '../../../unit/compute/data/memory-table.ts'
import { wordReader } from '../../../support/plain-models.ts'

type Columns = Record<string, (number | string | null)[]>

/** Raw cells as they are fed to an exported model: NaN or the empty text where missing. */
function feeds(columns: Columns): Tensors {
  return Object.fromEntries(
    Object.entries(columns).map(([name, cells]) => {
      const isText = cells.some((cell) => typeof cell === 'string')
      return [
        name,
        isText
          ? tensor('string', cells.map((cell) => cell ?? '') as string[], [cells.length, 1])
          : tensor(
              'float32',
              Float32Array.from(cells as (number | null)[], (cell) => cell ?? NaN),
              [cells.length, 1],
            ),
      ]
    }),
  )
}

/** Encodes all rows by the exported graph and by the app, fitted on the first `trainRows`. */
async function encodeBothWays(
  columns: Columns,
  trainRows: number,
  missing: string[],
  freeTexts: string[] = [],
  prepared: (column: string) => Pick<RunSpec['features'][number], 'recipe' | 'encoding'> = () => ({}),
  model?: ModelSpec,
) {
  const rows = Object.values(columns)[0]!.length
  const table = memoryTable({ ...columns, y: Array.from({ length: rows }, (_, row) => row) }, freeTexts)
  const target = readTarget('y', table.columns.get('y')!, 'regression', missing)
  const train = Uint32Array.from({ length: trainRows }, (_, row) => row)
  const features = runSpec(table, 'y').features.map((feature) => ({ ...feature, ...prepared(feature.column) }))
  const fitted = fitPreprocessing(
    table,
    model === undefined ? { features } : { features, model },
    target,
    train,
    missing,
  )
  const { inputs, encoded } = encodeInputs(fitted)
  const session = await createSession(writeModel({ inputs, outputs: { encoded } }), { threads: 1 })
  const used = Object.fromEntries(fitted.features.map(({ column }) => [column, columns[column]!]))
  const byGraph = (await session.run(feeds(used)))['encoded']!
  await session.release()
  return { byGraph: Array.from(byGraph.data as Float32Array), byApp: Array.from(encodeFeatures(table, fitted)) }
}

describe('preprocessing inside an exported model', () => {
  it('gives the same bits as the app, for numbers of all sizes and texts of all shapes', async () => {
    const word = fc.constantFrom('New', 'York', 'Rome', 'NA', '北京', 'a', '?')
    const space = fc.constantFrom(' ', '  ', '')
    const text = fc
      .array(fc.tuple(word, space), { maxLength: 4 })
      .map((parts) => parts.flat().join(''))
      .chain((inner) => fc.tuple(space, space).map(([before, after]) => before + inner + after))
    const number = fc.oneof(fc.double(), fc.constantFrom(null, 0, 1, 1e39, -1e39, Infinity), fc.integer())
    const row = fc.record({ x: number, z: number, c: text, d: fc.option(text, { nil: null }) })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 8, maxLength: 60 }), async (rows) => {
        const columns = {
          x: [1, 2.5, ...rows.map(({ x }) => x)],
          z: [null, 3, ...rows.map(({ z }) => z)],
          c: ['New York', 'New York', ...rows.map(({ c }) => c)],
          d: ['a', '', ...rows.map(({ d }) => d)],
        }
        const { byGraph, byApp } = await encodeBothWays(columns, 6, ['NA', '?', 'n / a'])
        expect(byGraph).toEqual(byApp)
      }),
      { numRuns: 60 },
    )
  })

  it('gives what the app gives for recipes of all kinds, side by side with columns that have none', async () => {
    const recorded = JSON.parse(
      readFileSync(new URL('../../../fixtures/preprocessing/recipes.json', import.meta.url), 'utf8'),
    ) as { columns: Record<string, (number | null)[]>; cases: { column: string; recipe: Recipe }[] }
    const cases = [...recorded.cases, { column: 'money', recipe: undefined }]
    const columns: Columns = Object.fromEntries(
      cases.map(({ column }, at) => [`${column} ${at}`, [...recorded.columns[column]!, 1e30, -1e30, null, 0]]),
    )
    const { byGraph, byApp } = await encodeBothWays(columns, 120, [], [], (name) => {
      const recipe = cases[Number(name.split(' ')[1])]?.recipe
      return recipe === undefined ? {} : { recipe }
    })
    expect(byGraph).toHaveLength(byApp.length)
    const largest = byGraph.reduce(
      (most, value, at) => Math.max(most, Math.abs(value - byApp[at]!) / Math.max(1, Math.abs(byApp[at]!))),
      0,
    )
    expect(largest).toBeLessThan(1e-5)
  })

  it('gives what the app gives for categories in an order and by hashes, beside those with an input each', async () => {
    const space = fc.constantFrom(' ', '  ', '\t', '\u00a0')
    const town = fc
      .array(fc.tuple(fc.constantFrom('New', 'York', '北京', 'NA', '😀', 'Rome'), space), { maxLength: 4 })
      .map((parts) => parts.flat().join(''))
    const size = fc.constantFrom('small', 'large', 'huge', 'NA', '', null)
    const row = fc.record({ size, town, plain: size })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), async (rows) => {
        const columns = {
          size: ['small', 'large', 'NA', 'small', ...rows.map((each) => each.size)],
          town: ['Rome', 'New York', 'NA', '', ...rows.map((each) => each.town)],
          plain: ['small', 'small', 'large', 'large', ...rows.map((each) => each.plain)],
        }
        const encodings = new Map<string, CategoryEncoding>([
          ['size', { kind: 'ordinal', order: ['small', 'medium', 'large'] }],
          ['town', { kind: 'hash', inputs: 5 }],
        ])
        const { byGraph, byApp } = await encodeBothWays(columns, 4, ['NA'], [], (column) => {
          const encoding = encodings.get(column)
          return encoding === undefined ? {} : { encoding }
        })
        expect(byGraph).toEqual(byApp)
      }),
      { numRuns: 60 },
    )
  })

  it('takes off every kind of white space that clings to a cell', async () => {
    const c = ['Rome', 'Rome', 'New York', 'New York', '\tRome', 'Rome\u3000', '\u00a0New York\r', ' \n', '\nRome']
    const { byGraph, byApp } = await encodeBothWays({ c: [...c, null] }, 4, [])
    expect(byGraph).toEqual(byApp)
    expect(byGraph).toEqual([0, 0, 1, 1, 0, 0, 1, -1, 0, -1].flatMap((at) => [at === 1 ? 1 : 0, at === 0 ? 1 : 0]))
  })

  it('takes a batch without a row', async () => {
    const table = memoryTable({ x: [1, 2, 3, 4], c: ['Rome', 'Rome', 'New York', 'New York'], y: [0, 1, 2, 3] })
    const target = readTarget('y', table.columns.get('y')!, 'regression', [])
    const fitted = fitPreprocessing(table, runSpec(table, 'y'), target, Uint32Array.of(0, 1, 2, 3), [])
    const { inputs, encoded } = encodeInputs(fitted)
    const session = await createSession(writeModel({ inputs, outputs: { encoded } }), { threads: 1 })
    const none = { x: tensor('float32', new Float32Array(0), [0, 1]), c: tensor('string', [], [0, 1]) }
    expect((await session.run(none))['encoded']!.shape).toEqual([0, 3])
    await session.release()
  })

  /** Texts of all scripts, some missing. */
  const textRows = () => {
    const word = fc.constantFrom(
      ...['good', 'Good', 'GOOD', 'gOOd', 'don’t', '中文', '好看', 'テスト', 'е́', '😀', 'é', '1½'],
    )
    const text = fc
      .array(fc.tuple(word, fc.constantFrom(' ', ', ', '', '\n')), { maxLength: 9 })
      .map((parts) => parts.flat().join(''))
    const row = fc.oneof(text, fc.string({ unit: 'grapheme' }), fc.constant(null))
    return fc.array(row, { minLength: 4, maxLength: 30 })
  }

  it('counts the words of texts in every script as the app does', async () => {
    await fc.assert(
      fc.asyncProperty(textRows(), async (rows) => {
        const columns = { n: rows.map((_, at) => at), t: [...rows.slice(0, -2), 'good 中文', 'Good 中 x'] }
        const { byGraph, byApp } = await encodeBothWays(columns, rows.length, [], ['t'])
        expect(byGraph.length).toBe(byApp.length)
        byGraph.forEach((value, at) => expect(value).toBeCloseTo(byApp[at]!, 5))
      }),
      { numRuns: 100 },
    )
  })

  it('numbers the words of texts in every script as the app does, whatever their length', async () => {
    await fc.assert(
      fc.asyncProperty(textRows(), fc.integer({ min: 1, max: 6 }), async (rows, length) => {
        const columns = { t: [...rows.slice(0, -2), 'good 中文', 'Good 中 x'] }
        const model = wordReader({ length, vocabulary: 12 })
        const { byGraph, byApp } = await encodeBothWays(columns, rows.length, [], ['t'], undefined, model)
        expect(byGraph).toEqual(byApp)
        expect(Math.max(...byGraph)).toBeLessThan(12)
      }),
      { numRuns: 100 },
    )
  })

  it('reads texts without any word as one unknown word, however many there are', async () => {
    const model = wordReader({ length: 3, vocabulary: 12 })
    const { byGraph, byApp } = await encodeBothWays({ t: ['a b', 'a b', '', ' . '] }, 2, [], ['t'], undefined, model)
    expect(byGraph.slice(6)).toEqual([1, 0, 0, 1, 0, 0])
    expect(byGraph).toEqual(byApp)
  })
})
