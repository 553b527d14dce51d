/** What a recipe makes of a column: some of its values, before and after, fitted on the training rows of the plan. */
import { encodeNumber } from '../data/preprocess/encode.ts'
import { fitColumn } from '../data/preprocess/fit-preprocessing.ts'
import type { OpenDataset } from '../data/raw-columns.ts'
import type { RowKeys } from '../data/split/row-keys.ts'
import { StudioError } from '../spec/errors.ts'
import type { ImportedTable } from '../spec/dataset.ts'
import type { RecipePreview } from '../spec/recipe.ts'
import type { Division, RunSpec } from '../spec/run.ts'
import type { Kept } from './kept.ts'
import { dividePlan } from './plan-split.ts'

/** Where in the sorted values of the training rows the examples stand. */
const places = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1] as const

export interface RecipeQuestion {
  readonly division: Division
  readonly feature: RunSpec['features'][number]
}

/** See the file's head. @throws StudioError as divideRun, `no-usable-features` for a column without values */
export async function previewRecipe(
  dataset: OpenDataset,
  table: ImportedTable,
  { division, feature }: RecipeQuestion,
  keys: Kept<RowKeys>,
): Promise<RecipePreview> {
  const { source, divided } = await dividePlan(dataset, table, division, keys)
  const columns = await source.columns([feature.column])
  const { train } = divided.split
  const fitted = fitColumn(columns, feature, train, table.dialect.missing)
  const values = columns.columns.get(feature.column)
  if (fitted?.kind !== 'number' || values?.kind !== 'number')
    throw new StudioError('no-usable-features', { columns: 1 })
  const sorted = Float64Array.from(train, (row) => values.values[row]!)
    .filter((value) => !Number.isNaN(value))
    .sort()
  const shown = [...new Set(places.map((place) => sorted[Math.round(place * (sorted.length - 1))]!))]
  const holed = values.values.some(Number.isNaN)
  return {
    examples: [
      ...shown.map((before) => ({ before, after: encodeNumber(Math.fround(before), fitted) })),
      ...(holed ? [{ before: null, after: encodeNumber(NaN, fitted) }] : []),
    ],
  }
}
