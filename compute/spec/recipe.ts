/**
 * The recipe of a column: ordered steps from its raw numbers to what the model gets, each fitted on the training rows alone.
 *
 * A closed table of steps; each has one file in compute/data/preprocess/steps and one row in the exported graph.
 */
import { z } from 'zod'

/** What stands in for a missing number. */
export const fills = ['median', 'mean', 'mode', 'constant'] as const
export type Fill = (typeof fills)[number]
export const scalings = ['standard', 'min-max', 'robust'] as const
export type Scaling = (typeof scalings)[number]
/** What values are spread to by their ranks. */
export const quantileOutputs = ['uniform', 'normal'] as const
export type QuantileOutput = (typeof quantileOutputs)[number]

export const numberStepSchema = z.discriminatedUnion('kind', [
  /** scikit-learn's SimpleImputer; with `indicator`, a further input says where something was missing. `value` is the constant. */
  z.object({ kind: z.literal('fill'), by: z.enum(fills), value: z.number(), indicator: z.boolean() }),
  /** Values below the `low` and above the `high` quantile are taken for those. */
  z.object({ kind: z.literal('clip'), low: z.number().min(0).max(0.49), high: z.number().min(0.51).max(1) }),
  /** sign(x) · log(1 + |x|). */
  z.object({ kind: z.literal('log') }),
  /** Yeo and Johnson's power transform (PowerTransformer without standardising), its exponent by greatest likelihood. */
  z.object({ kind: z.literal('power') }),
  /** QuantileTransformer: evenly from 0 to 1, or as a normal distribution. */
  z.object({ kind: z.literal('quantile'), output: z.enum(quantileOutputs) }),
  /** StandardScaler, MinMaxScaler, RobustScaler. */
  z.object({ kind: z.literal('scale'), by: z.enum(scalings) }),
])
export type NumberStep = z.infer<typeof numberStepSchema>
export type NumberStepKind = NumberStep['kind']

/** Each step as it begins when it is added. */
export const firstSteps: { readonly [Kind in NumberStepKind]: Extract<NumberStep, { kind: Kind }> } = {
  fill: { kind: 'fill', by: 'median', value: 0, indicator: true },
  clip: { kind: 'clip', low: 0.01, high: 0.99 },
  log: { kind: 'log' },
  power: { kind: 'power' },
  quantile: { kind: 'quantile', output: 'normal' },
  scale: { kind: 'scale', by: 'standard' },
}

/** Filling comes first, and once: no other step knows what to do with what is missing. */
export const recipeSchema = z
  .array(numberStepSchema)
  .min(1)
  .max(10)
  .refine((steps) => steps.every(({ kind }, at) => (kind === 'fill') === (at === 0)), {
    error: 'the first step, and no other, fills what is missing',
  })
export type Recipe = z.infer<typeof recipeSchema>

/** The recipe of a number column that names none. */
export const usualRecipe: Recipe = [firstSteps.fill, firstSteps.scale]

/** How a category column becomes inputs otherwise than by one for each of its values. */
export const categoryEncodingSchema = z.discriminatedUnion('kind', [
  /** One number, standardised: the value's place in an order that a person gave (scikit-learn's OrdinalEncoder). */
  z.object({ kind: z.literal('ordinal'), order: z.array(z.string()).min(2).max(200) }),
  /**
   * So many inputs that all values share, those never seen as well: each of a value's words adds 1 to one of them or takes 1 off,
   * by its hash (scikit-learn's FeatureHasher).
   */
  z.object({ kind: z.literal('hash'), inputs: z.int().min(2).max(1024) }),
])
export type CategoryEncoding = z.infer<typeof categoryEncodingSchema>

/** A column's recipe by example: values as they stand in the data and as the model gets them. */
export const recipePreviewSchema = z.object({
  examples: z.array(z.object({ before: z.number().nullable(), after: z.number() })),
})
export type RecipePreview = z.infer<typeof recipePreviewSchema>
