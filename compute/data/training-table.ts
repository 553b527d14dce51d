/** What the trainer trains on: an encoded table, in memory or in a file, and the parts it is split into. */
import type { WindowForm } from '../nn/series-augmentation.ts'
import { type TargetForm, targetForms, type TargetKind, type TargetKindOf } from '../spec/target-form.ts'
import type { FeatureFile } from './rows/feature-file.ts'

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
  /** Where rows are windows of series. */
  readonly window?: WindowForm
  /** Row numbers of each part; every usable row is in exactly one. */
  readonly split: { readonly train: Uint32Array; readonly validation: Uint32Array; readonly test: Uint32Array }
}

/** Features in memory, rows × inputs, or as records of a file. */
export type Features = Float32Array | FeatureFile

/** A training table of any size. */
export interface TrainingData extends Omit<TrainingTable, 'features'> {
  readonly features: Features
}

/** What of a table says its features. */
export type FeatureTable = Pick<TrainingData, 'features' | 'inputs'>

/** Whether a form's targets are classes. */
export const areClasses = (targets: Targets): targets is Extract<Targets, { values: Int32Array }> =>
  targetForms[targets.kind].task === 'classification'

/** The form of a table's targets. */
export function targetFormOf({ rows, targets }: Pick<TrainingTable, 'rows' | 'targets'>): TargetForm {
  const kind: TargetKind = targets.kind
  return { kind, width: targetForms[kind].perRow === 'one' ? 1 : targets.values.length / Math.max(rows, 1) }
}
