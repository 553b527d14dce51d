/** From a dataset's pictures and a run's spec to the rows that a generative model learns to make: sized, ranged, divided. */
import { StudioError } from '../../spec/errors.ts'
import type { GenerationSpec } from '../../spec/generation.ts'
import type { GenerativeFamily } from '../../spec/generative-model.ts'
import { imageNumbers } from '../../spec/image-model.ts'
import { memoryBudget } from '../rows/memory-budget.ts'
import { drawing } from '../split/draw.ts'
import { divide } from '../split/random-split.ts'
import { rowsWithTarget, type SplitRows } from '../split/splitter.ts'
import type { Pixels } from '../column-values.ts'
import type { TrainingData } from '../training-table.ts'
import { encodeRecord } from './encode.ts'
import type { ImageFeature } from './input-layout.ts'
import { eachPictureBlock } from './record-blocks.ts'
import type { ColumnSource, PrepareOptions } from './prepare-run.ts'
import { requireColumn } from './require-column.ts'
import { readTarget } from './target.ts'

export interface PreparedGeneration {
  readonly table: Pick<TrainingData, 'rows' | 'inputs' | 'features' | 'targets' | 'split'>
  /** The classes that pictures can be asked of; null where they are not asked for any. */
  readonly labels: readonly string[] | null
  /** The pictures as they are stored. */
  readonly pixels: Pixels
}

/** How a number from 0 to 255 becomes one in the range that a family makes: (x − mean) · scale. */
export const pictureRanges = {
  vae: { mean: 0, scale: Math.fround(1 / 255) },
  gan: { mean: 127.5, scale: Math.fround(1 / 127.5) },
} as const satisfies Readonly<Record<GenerativeFamily, { mean: number; scale: number }>>

/** Fewer pictures teach nothing. */
export const leastPictures = 10

/**
 * Decodes the pictures at the spec's size where that was not done before, reads their classes where they are asked for, and
 * divides them.
 *
 * @param missing cell texts that mean a missing class, besides the empty one
 * @throws StudioError `target-not-found`, `too-few-rows`, what `readTarget` throws, `no-usable-features` for a dataset without
 *   pictures, `image-unreadable`, `file-not-readable`, `disk-full`, `cancelled`
 */
export async function prepareGeneration(
  source: ColumnSource,
  spec: GenerationSpec,
  missing: readonly string[],
  { signal, onProgress, budget = memoryBudget() }: PrepareOptions = {},
): Promise<PreparedGeneration> {
  requireColumn(source.columnNames, spec.pictures)
  if (source.pixels === undefined) throw new StudioError('no-usable-features', { columns: source.columnNames.length })
  const began = performance.now()
  const tell = (fraction: number) => {
    const seconds = (performance.now() - began) / 1000
    onProgress?.({
      stage: 'preparing',
      fraction,
      secondsLeft: seconds > 1 ? (seconds / fraction) * (1 - fraction) : null,
    })
  }
  const pixels = await source.pixels(spec.pictures, spec.image, { signal, onProgress: tell })
  const { rows } = pixels.records
  const classes = spec.label === null ? null : await readClasses(source, spec.label, missing)
  return {
    table: {
      rows,
      inputs: imageNumbers(spec.image),
      features: await encodePictures(pixels, spec, budget, signal),
      targets: { kind: 'classes', values: classes?.values ?? new Int32Array(rows) },
      split: divideRows(rows, classes?.values ?? null, spec),
    },
    labels: classes?.labels ?? null,
    pixels,
  }
}

async function readClasses(source: ColumnSource, label: string, missing: readonly string[]) {
  requireColumn(source.columnNames, label)
  const values = (await source.columns([label])).columns.get(label)
  const target = values === undefined ? null : readTarget(label, values, 'classification', missing)
  if (target?.kind !== 'classes') throw new TypeError(`${label} has no classes`)
  return target
}

/** Pictures without a class are in no part where classes are asked for. */
function divideRows(rows: number, classes: Int32Array | null, spec: GenerationSpec): SplitRows {
  const { heldBack, training, label } = spec
  const strata = classes ?? new Int32Array(rows)
  const usable = rowsWithTarget(strata)
  if (usable.length < leastPictures)
    throw new StudioError('too-few-rows', { column: label ?? spec.pictures, rows: usable.length, least: leastPictures })
  const shares = { train: 1 - heldBack.validation - heldBack.test, ...heldBack }
  return divide(usable, shares, strata, classes !== null, drawing(training.seed, null))
}

/** In memory where they are few; else they stay 8-bit in their file, and are widened where they are used. */
async function encodePictures(
  pixels: Pixels,
  { image, model, pictures: column }: GenerationSpec,
  budget: number,
  signal: AbortSignal | undefined,
): Promise<TrainingData['features']> {
  const { mean, scale } = pictureRanges[model.family]
  const perChannel = (value: number) => Array.from({ length: image.channels }, () => value)
  const feature: ImageFeature = { kind: 'image', column, image, mean: perChannel(mean), scale: perChannel(scale) }
  const { rows, width } = pixels.records
  if (rows * width * 4 > budget) {
    return { ...pixels.records, widening: { mean: feature.mean, scale: feature.scale } }
  }
  const features = new Float32Array(rows * width)
  const all = Uint32Array.from({ length: rows }, (_, row) => row)
  const place = (pictures: Uint8Array, firstRow: number) => {
    for (let at = 0; at < pictures.length; at += width) {
      const picture = pictures.subarray(at, at + width)
      encodeRecord(picture, feature, features.subarray(firstRow * width + at, firstRow * width + at + width))
    }
  }
  await eachPictureBlock(pixels, all, place, { signal })
  return features
}
