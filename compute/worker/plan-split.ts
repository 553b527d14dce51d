/** How the rows of a plan would be divided, to be seen before it is trained. */
import { divideRun } from '../data/preprocess/prepare-run.ts'
import { columnSource, type OpenDataset } from '../data/raw-columns.ts'
import type { RowKeys } from '../data/split/row-keys.ts'
import { divideSeries } from '../data/series/prepare-series.ts'
import { summariseSplit, summariseWindows } from '../data/split/split-summary.ts'
import { originalKeys } from '../data/versions/original-keys.ts'
import type { ImportedTable } from '../spec/dataset.ts'
import type { Division } from '../spec/run.ts'
import type { SplitSummary } from '../spec/split.ts'
import type { Kept } from './kept.ts'

/** A dataset's columns, the target of a plan, and how its rows are divided. @throws StudioError as divideRun */
export async function dividePlan(dataset: OpenDataset, table: ImportedTable, division: Division, keys: Kept<RowKeys>) {
  const source = columnSource(dataset)
  const withKeys = { ...source, rowKeys: () => keys.of(table.fingerprint, () => originalKeys(dataset)) }
  return { source, ...(await divideRun(withKeys, division, table.dialect.missing)) }
}

/** Divides and counts. @throws StudioError as divideRun */
export async function planSplit(
  dataset: OpenDataset,
  table: ImportedTable,
  division: Division,
  keys: Kept<RowKeys>,
): Promise<SplitSummary> {
  const { source, target, divided } = await dividePlan(dataset, table, division, keys)
  const { window } = division
  if (window !== undefined) return summariseWindows(await divideSeries(source, target, division, window), window)
  return summariseSplit(divided, target)
}
