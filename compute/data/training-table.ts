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

/** The features of some rows, in the order of their numbers: rows × inputs. */
export function featuresOf({ features, inputs }: Pick<TrainingTable, 'features' | 'inputs'>, rows: Uint32Array) {
  const taken = new Float32Array(rows.length * inputs)
  rows.forEach((row, at) => taken.set(features.subarray(row * inputs, (row + 1) * inputs), at * inputs))
  return taken
}
