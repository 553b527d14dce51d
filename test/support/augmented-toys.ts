/** Small problems of pictures, recordings and words whose batches are changed at random while they are trained on. */
import { noAugmentation } from '../../compute/spec/augmentation.ts'
import type { ModelSpec } from '../../compute/spec/model.ts'
import { soundImage } from '../../compute/spec/sound.ts'
import type { TrainingSpec } from '../../compute/spec/training.ts'
import type { TrainingTable } from '../../compute/train/training-table.ts'
import { plainDesign, wordReader } from './plain-models.ts'
import { toyTable } from './toy-run.ts'

/** The toy table as texts of up to 6 tokens: of a larger number the token has a larger number too. */
export function tokenTable(): TrainingTable {
  const table = toyTable(288, 6)
  const features = table.features.map((value, index) =>
    index % 6 > 2 + (Math.floor(index / 6) % 4) ? 0 : 1 + Math.floor((value + 1) * 5),
  )
  return { ...table, features }
}

const sound = { sampleRate: 4000, seconds: 0.1, bands: 8, coefficients: null, window: 64 }
/** By what the bands of the toy that hears were standardised. */
export const bandScales = {
  mean: Array.from({ length: 8 }, (_, band) => Math.fround(band / 10)),
  scale: Array.from({ length: 8 }, (_, band) => Math.fround(1 + band / 20)),
}
/** A network for recordings of 96 numbers. */
export const hearing: ModelSpec = {
  family: 'cnn',
  ...{ image: soundImage(sound), sound, bandScales },
  design: plainDesign([8], [12], { dropout: 0.2 }),
}
/** All that recordings are changed by. */
export const changedSounds = {
  soundAugmentation: { noise: 10, shift: 0.2, timeMask: 0.2, bandMask: 0.2, masks: 2 },
} satisfies Partial<TrainingSpec>

export const augmentedToys = {
  'CNN of changed pictures': {
    model: {
      family: 'cnn',
      image: { channels: 2, height: 7, width: 6 },
      design: plainDesign([8, 16], [24], { dropout: 0.2 }),
    },
    data: () => toyTable(288, 84),
    training: {
      augmentation: {
        ...{ ...noAugmentation, flipHorizontally: true, flipVertically: true, shift: 2 },
        ...{ rotate: 20, brightness: 0.5, contrast: 0.5, erase: 0.4 },
      },
    },
  },
  'CNN of changed recordings': { model: hearing, data: () => toyTable(288, 96), training: changedSounds },
  'GRU of changed words': {
    model: wordReader({ length: 6, vocabulary: 11 }, { layers: 2, dropout: 0.3 }),
    data: tokenTable,
    training: { textAugmentation: { dropout: 0.2, swap: 0.3 } },
  },
} satisfies Record<
  string,
  {
    readonly model: ModelSpec
    readonly data: () => TrainingTable
    readonly training: Partial<TrainingSpec>
  }
>
