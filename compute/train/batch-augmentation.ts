/**
 * What of a batch is changed at random while it is trained on: pictures, recordings or the order of words, by the model that reads
 * them, or windows of series.
 */
import { readsWords, unknownWord } from '../data/preprocess/word-sequence.ts'
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'
import { augmentPictures } from '../nn/picture-augmentation.ts'
import { mixedLabels, mixPictures } from '../nn/picture-mixing.ts'
import { augmentSeries } from '../nn/series-augmentation.ts'
import { augmentSounds } from '../nn/sound-augmentation.ts'
import { augmentTokens } from '../nn/token-augmentation.ts'
import { imageNumbers, type SeenFile } from '../spec/image-model.ts'
import { type ModelSpec, seesFiles } from '../spec/model.ts'
import type { TrainingSpec } from '../spec/training.ts'
import type { BatchWork } from './batch-gradients.ts'
import type { TrainingData } from './training-table.ts'

type Augment = BatchWork['augment']

/** What is done to the features of each batch, rows × inputs; undefined where nothing is. */
export function augmentationOf(spec: ModelSpec, inputs: number, training: TrainingSpec): Augment {
  return seesFiles(spec) ? ofFiles(spec, inputs, training) : ofWords(spec, training)
}

/** How the rows of each batch are mixed: pictures in classes, of which a row has nothing else; undefined where they aren't. */
export function mixingOf(
  spec: ModelSpec,
  { targets, outputs }: Pick<TrainingData, 'targets' | 'outputs'>,
  { augmentation }: TrainingSpec,
): BatchWork['augmentPairs'] {
  const mixing = augmentation?.mixing ?? null
  if (mixing === null || spec.family !== 'cnn' || spec.sound !== undefined || targets.kind !== 'classes')
    return undefined
  return (x, y, context) => {
    const mixed = mixPictures(x, spec.image, mixing, context)
    return { x: mixed.x, y: mixedLabels(y, mixed.share, outputs) }
  }
}

/** How windows of series are changed, together with what is ahead of them; undefined where nothing is. */
export function seriesAugmentationOf(
  { window, targets }: Pick<TrainingData, 'window' | 'targets'>,
  { seriesAugmentation }: TrainingSpec,
): BatchWork['augmentPairs'] {
  if (seriesAugmentation === null || window === undefined || targets.kind !== 'series') return undefined
  return (x, y, context) => augmentSeries(x, y, window, seriesAugmentation, context)
}

function ofWords(spec: ModelSpec, { textAugmentation }: TrainingSpec): Augment {
  if (readsWords(spec) === null || textAugmentation === null) return undefined
  // Where each step has a label, none may leave its own.
  const swap = 'pooling' in spec && spec.pooling === 'none' ? 0 : textAugmentation.swap
  return (x, context) => augmentTokens(x, { ...textAugmentation, swap }, unknownWord, context)
}

/** Of rows that hold other columns before the file, these stay as they are. */
function ofFiles(spec: SeenFile, inputs: number, training: TrainingSpec): Augment {
  const changed = ofSeen(spec, training)
  const seen = imageNumbers(spec.image)
  if (changed === undefined || inputs === seen) return changed
  return (x, context) => {
    const [columns, files] = op.split(x, 1, [inputs - seen, seen]) as [Value, Value]
    return op.concat([columns, changed(files, context)], 1)
  }
}

function ofSeen({ image, sound, bandScales }: SeenFile, { augmentation, soundAugmentation }: TrainingSpec): Augment {
  if (sound === undefined)
    return augmentation === null ? undefined : (x, context) => augmentPictures(x, image, augmentation, context)
  if (soundAugmentation === null || bandScales === undefined) return undefined
  return (x, context) => augmentSounds(x, { sound, ...bandScales }, soundAugmentation, context)
}
