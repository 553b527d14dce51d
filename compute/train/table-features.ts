/** A table's features inside a graph: the input that holds them, and how a batch of them becomes a model's inputs. */
import type { Widening } from '../data/rows/feature-file.ts'
import type { RecordType } from '../data/rows/record-file.ts'
import type { FeatureTable } from '../data/training-table.ts'
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import { tensor } from '../graph/tensor.ts'
import { constant, inputValue, type Value } from '../graph/value.ts'

/** How features are given to a graph. */
export interface FeatureForm {
  /** Numbers of a row. */
  readonly inputs: number
  /** How a file's numbers become a model's inputs. Without, the numbers are that already. */
  readonly widening?: Widening | null
  /** The numbers, 32 bits unless given. */
  readonly type?: RecordType
}

export const featureForm = ({ features, inputs }: FeatureTable): FeatureForm =>
  features instanceof Float32Array ? { inputs } : { inputs, widening: features.widening, type: features.type }

/** The graph's input. */
export const featureInput = ({ inputs, type = 'float32' }: FeatureForm): Value =>
  inputValue('features', type, ['table_rows', inputs])

/** Some rows of the input as a model takes them: as `widened` makes them, bit for bit. */
export function gatherFeatures(features: Value, rows: Value, { inputs, widening = null }: FeatureForm): Value {
  const taken = op.gather(features, rows)
  if (widening === null) return taken
  const channels = widening.mean.length
  const perChannel = (values: readonly number[]) =>
    constant(tensor('float32', Float32Array.from(values), [1, channels, 1]))
  const batch = dimAt(taken.shape, 0)
  const numbers = taken.dtype === 'float32' ? taken : op.cast(taken, 'float32')
  const planes = op.reshape(numbers, [batch, channels, inputs / channels])
  const scaled = op.mul(op.sub(planes, perChannel(widening.mean)), perChannel(widening.scale))
  return op.reshape(scaled, [batch, inputs])
}
