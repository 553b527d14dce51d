/** What the rules of data health look at: the rows of a plan, divided, with the columns to learn from. */
import type { Finding } from '../../spec/health.ts'
import { message, type MessageParams } from '../../spec/message.ts'
import type { RunSpec } from '../../spec/run.ts'
import type { ColumnValues, TableColumns } from '../column-values.ts'
import type { RowTarget } from '../preprocess/target.ts'
import type { SplitRows } from '../split/split-rows.ts'

export interface HealthQuestion {
  readonly target: RowTarget
  readonly split: SplitRows
  readonly features: RunSpec['features']
  /** The columns to learn from, pictures and texts left out. */
  readonly columns: TableColumns
  readonly missing: readonly string[]
  /** The imported row that a row was: by these, edits name them. */
  readonly sourceOf: (row: number) => number
}

/** The columns to learn from, with the answer among them. */
export function withAnswer({ target, columns }: Pick<HealthQuestion, 'target' | 'columns'>): TableColumns {
  const answers: ColumnValues =
    target.kind === 'values'
      ? { kind: 'number', values: target.values }
      : { kind: 'category', codes: target.values, dictionary: target.labels }
  return { rows: columns.rows, columns: new Map([...columns.columns, [`${target.column} (answer)`, answers]]) }
}

/** Rows that a finding names. */
const namedRows = 10

export interface FoundRows extends Pick<Finding, 'remedies'> {
  readonly column?: string | null
  /** Numbers from 0. */
  readonly rows?: readonly number[]
  readonly sourceOf?: HealthQuestion['sourceOf']
}

/** A finding that needs a person. */
export function finding(
  key: string,
  params: MessageParams,
  { column = null, rows = [], sourceOf = (row) => row, remedies = [] }: FoundRows = {},
): Finding {
  return {
    level: 'needs-you',
    column,
    text: message(`data.health.${key}`, params),
    rule: message(`data.health.rules.${key}`, params),
    rows: rows.slice(0, namedRows).map((row) => row + 1),
    ...(rows.length === 0 ? {} : { where: { kind: 'imported', rows: rows.map(sourceOf) } }),
    remedies,
  }
}
