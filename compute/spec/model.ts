/**
 * What a model is before it has weights: the family and its hyper-parameters.
 */
import { z } from 'zod'
import { activationSchema } from './activation.ts'
import { bertSpecSchema } from './bert-model.ts'
import { type FusionSpec, fusionSpecSchema } from './fusion-model.ts'
import { type CnnSpec, cnnSpecSchema } from './image-model.ts'
import { lstmCells, type LstmSpec, lstmSpecSchema, rnnSpecSchema, transformerSpecSchema } from './sequence-model.ts'

export { type Activation, activations, activationSchema } from './activation.ts'

export const normalizations = ['none', 'batch', 'layer'] as const
export const normalizationSchema = z.enum(normalizations)
export type Normalization = z.infer<typeof normalizationSchema>

export const categoryForms = ['one-hot', 'embedding'] as const
export type CategoryForm = (typeof categoryForms)[number]

/** Multilayer perceptron: for each hidden width Linear, normalisation, activation, dropout; then Linear to the outputs. */
export const mlpSpecSchema = z.object({
  family: z.literal('mlp'),
  hidden: z.array(z.int().min(1).max(8192)).max(12),
  activation: activationSchema,
  normalization: normalizationSchema,
  /** Probability that a hidden unit is dropped in training. */
  dropout: z.number().min(0).max(0.95),
  /** How category columns come in: an input for each category, which is usual, or a vector for each that is learned. */
  categories: z.enum(categoryForms).optional(),
  /** Inputs that are numbers of categories, with how many numbers there are: follows from the columns where vectors are learned. */
  embedded: z.array(z.object({ input: z.int().min(0), numbers: z.int().min(1) })).optional(),
})
export type MlpSpec = z.infer<typeof mlpSpecSchema>

/** A model of any family; one member a family. */
export const modelSpecSchema = z.discriminatedUnion('family', [
  mlpSpecSchema,
  rnnSpecSchema,
  lstmSpecSchema,
  transformerSpecSchema,
  bertSpecSchema,
  cnnSpecSchema,
  fusionSpecSchema,
])
export type ModelSpec = z.infer<typeof modelSpecSchema>
export type ModelFamily = ModelSpec['family']

/** What a model is called: by its cell, where its family has several, else by its family. */
export function networkName<Model extends { readonly family: string }>(
  model: Model,
): Model['family'] | LstmSpec['cell'] {
  const cell = 'cell' in model ? lstmCells.find((name) => name === model.cell) : undefined
  return cell ?? model.family
}

/** Whether a model looks at the pictures or hears the recordings of its rows. */
export function seesFiles(model: ModelSpec): model is CnnSpec | FusionSpec {
  return model.family === 'cnn' || model.family === 'fusion'
}
