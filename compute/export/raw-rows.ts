/**
 * Rows as they stand in a file, fed to an exported model the way any other program would.
 */
import type { PreparedAnswering } from '../data/answering/prepare-answering.ts'
import type { TableColumns } from '../data/column-values.ts'
import { dictionarySeconds } from '../data/preprocess/fit-dates.ts'
import { eachPictureBlock } from '../data/preprocess/record-blocks.ts'
import { hasWindow } from '../data/series/encode-windows.ts'
import type { PreparedSeries } from '../data/series/prepare-series.ts'
import type { Tensors } from '../graph/session.ts'
import { type Tensor, tensor } from '../graph/tensor.ts'
import type { FittedFeature, FittedPreprocessing } from '../spec/preprocessing.ts'
import { missingMoment } from './encode-dates.ts'
import { pairInputs } from './encode-graph.ts'
import { windowTensors } from './raw-windows.ts'

/** Rows of a table by their numbers. */
export interface RawRows {
  readonly table: TableColumns
  readonly rows: Uint32Array
  /** Where the rows are windows: the series that they are of. */
  readonly series?: PreparedSeries | undefined
  /** Where the rows are windows of passages: what they were made of. */
  readonly answering?: Pick<PreparedAnswering, 'inputs'> | undefined
}

/** One tensor a column, [rows, 1]: NaN, the empty text and NumPy's "not a time" where a value is missing. Of windows, as `windowTensors` has them. */
export async function rawTensors(
  { table, rows, series, answering }: RawRows,
  fitted: FittedPreprocessing,
): Promise<Tensors> {
  if (series !== undefined && hasWindow(fitted)) return windowTensors(series, rows, fitted)
  if (answering !== undefined) return pairTensors(answering.inputs(rows), rows.length)
  const tensors = fitted.features.map(async (feature) => [feature.column, await rawTensor(feature, table, rows)])
  return Object.fromEntries(await Promise.all(tensors)) as Tensors
}

/** Questions and pieces of passages as two tensors, [rows, length] each. */
function pairTensors(inputs: Float32Array, rows: number): Tensors {
  const length = inputs.length / rows / pairInputs.length
  return Object.fromEntries(
    pairInputs.map((name, half) => {
      const values = BigInt64Array.from({ length: rows * length }, (_, at) =>
        BigInt(inputs[Math.floor(at / length) * 2 * length + half * length + (at % length)]!),
      )
      return [name, tensor('int64', values, [rows, length])]
    }),
  )
}

async function rawTensor(feature: FittedFeature, table: TableColumns, rows: Uint32Array): Promise<Tensor> {
  if (feature.kind === 'image') return rawPictures(feature, table, rows)
  if (feature.kind === 'audio') return rawClips(feature, table, rows)
  if (feature.kind === 'tokens') return rawTokens(feature, table, rows)
  const column = table.columns.get(feature.column)
  const shape = [rows.length, 1]
  if (feature.kind === 'number' && column?.kind === 'number') {
    return tensor(
      'float32',
      Float32Array.from(rows, (row) => column.values[row]!),
      shape,
    )
  }
  if (feature.kind === 'date' && column?.kind === 'date') {
    const ofText = dictionarySeconds(column.dictionary, feature.formats)
    const moments = BigInt64Array.from(rows, (row) => momentTensorValue(ofText[column.codes[row]!] ?? NaN))
    return tensor('int64', moments, shape)
  }
  const kind = storedKinds[feature.kind] ?? feature.kind
  if (kind !== 'number' && column?.kind === kind) {
    const texts = Array.from(rows, (row) => (column.codes[row]! < 0 ? '' : column.dictionary[column.codes[row]!]!))
    return tensor('string', texts, shape)
  }
  throw new Error(`the table has no ${feature.kind} column ${feature.column}`)
}

/** How columns are stored whose texts are read in ways of their own. */
const storedKinds: Partial<Record<FittedFeature['kind'], 'text' | 'category'>> = { words: 'text', hashed: 'category' }

const momentTensorValue = (seconds: number) => (Number.isNaN(seconds) ? missingMoment : BigInt(seconds))

/** Texts as [rows, length] of token ids. */
function rawTokens(
  { column, length }: Extract<FittedFeature, { kind: 'tokens' }>,
  { tokens }: TableColumns,
  rows: Uint32Array,
): Tensor {
  const values = tokens?.get(column)?.values
  if (values === undefined) throw new Error(`the table has no tokens of ${column}`)
  const ids = BigInt64Array.from({ length: rows.length * length }, (_, at) =>
    BigInt(values[rows[Math.floor(at / length)]! * length + (at % length)]!),
  )
  return tensor('int64', ids, [rows.length, length])
}

/** Recordings as [rows, samples], 1 for full scale. */
async function rawClips(
  { column }: Extract<FittedFeature, { kind: 'audio' }>,
  { clips }: TableColumns,
  rows: Uint32Array,
): Promise<Tensor> {
  const own = clips?.get(column)
  if (own === undefined) throw new Error(`the table has no recordings `)
  return tensor('float32', await own.read(rows), [rows.length, own.samples])
}

/** Pictures as [rows, height, width, channels], from 0 to 255. */
async function rawPictures(
  { column, image: { channels, height, width } }: Extract<FittedFeature, { kind: 'image' }>,
  { pixels }: TableColumns,
  rows: Uint32Array,
): Promise<Tensor> {
  const own = pixels?.get(column)
  if (own === undefined) throw new Error(`the table has no pictures ${column}`)
  const positions = height * width
  const each = channels * positions
  const data = new Float32Array(rows.length * each)
  await eachPictureBlock(own, rows, (pictures, firstRow) => {
    for (let index = 0; index < pictures.length; index++) {
      const [row, at] = [firstRow + Math.floor(index / each), index % each]
      const [channel, position] = [Math.floor(at / positions), at % positions]
      data[row * each + position * channels + channel] = pictures[index]!
    }
  })
  return tensor('float32', data, [rows.length, height, width, channels])
}
