/** Where each feature's inputs stand in a row of a model, as the app encodes rows and as the exported graph does. */
import {
  categoryWidth,
  featuresWidth,
  featureWidth,
  type FittedFeature,
  type FittedPreprocessing,
} from '../../spec/preprocessing.ts'
import type { DateFeature } from './fit-dates.ts'
import type { HashedFeature } from './hash-words.ts'
import type { TextFeature } from './text-terms.ts'
import type { WordsFeature } from './word-sequence.ts'

export type NumberFeature = Extract<FittedFeature, { kind: 'number' }>
export type CategoryFeature = Extract<FittedFeature, { kind: 'category' }>
export type TokensFeature = Extract<FittedFeature, { kind: 'tokens' }>
export type PairFeature = Extract<FittedFeature, { kind: 'pair' }>
export type ImageFeature = Extract<FittedFeature, { kind: 'image' }>
export type AudioFeature = Extract<FittedFeature, { kind: 'audio' }>
/** Columns whose rows are records of numbers: of files, decoded. */
export type FileFeature = ImageFeature | AudioFeature

/** The columns of files among the features. */
export const isFileFeature = (feature: FittedFeature): feature is FileFeature =>
  feature.kind === 'image' || feature.kind === 'audio'

/** Where a feature's inputs stand in a row: its value (or first category, or first term) and its missing-indicator. */
export interface FeatureSlot<F extends FittedFeature = FittedFeature> {
  readonly feature: F
  readonly first: number
  readonly indicator: number | null
}

export interface InputLayout {
  readonly width: number
  readonly numbers: readonly FeatureSlot<NumberFeature>[]
  readonly categories: readonly FeatureSlot<CategoryFeature>[]
  /** Categories by their hashes, behind those that have inputs of their own. */
  readonly hashed: readonly FeatureSlot<HashedFeature>[]
  /** Dates, behind the categories. */
  readonly dates: readonly FeatureSlot<DateFeature>[]
  /** Texts, behind the dates. */
  readonly texts: readonly FeatureSlot<TextFeature>[]
  /** Texts as sequences of words. */
  readonly words: readonly FeatureSlot<WordsFeature>[]
  /** Texts as tokens. */
  readonly tokens: readonly FeatureSlot<TokensFeature>[]
  /** Pictures and spectra of recordings, one after the other behind all else. */
  readonly files: readonly FeatureSlot<FileFeature>[]
}

/** The order of the model's inputs: all number values, their indicators, each category column with its indicator, dates, texts, files. */
export function inputLayout(fitted: FittedPreprocessing): InputLayout {
  const numberFeatures = fitted.features.filter((feature) => feature.kind === 'number')
  const categoryFeatures = fitted.features.filter((feature) => feature.kind === 'category')
  let next = numberFeatures.length
  const numbers = numberFeatures.map((feature, first) => ({
    feature,
    first,
    indicator: feature.indicator ? next++ : null,
  }))
  const categories = categoryFeatures.map((feature) => {
    const first = next
    next += categoryWidth(feature)
    return { feature, first, indicator: feature.indicator ? next++ : null }
  })
  /** Slots of one feature after the other. */
  const inLine = <F extends FittedFeature>(features: readonly F[]): FeatureSlot<F>[] =>
    features.map((feature) => {
      const first = next
      next += featureWidth(feature)
      return { feature, first, indicator: null }
    })
  const hashed = inLine(fitted.features.filter((feature) => feature.kind === 'hashed'))
  const dates = inLine(fitted.features.filter((feature) => feature.kind === 'date'))
  const texts = inLine(fitted.features.filter((feature) => feature.kind === 'text'))
  const words = inLine(fitted.features.filter((feature) => feature.kind === 'words'))
  const tokens = inLine(fitted.features.filter((feature) => feature.kind === 'tokens'))
  const files = inLine(fitted.features.filter(isFileFeature))
  return { width: featuresWidth(fitted), numbers, categories, hashed, dates, texts, words, tokens, files }
}
