/**
 * Preprocessing as data: what was fitted on the training rows, and nothing else.
 *
 * The same values drive the encoding of training data and the ONNX nodes of the exported model.
 */
import { z } from 'zod'
import { dateParts, datePartWidth } from './date-parts.ts'
import { imageNumbers, imageSchema } from './image-model.ts'
import { pretrainedIdSchema } from './pretrained-model.ts'
import { quantileOutputs } from './recipe.ts'
import { readSteps, type SeriesWindow, seriesWindowSchema } from './series-window.ts'
import { soundImage, soundSchema } from './sound.ts'

/** A step of a number column's recipe, with what was found out on the training rows. Powers are Yeo and Johnson's. */
export const fittedStepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('clip'), low: z.number(), high: z.number() }),
  z.object({ kind: z.literal('log') }),
  z.object({ kind: z.literal('power'), lambda: z.number() }),
  /** The quantiles of the training rows, from the smallest value to the largest. */
  z.object({ kind: z.literal('quantile'), output: z.enum(quantileOutputs), knots: z.array(z.number()).min(2) }),
  /** (x − shift) · scale. */
  z.object({ kind: z.literal('affine'), shift: z.number(), scale: z.number() }),
])
export type FittedStep = z.infer<typeof fittedStepSchema>

/** How one column becomes numbers. */
export const fittedFeatureSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('number'),
    column: z.string(),
    /** Put in place of a missing value: the training rows' median. */
    fill: z.number(),
    /** Standardisation, (x − mean) · scale, of the training rows after filling; scale is 1 / std, or 1 for a constant column. */
    mean: z.number(),
    scale: z.number(),
    /** Whether a second input says (1 or 0) that the value was missing: set where the training rows have missing values. */
    indicator: z.boolean(),
    /** Steps between filling and standardisation, by a recipe of the column's own (which standardises in one of them). */
    steps: z.array(fittedStepSchema).optional(),
  }),
  z.object({
    kind: z.literal('category'),
    column: z.string(),
    /** The training rows' values, most frequent first. */
    categories: z.array(z.string()),
    /**
     * One input each, which is usual; or one for all of them: the value's number from 1 on, or its place in an order that a
     * person gave, standardised. That one is 0 for a value that is missing or was never seen.
     */
    encoding: z.enum(['one-hot', 'number', 'ordinal']).optional(),
    /** What each value becomes, where they are in an order. */
    values: z.array(z.number()).optional(),
    /** Whether a last input stands for missing: set where the training rows have missing values and each category has its input. A value never seen, like an unexpected missing one, sets no input. */
    indicator: z.boolean(),
  }),
  z.object({
    kind: z.literal('hashed'),
    column: z.string(),
    /** How many inputs the hashes of words are spread over. */
    inputs: z.int(),
    /** The most frequent values of the training rows, to choose from in a form. */
    examples: z.array(z.string()),
    /** Whether a last input stands for missing. */
    indicator: z.boolean(),
  }),
  z.object({
    kind: z.literal('date'),
    column: z.string(),
    /** How its texts are written, for the rows that come as texts. */
    formats: z.array(z.string()),
    /** The training rows' mean moment, in seconds since 1970: what elapsed time is counted from. */
    origin: z.int(),
    /** (reading − mean) · scale; of what comes round that is an angle, whose sine and cosine are two inputs. */
    parts: z.array(z.object({ part: z.enum(dateParts), mean: z.number(), scale: z.number() })),
    /** Whether a last input says (1 or 0) that the date was missing; the others are 0 then. */
    indicator: z.boolean(),
  }),
  z.object({
    kind: z.literal('text'),
    column: z.string(),
    /** Words, and pairs of neighbouring words with a space between them, that have an input each. */
    terms: z.array(z.string()),
    /** The terms' inverse document frequencies among the training rows. */
    weights: z.array(z.number()),
  }),
  z.object({
    kind: z.literal('words'),
    column: z.string(),
    /** To how many words every text is brought: shorter ones are padded with 0, longer ones cut. */
    length: z.number(),
    /** Words that have a number, from `firstWordOf` on, the most frequent first. */
    words: z.array(z.string()),
    /** Whether each word is labelled: words are what stands between spaces, as it is written, and unknown ones are read by their shape. */
    labelled: z.literal(true).optional(),
  }),
  z.object({
    kind: z.literal('tokens'),
    column: z.string(),
    /** To how many tokens every text is brought: shorter ones are padded, longer ones cut. */
    length: z.number(),
    /** The pretrained model by whose vocabulary texts are cut into tokens. */
    pretrained: pretrainedIdSchema,
    /** Whether each word (what stands between spaces) is labelled, by the first of its tokens. */
    labelled: z.literal(true).optional(),
  }),
  z.object({
    kind: z.literal('pair'),
    /** The column of passages, and that of the questions that are asked of them. */
    column: z.string(),
    question: z.string(),
    /** Tokens of a question and of a piece of its passage together; what is shorter is padded. */
    length: z.number(),
    /** Tokens that two neighbouring pieces of a passage share, and that an answer has at most. */
    overlap: z.number(),
    longest: z.number(),
    pretrained: pretrainedIdSchema,
  }),
  z.object({
    kind: z.literal('image'),
    column: z.string(),
    /** To what every picture is brought. */
    image: imageSchema,
    /** (x − mean) · scale of each channel, x from 0 to 255, by the training rows; scale is 1 / std. */
    mean: z.array(z.number()),
    scale: z.array(z.number()),
  }),
  z.object({
    kind: z.literal('audio'),
    column: z.string(),
    /** What of every recording is heard, and how it is seen. */
    sound: soundSchema,
    /** (x − mean) · scale of each band (or number of the cepstrum), by the training rows; scale is 1 / std. */
    mean: z.array(z.number()),
    scale: z.array(z.number()),
  }),
])
export type FittedFeature = z.infer<typeof fittedFeatureSchema>

export const fittedTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('classes'), column: z.string(), labels: z.array(z.string()) }),
  /** A label for each word of a row. */
  z.object({ kind: z.literal('step-classes'), column: z.string(), labels: z.array(z.string()) }),
  /** Where an answer begins and ends; `impossible`: whether there may be none. */
  z.object({ kind: z.literal('spans'), column: z.string(), impossible: z.boolean() }),
  /** Regression trains on (y − mean) · scale; predictions are turned back. */
  z.object({ kind: z.literal('value'), column: z.string(), mean: z.number(), scale: z.number() }),
])
export type FittedTarget = z.infer<typeof fittedTargetSchema>

export const fittedPreprocessingSchema = z.object({
  features: z.array(fittedFeatureSchema),
  target: fittedTargetSchema,
  /** Cell texts that mean missing, besides the empty one. */
  missing: z.array(z.string()),
  /**
   * For windows of series: each step of the history has the features, the target's own past first, and the calendar behind them. Of
   * steps ahead what is known of them is given in the same way; their other inputs are 0.
   */
  window: seriesWindowSchema.optional(),
})
export type FittedPreprocessing = z.infer<typeof fittedPreprocessingSchema>

/** How many model inputs a feature becomes. */
export function featureWidth(feature: FittedFeature): number {
  if (feature.kind === 'image') return imageNumbers(feature.image)
  if (feature.kind === 'audio') return imageNumbers(soundImage(feature.sound))
  if (feature.kind === 'text') return feature.terms.length
  if (feature.kind === 'tokens' || feature.kind === 'words') return feature.length
  // Tokens, then the text that each is of.
  if (feature.kind === 'pair') return 2 * feature.length
  const indicator = feature.indicator ? 1 : 0
  if (feature.kind === 'hashed') return feature.inputs + indicator
  if (feature.kind === 'date') return feature.parts.reduce((sum, { part }) => sum + datePartWidth(part), indicator)
  return indicator + (feature.kind === 'number' ? 1 : categoryWidth(feature))
}

/** Whether a column's categories come in as one number. */
export const isOneNumber = ({ encoding }: Pick<Extract<FittedFeature, { kind: 'category' }>, 'encoding'>): boolean =>
  encoding === 'number' || encoding === 'ordinal'

/** How many inputs a column's categories become, its indicator apart. A column without any becomes none. */
export function categoryWidth(feature: Extract<FittedFeature, { kind: 'category' }>): number {
  const { categories } = feature
  return isOneNumber(feature) ? Math.min(categories.length, 1) : categories.length
}

/** How many inputs the features of a row, or of a step of a window, become. */
export function featuresWidth({ features }: Pick<FittedPreprocessing, 'features'>): number {
  return features.reduce((sum, feature) => sum + featureWidth(feature), 0)
}

/**
 * How many inputs each step of a window has: the features', sine and cosine of each part of the calendar and, where something is
 * known ahead, one that tells steps ahead (1) from known ones (0).
 */
export function stepWidth(
  features: Pick<FittedPreprocessing, 'features'>,
  { calendar, known = [] }: SeriesWindow,
): number {
  return featuresWidth(features) + 2 * calendar.length + (known.length > 0 ? 1 : 0)
}

/** How many inputs the model has for these features. */
export function inputWidth(preprocessing: FittedPreprocessing): number {
  const { window } = preprocessing
  return window === undefined ? featuresWidth(preprocessing) : readSteps(window) * stepWidth(preprocessing, window)
}
