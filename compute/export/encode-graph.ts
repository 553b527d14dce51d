/**
 * Preprocessing as part of an exported model: raw columns in, the model's inputs out, as encode.ts has them.
 *
 * All number columns go through the same few nodes, and so do all category columns, whatever their count.
 */
import { largestInput } from '../data/preprocess/encode.ts'
import { type AudioFeature, type ImageFeature, inputLayout, type InputLayout } from '../data/preprocess/input-layout.ts'
import * as op from '../graph/ops.ts'
import { type DType, int64s, tensor } from '../graph/tensor.ts'
import { constant, inputValue, type Value } from '../graph/value.ts'
import { soundFeatures } from '../nn/sound-features.ts'
import { imageNumbers } from '../spec/image-model.ts'
import type { FittedPreprocessing } from '../spec/preprocessing.ts'
import { clipSamples, soundImage } from '../spec/sound.ts'
import { encodeCategories } from './encode-categories.ts'
import { encodeDates } from './encode-dates.ts'
import { encodeHashed } from './encode-hashed.ts'
import { encodeSteps } from './encode-steps.ts'
import { encodeTexts } from './encode-texts.ts'
import { encodeWords } from './encode-words.ts'

/** Axis of the rows, whose number is known when the model runs. */
export const rowsAxis = 'rows'
/** Largest finite 32-bit float: what is beyond is not a number that the model can read. */
const largestFloat = 3.4028234663852886e38

/** Names of what is given of a question and its passage: tokens, and the text that each is of. */
export const pairInputs = ['input_ids', 'token_type_ids'] as const

export interface EncodedInputs {
  /** One a column, in the order of the fitted features: [rows, 1], float32 for numbers, string for categories and texts, and
   * for dates int64, seconds since 1970; for tokens [rows, length], int64 (of a pair two: tokens, and the text that each is of); for pictures [rows, height, width, channels],
   * float32 from 0 to 255; for recordings [rows, samples], float32, 1 for full scale. */
  readonly inputs: readonly Value[]
  /** [rows, width] */
  readonly encoded: Value
}

/** The graph from raw columns to the model's inputs. */
export function encodeInputs(fitted: FittedPreprocessing): EncodedInputs {
  const layout = inputLayout(fitted)
  const columnsOf = (slots: readonly { feature: { column: string } }[], dtype: DType) =>
    slots.map(({ feature }) => inputValue(feature.column, dtype, [rowsAxis, 1]))
  const numbers = columnsOf(layout.numbers, 'float32')
  const categories = columnsOf(layout.categories, 'string')
  const hashed = columnsOf(layout.hashed, 'string')
  const dates = columnsOf(layout.dates, 'int64')
  const texts = columnsOf(layout.texts, 'string')
  const words = columnsOf(layout.words, 'string')
  const tokens = layout.tokens.map(({ feature }) => inputValue(feature.column, 'int64', [rowsAxis, feature.length]))
  // A question and a piece of its passage, by the names that such models have everywhere.
  const pairs = fitted.features.flatMap((feature) =>
    feature.kind === 'pair' ? pairInputs.map((name) => inputValue(name, 'int64', [rowsAxis, feature.length])) : [],
  )
  const files = layout.files.map(({ feature }) => fileInput(feature))
  const parts = [
    ...(numbers.length === 0 ? [] : encodeNumberColumns(op.concat(numbers, 1), layout)),
    ...(categories.length === 0 ? [] : [encodeCategories(op.concat(categories, 1), layout, fitted.missing)]),
    ...layout.hashed.map(({ feature }, at) => encodeHashed(hashed[at]!, feature, fitted.missing)),
    ...layout.dates.map(({ feature }, at) => encodeDates(dates[at]!, feature)),
    ...layout.texts.map(({ feature }, at) => encodeTexts(texts[at]!, feature)),
    ...layout.words.map(({ feature }, at) => encodeWords(words[at]!, feature)),
    ...[...tokens, ...pairs].map((ids) => op.cast(ids, 'float32')),
    ...layout.files.map(({ feature }, at) =>
      feature.kind === 'image' ? encodeImages(files[at]!, feature) : encodeRecordings(files[at]!, feature),
    ),
  ]
  return {
    inputs: [...numbers, ...categories, ...hashed, ...dates, ...texts, ...words, ...tokens, ...pairs, ...files],
    encoded: parts.length === 1 ? parts[0]! : op.concat(parts, 1),
  }
}

/** What is given of a picture or a recording. */
function fileInput(feature: ImageFeature | AudioFeature): Value {
  if (feature.kind === 'audio') return inputValue(feature.column, 'float32', [rowsAxis, clipSamples(feature.sound)])
  const { height, width, channels } = feature.image
  return inputValue(feature.column, 'float32', [rowsAxis, height, width, channels])
}

/** Samples as the spectra that the model sees, each band normalised. */
function encodeRecordings(samples: Value, { sound, mean, scale }: AudioFeature): Value {
  const { height, width } = soundImage(sound)
  const ofBands = (values: readonly number[]) => constant(tensor('float32', Float32Array.from(values), [1, height, 1]))
  const bands = op.reshape(soundFeatures(samples, sound), [rowsAxis, height, width])
  return op.reshape(op.mul(op.sub(bands, ofBands(mean)), ofBands(scale)), [rowsAxis, height * width])
}

/** Pictures as image libraries give them, normalised by channel, as rows of channel after channel. */
function encodeImages(pictures: Value, { image, mean, scale }: ImageFeature): Value {
  const ofChannels = (values: readonly number[]) => constant(tensor('float32', Float32Array.from(values)))
  const normal = op.mul(op.sub(pictures, ofChannels(mean)), ofChannels(scale))
  return op.reshape(op.transpose(normal, [0, 3, 1, 2]), [rowsAxis, imageNumbers(image)])
}

/**
 * Missing values filled, all standardised and held within bounds; then the indicators of those columns that have one.
 *
 * @param raw [rows, columns]
 */
export function encodeNumberColumns(raw: Value, layout: InputLayout): Value[] {
  const rowOf = (values: readonly number[]) =>
    constant(tensor('float32', Float32Array.from(values), [1, values.length]))
  const features = layout.numbers.map(({ feature }) => feature)
  // False for NaN as well: comparisons with it are.
  const present = op.lessOrEqual(op.abs(raw), largestFloat)
  const filled = op.where(present, raw, rowOf(features.map(({ fill }) => fill)))
  const centred = op.sub(encodeSteps(filled, features), rowOf(features.map(({ mean }) => mean)))
  const scaled = op.mul(centred, rowOf(features.map(({ scale }) => scale)))
  const held = op.max(op.min(scaled, largestInput), -largestInput)
  const indicated = layout.numbers.flatMap(({ indicator }, at) => (indicator === null ? [] : [at]))
  if (indicated.length === 0) return [held]
  const missing = op.not(op.gather(present, constant(int64s(indicated)), 1))
  return [held, op.cast(missing, 'float32')]
}
