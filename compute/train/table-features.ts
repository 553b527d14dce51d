/** A table's features inside a graph: the input that holds them, and how a batch of them becomes a model's inputs. */
import type { Widening } from '../data/rows/feature-file.ts'
import type { FeatureTable } from '../data/training-table.ts'
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import { tensor } from '../graph/tensor.ts'
import { constant, inputValue, type Value } from '../graph/value.ts'

/** How features are given to a graph. */
export interface FeatureForm {
  /** Numbers of a row. */
  readonly inputs: number
  /** How 8-bit numbers become a model's inputs. Without, the numbers are that already, in 32 bits. */
  readonly widening?: Widening | null
}

export const featureForm = ({ features, inputs }: FeatureTable): FeatureForm =>
  features instanceof Float32Array ? { inputs } : { inputs, widening: features.widening }

/** The graph's input. */
export const featureInput = ({ inputs, widening = null }: FeatureForm): Value =>
  inputValue('features', widening === null ? 'float32' : 'uint8', ['table_rows', inputs])

/** Some rows of the input as a model takes them: as `widened` makes them, bit for bit. */
export function gatherFeatures(features: Value, rows: Value, { inputs, widening = null }: FeatureForm): Value {
  const taken = op.gather(features, rows)
  if (widening === null) return taken
  const channels = widening.mean.length
  const perChannel = (values: readonly number[]) =>
    constant(tensor('float32', Float32Array.from(values), [1, channels, 1]))
  const batch = dimAt(taken.shape, 0)
  const planes = op.reshape(op.cast(taken, 'float32'), [batch, channels, inputs / channels])
  const scaled = op.mul(op.sub(planes, perChannel(widening.mean)), perChannel(widening.scale))
  return op.reshape(scaled, [batch, inputs])
}
