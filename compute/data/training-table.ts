/** What the trainer trains on: an encoded table in memory and the parts it is split into. */

/** Features and targets of all rows, encoded by preprocessing. */
export interface TrainingTable {
  readonly rows: number
  /** Model inputs a row. */
  readonly inputs: number
  /** Classes for classification, 1 for regression. */
  readonly outputs: number
  /** Row-major, rows × inputs. */
  readonly features: Float32Array
  /** Classification: class index of each row. Regression: standardised value of each row. */
  readonly targets:
    | { readonly kind: 'classes'; readonly values: Int32Array }
    | { readonly kind: 'values'; readonly values: Float32Array }
  /** Row numbers of each part; every usable row is in exactly one. */
  readonly split: { readonly train: Uint32Array; readonly validation: Uint32Array; readonly test: Uint32Array }
}
