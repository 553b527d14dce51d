/** How rows are changed while a run trains, in words: each change with its amount. */
import type { Augmentation } from '../../../compute/spec/augmentation.ts'
import type { RunSpec } from '../../../compute/spec/run.ts'
import type { SoundAugmentation } from '../../../compute/spec/sound-augmentation.ts'
import type { TextAugmentation } from '../../../compute/spec/text-augmentation.ts'
import type { Words } from '../../i18n/words.ts'

type Say = Pick<Words, 'text' | 'format'>

/** Amounts that are said, by their names; those of 0 aren't. */
function amounts(group: string, values: Readonly<Record<string, number>>, { text, format }: Say): string[] {
  return Object.entries(values)
    .filter(([, amount]) => amount > 0)
    .map(([name, amount]) =>
      text('runs.values.amount', { name: text(`wizard.${group}.${name}`), amount: format.number(amount) }),
    )
}

const joined = (parts: readonly string[], { text }: Say): string =>
  parts.length === 0 ? text('common.none') : parts.join(' · ')

/** What is done to pictures; colours only where there are any, and mixing only where it can be. */
function ofPictures({ model, task }: RunSpec, augmentation: Augmentation, say: Say): string {
  const { flipHorizontally, flipVertically, mixing, ...rest } = augmentation
  const { saturation, hue, ...grey } = rest
  const isColoured = 'image' in model && model.image.channels === 3
  const flips = { flipHorizontally, flipVertically }
  const mixes = mixing !== null && model.family === 'cnn' && task === 'classification'
  return joined(
    [
      ...Object.entries(flips).flatMap(([name, on]) => (on ? [say.text(`wizard.augmentation.${name}`)] : [])),
      ...amounts('augmentation', isColoured ? { ...grey, saturation, hue } : grey, say),
      ...(mixes ? amounts('mixing', mixing, say) : []),
    ],
    say,
  )
}

/** What is done to recordings: of a cepstrum neither noise nor masked bands. */
function ofSounds({ model }: RunSpec, augmentation: SoundAugmentation, say: Say): string {
  const { masks, noise, bandMask, ...rest } = augmentation
  const isCepstrum = 'image' in model && typeof model.sound?.coefficients === 'number'
  const ways = amounts('soundAugmentation', isCepstrum ? rest : { noise, ...rest, bandMask }, say)
  const hides = augmentation.timeMask > 0 || bandMask > 0
  return joined([...ways, ...(hides ? amounts('soundAugmentation', { masks }, say) : [])], say)
}

/** What is done to texts: where words have labels none leaves its own. */
function ofTexts({ labelling }: RunSpec, { dropout, swap }: TextAugmentation, say: Say): string {
  return joined(amounts('textAugmentation', labelling === undefined ? { dropout, swap } : { dropout }, say), say)
}

const seesPictures = ({ model }: RunSpec) => 'image' in model && model.sound === undefined
const hears = ({ model }: RunSpec) => 'image' in model && model.sound !== undefined
const readsWords = ({ model }: RunSpec) => 'tokens' in model && model.family !== 'bert' && model.tokens !== null

/** What a run does to its pictures, recordings, texts or series; null where it has none of them. */
export const augmentationWriters = {
  augmentation: (spec, say) => {
    const { augmentation } = spec.training
    if (!seesPictures(spec)) return null
    return augmentation === null ? say.text('common.none') : ofPictures(spec, augmentation, say)
  },
  soundAugmentation: (spec, say) => {
    const { soundAugmentation } = spec.training
    if (!hears(spec)) return null
    return soundAugmentation === null ? say.text('common.none') : ofSounds(spec, soundAugmentation, say)
  },
  textAugmentation: (spec, say) => {
    const { textAugmentation } = spec.training
    if (!readsWords(spec)) return null
    return textAugmentation === null ? say.text('common.none') : ofTexts(spec, textAugmentation, say)
  },
  seriesAugmentation: ({ window, training: { seriesAugmentation } }, say) => {
    if (window === undefined) return null
    return joined(amounts('seriesAugmentation', seriesAugmentation ?? {}, say), say)
  },
} as const satisfies Record<string, (spec: RunSpec, say: Say) => string | null>
