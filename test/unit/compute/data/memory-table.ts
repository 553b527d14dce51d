/** Tables in memory for tests: columns as plain arrays of cells, stored as they come out of a columnar file. */
import type { ColumnValues, TableColumns } from '../../../../compute/data/column-values.ts'
import type { ColumnSource } from '../../../../compute/data/preprocess/prepare-run.ts'
import type { Cell } from '../../../../compute/spec/dataset.ts'
import type { RunSpec } from '../../../../compute/spec/run.ts'
import { trainingDefaults } from '../../../../compute/spec/training.ts'

function numberColumn(cells: readonly (number | null)[]): ColumnValues {
  return { kind: 'number', values: Float64Array.from(cells, (cell) => cell ?? NaN) }
}

function textColumn(kind: 'category' | 'text', cells: readonly (string | null)[]): ColumnValues {
  const dictionary = [...new Set(cells.filter((cell) => cell !== null))]
  return {
    kind,
    codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : dictionary.indexOf(cell))),
    dictionary,
  }
}

/** Columns of cells; one with a text in it is a category column, unless it is named among those of free text. */
export function memoryTable(
  columns: Readonly<Record<string, readonly Cell[]>>,
  freeTexts: readonly string[] = [],
): TableColumns {
  const stored = Object.entries(columns).map(([name, cells]): [string, ColumnValues] => {
    const isText = cells.some((cell) => typeof cell === 'string')
    return [
      name,
      isText
        ? textColumn(freeTexts.includes(name) ? 'text' : 'category', cells as (string | null)[])
        : numberColumn(cells as (number | null)[]),
    ]
  })
  return { rows: Object.values(columns)[0]!.length, columns: new Map(stored) }
}

/** The table as something to read columns from. */
export function sourceOf(table: TableColumns): ColumnSource {
  return { columnNames: [...table.columns.keys()], columns: () => Promise.resolve(table) }
}

/** A run that predicts `target` from all other columns, with ordinary settings. */
export function runSpec(table: TableColumns, target: string, changes: Partial<RunSpec> = {}): RunSpec {
  const features = [...table.columns].filter(([name]) => name !== target)
  return {
    datasetFingerprint: 'memory',
    task: table.columns.get(target)?.kind === 'category' ? 'classification' : 'regression',
    target,
    features: features.map(([column, values]) => ({ column, kind: values.kind })),
    model: { family: 'mlp', hidden: [16], activation: 'relu', normalization: 'none', dropout: 0 },
    training: {
      ...trainingDefaults,
      epochs: 20,
      batchSize: 16,
      optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      learningRate: 0.01,
      schedule: { kind: 'constant', warmupEpochs: 0 },
      weightDecay: 0,
      gradientClip: null,
      earlyStopping: null,
      split: { train: 0.7, validation: 0.15, test: 0.15, stratify: true },
      seed: 1,
      threads: 1,
    },
    ...changes,
  }
}
