/**
 * Rows whose number columns are the steps of a sequence, as the points of a spectrum or the readings of a sensor are: one
 * value a step, in the order of the columns, all in one scale, so that the sequence keeps its shape.
 */
import { StudioError } from '../../spec/errors.ts'
import type { FittedFeature } from '../../spec/preprocessing.ts'
import type { RunSpec } from '../../spec/run.ts'
import { type NumericSequence, withSequence } from '../../spec/sequence-model.ts'
import type { TableColumns } from '../column-values.ts'
import { type NumberStatistics, numberStatistics, standardisation } from './number-statistics.ts'

/** Whether a run's model reads the columns of a row in their order. */
export const readsColumns = ({ model, window }: Pick<RunSpec, 'model' | 'window'>): boolean =>
  window === undefined && 'sequence' in model && model.sequence !== null

/** A model that reads the columns of a row in their order, for so many of them; any other as it is. */
export function withColumns(model: RunSpec['model'], columns: number): RunSpec['model'] {
  if (!('sequence' in model) || model.sequence === null) return model
  return withSequence(model, sequenceOfColumns(columns))
}

/** A sequence of so many columns. */
export const sequenceOfColumns = (columns: number): NumericSequence => ({
  steps: Math.max(1, columns),
  features: 1,
  lengths: 'fixed',
})

/**
 * Fits the columns on the training rows: gaps are filled with their column's median, and mean and deviation are those of all
 * columns together. Columns without a value are left out.
 * @throws StudioError bad-request for a column that holds no numbers
 */
export async function fitRowSequence(
  features: RunSpec['features'],
  columnsOf: (column: string) => Promise<TableColumns>,
  trainRows: Uint32Array,
): Promise<readonly FittedFeature[]> {
  const steps: (NumberStatistics & { readonly column: string })[] = []
  for (const { column } of features) {
    const values = (await columnsOf(column)).columns.get(column)
    if (values?.kind !== 'number') {
      throw new StudioError('bad-request', { channel: 'runs.start' }, { cause: new Error(`${column} is no number`) })
    }
    const statistics = numberStatistics(values.values, trainRows)
    if (statistics.present > 0) steps.push({ column, ...statistics })
  }
  const average = (of: (step: NumberStatistics) => number) =>
    steps.reduce((sum, step) => sum + of(step), 0) / Math.max(1, steps.length)
  const mean = average((step) => step.mean)
  const std = Math.sqrt(average((step) => step.std ** 2 + (step.mean - mean) ** 2))
  const scaling = standardisation({ mean, std })
  return steps.map(({ column, median }) => ({ kind: 'number', column, fill: median, ...scaling, indicator: false }))
}
