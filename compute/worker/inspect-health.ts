/** The health of a plan's rows: every rule in turn, on the data itself. */
import { classSizes } from '../data/health/classes.ts'
import { labelNoise } from '../data/health/label-noise.ts'
import { leakage } from '../data/health/leakage.ts'
import type { HealthQuestion } from '../data/health/question.ts'
import { splitDuplicates } from '../data/health/split-duplicates.ts'
import { timeOverlap } from '../data/health/time-overlap.ts'
import type { OpenDataset } from '../data/raw-columns.ts'
import type { RowKeys } from '../data/split/row-keys.ts'
import type { ImportedTable } from '../spec/dataset.ts'
import type { Finding } from '../spec/health.ts'
import type { Division, RunSpec } from '../spec/run.ts'
import type { Kept } from './kept.ts'
import { dividePlan } from './plan-split.ts'

/** Values that are looked at together: of larger tables only so many columns. */
const mostValues = 20_000_000

export interface HealthAsked {
  readonly division: Division
  readonly features: RunSpec['features']
}

/** See the file's head. @throws StudioError as divideRun */
export async function inspectHealth(
  dataset: OpenDataset,
  table: ImportedTable,
  { division, features }: HealthAsked,
  keys: Kept<RowKeys>,
): Promise<Finding[]> {
  const { source, target, divided } = await dividePlan(dataset, table, division, keys)
  // The rules look at what stands in columns beside the answer: where each word has one, there are none.
  if (target.kind === 'step-classes') return []
  const { missing } = table.dialect
  const most = Math.floor(mostValues / Math.max(1, target.values.length))
  const looked = features
    .filter(({ kind, column }) => (kind === 'number' || kind === 'category') && column !== target.column)
    .slice(0, most)
  const columns = await source.columns(looked.map(({ column }) => column))
  const question: HealthQuestion = { target, split: divided.split, features: looked, columns, missing }
  const whole = looked.length === features.length
  const date = table.profile.columns.find(({ kind }) => kind === 'date')
  const times = date === undefined ? null : ((await source.times?.(date.name)) ?? null)
  return [
    ...leakage(question),
    ...(whole ? await splitDuplicates(question) : []),
    ...(date === undefined || times === null ? [] : timeOverlap(question, date.name, times.values)),
    ...classSizes(question),
    ...labelNoise(question),
  ]
}
