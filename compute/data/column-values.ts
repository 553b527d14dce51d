/** A column's values in memory, as they come out of the columnar file. */

export type ColumnValues =
  | {
      readonly kind: 'number'
      /** NaN where missing. */
      readonly values: Float64Array
    }
  | {
      readonly kind: 'category' | 'text' | 'date'
      /** Index into `dictionary` for each row, −1 where missing. */
      readonly codes: Int32Array
      readonly dictionary: readonly string[]
    }

/** Columns by name, all of the same length. */
export interface TableColumns {
  readonly rows: number
  readonly columns: ReadonlyMap<string, ColumnValues>
}
