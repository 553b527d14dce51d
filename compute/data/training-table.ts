/** What the trainer trains on: an encoded table in memory and the parts it is split into. */
import { type TargetForm, targetForms, type TargetKind, type TargetKindOf } from '../spec/target-form.ts'

/** What is to be told of all rows, row-major, in one of the forms of `compute/spec/target-form.ts`. */
export type Targets =
  /** Class indices. */
  | { readonly kind: TargetKindOf<'classification'>; readonly values: Int32Array }
  /** Standardised values. */
  | { readonly kind: TargetKindOf<'regression'>; readonly values: Float32Array }

/** Features and targets of all rows, encoded by preprocessing. */
export interface TrainingTable {
  readonly rows: number
  /** Model inputs a row. */
  readonly inputs: number
  /** Classes for classification (2 for a span: its ends), values a row for regression. */
  readonly outputs: number
  /** Row-major, rows × inputs. */
  readonly features: Float32Array
  readonly targets: Targets
  /** Row numbers of each part; every usable row is in exactly one. */
  readonly split: { readonly train: Uint32Array; readonly validation: Uint32Array; readonly test: Uint32Array }
}

/** The features of some rows, in the order of their numbers: rows × inputs. */
export function featuresOf({ features, inputs }: Pick<TrainingTable, 'features' | 'inputs'>, rows: Uint32Array) {
  const taken = new Float32Array(rows.length * inputs)
  rows.forEach((row, at) => taken.set(features.subarray(row * inputs, (row + 1) * inputs), at * inputs))
  return taken
}

/** Whether a form's targets are classes. */
export const areClasses = (targets: Targets): targets is Extract<Targets, { values: Int32Array }> =>
  targetForms[targets.kind].task === 'classification'

/** The form of a table's targets. */
export function targetFormOf({ rows, targets }: Pick<TrainingTable, 'rows' | 'targets'>): TargetForm {
  const kind: TargetKind = targets.kind
  return { kind, width: targetForms[kind].perRow === 'one' ? 1 : targets.values.length / Math.max(rows, 1) }
}
