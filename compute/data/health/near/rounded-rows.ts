/** Rows of a table that are the same once their numbers are rounded. */
import type { ColumnValues, TableColumns } from '../../column-values.ts'

/** Digits that numbers are rounded to. */
export const digits = 3

/** The columns with numbers rounded to three digits. */
export function roundedColumns({ rows, columns }: TableColumns): TableColumns {
  const rounded = Array.from(columns, ([name, values]): [string, ColumnValues] => [
    name,
    values.kind === 'number'
      ? { kind: 'number', values: values.values.map((value) => Number(value.toPrecision(digits))) }
      : values,
  ])
  return { rows, columns: new Map(rounded) }
}
