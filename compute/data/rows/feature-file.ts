/** Encoded features of a table as records of a file, and their numbers as a model takes them. */
import type { FeatureTable } from '../training-table.ts'
import type { RecordArray, RecordFile } from './record-file.ts'
import { withRecords } from './record-reader.ts'
import { createRecordStream, type OrderPart } from './record-stream.ts'

/** How 8-bit numbers become inputs: (x − mean) · scale of each channel, each step rounded to 32 bits. */
export interface Widening {
  /** Of one length. A record has the numbers of one channel after those of the other, as many of each. */
  readonly mean: readonly number[]
  readonly scale: readonly number[]
}

export interface FeatureFile extends RecordFile {
  /** Null for records that are inputs as they stand. */
  readonly widening: Widening | null
}

/** Records as inputs: for numbers that a graph doesn't widen itself. */
export function widened(records: RecordArray, { width, widening }: FeatureFile): Float32Array {
  if (widening === null) return records instanceof Float32Array ? records : Float32Array.from(records)
  const { mean, scale } = widening
  const positions = width / mean.length
  const inputs = new Float32Array(records.length)
  for (let first = 0, channel = 0; first < records.length; first += positions, channel = (channel + 1) % mean.length) {
    const [centre, factor] = [mean[channel]!, scale[channel]!]
    for (let at = first; at < first + positions; at++) inputs[at] = Math.fround(records[at]! - centre) * factor
  }
  return inputs
}

/** Features of the rows in a part of an order: rows × inputs. */
export type TakeFeatures = (part: OrderPart) => Promise<Float32Array>

/** Lets features be taken, part after part, wherever they lie. @throws StudioError file-not-readable */
export async function withFeatures<T>(
  { features, inputs }: FeatureTable,
  use: (take: TakeFeatures) => Promise<T>,
): Promise<T> {
  if (features instanceof Float32Array) {
    return use(({ order, from, to }) => Promise.resolve(pickedRows(features, inputs, order.subarray(from, to))))
  }
  return withRecords(features, (reader) => {
    const stream = createRecordStream(reader, features.width)
    return use(async (part) => widened(await stream.take(part), features))
  })
}

/** The features of some rows, in the order of their numbers: rows × inputs. @throws StudioError file-not-readable */
export function featuresOf(table: FeatureTable, rows: Uint32Array): Promise<Float32Array> {
  return withFeatures(table, (take) => take({ order: rows, from: 0, to: rows.length }))
}

/** Rows out of a row-major array, in the order of their numbers. */
export function pickedRows(values: Float32Array, width: number, rows: Uint32Array): Float32Array {
  const taken = new Float32Array(rows.length * width)
  rows.forEach((row, at) => taken.set(values.subarray(row * width, (row + 1) * width), at * width))
  return taken
}
