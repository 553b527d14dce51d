/**
 * Rows as they stand in a file, fed to an exported model the way any other program would.
 */
import type { TableColumns } from '../data/column-values.ts'
import type { Tensors } from '../graph/session.ts'
import { type Tensor, tensor } from '../graph/tensor.ts'
import type { FittedFeature, FittedPreprocessing } from '../spec/preprocessing.ts'

/** Rows of a table by their numbers. */
export interface RawRows {
  readonly table: TableColumns
  readonly rows: Uint32Array
}

/** One tensor a column, [rows, 1]: NaN and the empty text where a value is missing. */
export function rawTensors({ table, rows }: RawRows, fitted: FittedPreprocessing): Tensors {
  return Object.fromEntries(fitted.features.map((feature) => [feature.column, rawTensor(feature, table, rows)]))
}

function rawTensor(feature: FittedFeature, table: TableColumns, rows: Uint32Array): Tensor {
  if (feature.kind === 'image') return rawPictures(feature, table, rows)
  const column = table.columns.get(feature.column)
  const shape = [rows.length, 1]
  if (feature.kind === 'number' && column?.kind === 'number') {
    return tensor(
      'float32',
      Float32Array.from(rows, (row) => column.values[row]!),
      shape,
    )
  }
  if (feature.kind !== 'number' && column?.kind === feature.kind) {
    const texts = Array.from(rows, (row) => (column.codes[row]! < 0 ? '' : column.dictionary[column.codes[row]!]!))
    return tensor('string', texts, shape)
  }
  throw new Error(`the table has no ${feature.kind} column ${feature.column}`)
}

/** Pictures as [rows, height, width, channels], from 0 to 255. */
function rawPictures(
  { column, image: { channels, height, width } }: Extract<FittedFeature, { kind: 'image' }>,
  { pixels }: TableColumns,
  rows: Uint32Array,
): Tensor {
  const values = pixels?.get(column)?.values
  if (values === undefined) throw new Error(`the table has no pictures ${column}`)
  const positions = height * width
  const each = channels * positions
  const data = new Float32Array(rows.length * each)
  rows.forEach((row, index) => {
    for (let at = 0; at < each; at++) {
      const [channel, position] = [Math.floor(at / positions), at % positions]
      data[index * each + position * channels + channel] = values[row * each + at]!
    }
  })
  return tensor('float32', data, [rows.length, height, width, channels])
}
