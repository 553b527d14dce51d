/** What looking at all cells of a column tells. */
import type { ColumnProfile } from '../../spec/dataset.ts'
import type { ColumnEvidence } from '../kinds/column-kind.ts'

export interface ColumnAnalysis {
  readonly evidence: ColumnEvidence
  /** The parts of its profile that come from its values. */
  readonly values: Omit<ColumnProfile, 'name' | 'kind' | 'kindReason' | 'unparsed'>
  /** Cells that were there but are not of its kind, with the row (from 0) of the first. */
  readonly unparsed: { readonly count: number; readonly firstIndex: number; readonly firstText: string } | null
  /** Common texts for a missing value that are in it, and were not known to be when it was read. */
  readonly missingTexts: readonly string[]
  /** SHA-256 over its values in row order. */
  readonly digest: string
}
