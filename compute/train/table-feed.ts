/**
 * What a graph is given of a table: all of it and the numbers of the rows, where it is in memory; the rows themselves, in
 * their order, where it is in a file. The graph gathers its batches from either, so the results are the same.
 */
import { openRecordReader } from '../data/rows/record-reader.ts'
import { createRecordStream, type OrderPart } from '../data/rows/record-stream.ts'
import { areClasses, type FeatureTable, targetFormOf, type Targets, type TrainingData } from '../data/training-table.ts'
import { tensor, type Tensor } from '../graph/tensor.ts'
import { targetForms } from '../spec/target-form.ts'

/** A table whose rows may have no targets. */
export interface FedTable extends FeatureTable, Pick<TrainingData, 'rows'> {
  readonly targets?: Targets
}

/** The graph's inputs for some rows. */
export interface FedRows {
  readonly features: Tensor
  /** Where each of the rows stands in features and targets: int64. */
  readonly order: Tensor
  /** Class indices as int64, or values. Null for a table without. */
  readonly targets: Tensor | null
}

export interface TableFeed {
  /** Gives rows by their numbers; of a part of an order, what follows is read ahead. @throws StudioError file-not-readable */
  take(rows: Uint32Array | OrderPart): Promise<FedRows>
  /** Milliseconds that was waited for rows. */
  waited(): number
  release(): Promise<void>
}

/** Whole numbers as an int64 vector. */
export const int64Vector = (values: Int32Array | Uint32Array): Tensor => int64Tensor(values, [values.length])

function int64Tensor(values: Int32Array | Uint32Array, shape: readonly number[]): Tensor {
  const data = new BigInt64Array(values.length)
  // Written by halves, low one first as on all our platforms: making a BigInt of each is twenty times slower.
  const halves = new Int32Array(data.buffer)
  values.forEach((value, index) => {
    halves[2 * index] = value
    halves[2 * index + 1] = value < 0 ? -1 : 0
  })
  return tensor('int64', data, shape)
}

/** Targets of so many rows as a graph's input: class indices are int64 there. */
function targetTensor(targets: Targets | undefined, rows: number): Tensor | null {
  if (targets === undefined) return null
  const { kind, width } = targetFormOf({ rows, targets })
  const shape = targetForms[kind].perRow === 'one' ? [rows] : [rows, width]
  return areClasses(targets) ? int64Tensor(targets.values, shape) : tensor('float32', targets.values, shape)
}

/** Of a table's targets those of some rows. */
function pickedTargets(targets: Targets | undefined, tableRows: number, rows: Uint32Array): Targets | undefined {
  if (targets === undefined) return undefined
  const { width } = targetFormOf({ rows: tableRows, targets })
  const picked = targets.values.slice(0, rows.length * width)
  rows.forEach((row, at) => picked.set(targets.values.subarray(row * width, (row + 1) * width), at * width))
  return { ...targets, values: picked } as Targets
}

const partOf = (rows: Uint32Array | OrderPart): OrderPart =>
  rows instanceof Uint32Array ? { order: rows, from: 0, to: rows.length } : rows

const rowsIn = ({ order, from, to }: OrderPart) => order.subarray(from, to)

/** Lets the rows of a table be fed, from memory or from its file. */
export function createTableFeed({ rows, inputs, features, targets }: FedTable): TableFeed {
  if (features instanceof Float32Array) {
    const fixed = { features: tensor('float32', features, [rows, inputs]), targets: targetTensor(targets, rows) }
    return {
      take: (asked) => Promise.resolve({ ...fixed, order: int64Vector(rowsIn(partOf(asked))) }),
      waited: () => 0,
      release: () => Promise.resolve(),
    }
  }
  const reader = openRecordReader(features)
  const stream = createRecordStream(reader, features.width)
  return {
    take: async (asked) => {
      const part = partOf(asked)
      const [records, own] = [await stream.take(part), rowsIn(part)]
      const shape = [own.length, inputs]
      return {
        features: records instanceof Float32Array ? tensor('float32', records, shape) : tensor('uint8', records, shape),
        order: int64Vector(own.map((_, place) => place)),
        targets: targetTensor(pickedTargets(targets, rows, own), own.length),
      }
    },
    waited: () => stream.waited(),
    release: () => reader.close(),
  }
}
