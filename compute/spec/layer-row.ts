/** A layer of a model as a table of its layers shows it. */
import { z } from 'zod'
import { networkNames, wayNames } from './generative-model.ts'
import { numberSpreadSchema } from './number-spread.ts'

/** What a layer is made of, as far as it has a name in the field; arithmetic between such parts has none. */
export const layerParts = [
  'linear',
  'convolution',
  'transposed-convolution',
  'pooling',
  'upsampling',
  'embedding',
  'recurrence',
  'attention',
  'normalization',
  'activation',
] as const
export type LayerPart = (typeof layerParts)[number]

export const layerRowSchema = z.object({
  /** The name that its parameters begin with. */
  name: z.string(),
  parts: z.array(z.enum(layerParts)),
  /** Of what it gives for one row. */
  shape: z.array(z.int()),
  parameters: z.int(),
  /** Multiplications for one row, forward. */
  multiplications: z.number(),
  /** Floating-point operations for one row, forward, as they are usually counted: an addition for each multiplication of a product. */
  flops: z.number(),
  /** Bytes of all that it computes for one row, forward. */
  bytes: z.number(),
})
export type LayerRow = z.infer<typeof layerRowSchema>

/** What a training needs of memory, in bytes: an estimate. */
export const trainingMemorySchema = z.object({
  /** The runtime and its sessions, whatever is trained. */
  runtime: z.number(),
  /** The data, read and encoded. */
  rows: z.number(),
  /** Weights, gradients and what the optimiser keeps of each, and what is kept of the best epoch. */
  state: z.number(),
  /** What the layers give for a batch, and its gradients. */
  activations: z.number(),
})
export type TrainingMemory = z.infer<typeof trainingMemorySchema>

/** A model as it is planned, before any of it was trained. */
export const plannedLayersSchema = z.object({ layers: z.array(layerRowSchema), memory: trainingMemorySchema })
export type PlannedLayers = z.infer<typeof plannedLayersSchema>

/** A layer of a trained model; its weights are null where it has none to learn. */
export const trainedLayerSchema = layerRowSchema.extend({ weights: numberSpreadSchema.nullable() })
export type TrainedLayer = z.infer<typeof trainedLayerSchema>

/** The layers of a way through a model; of a model that has but one, it has no name. */
export const networkLayersSchema = z.object({ way: z.enum(wayNames).nullable(), layers: z.array(trainedLayerSchema) })
export type NetworkLayers = z.infer<typeof networkLayersSchema>

/** What goes on in a layer of a trained model while a batch of rows goes through it, and what would be learned from them. */
export const inspectedLayerSchema = z.object({
  name: z.string(),
  /** Parameters, without running statistics. */
  weights: numberSpreadSchema.nullable(),
  /** What it gives for the rows; null where that isn't known by row, or has no finite values. */
  activations: numberSpreadSchema.nullable(),
  /** Of the rows' mean loss by its parameters. */
  gradients: numberSpreadSchema.nullable(),
})
export type InspectedLayer = z.infer<typeof inspectedLayerSchema>

/** A look into a network at work. */
export const networkInspectionSchema = z.object({
  /** How many rows went through it. */
  rows: z.int(),
  loss: z.number(),
  /** In the order of the forward pass. */
  layers: z.array(inspectedLayerSchema),
})
export type NetworkInspection = z.infer<typeof networkInspectionSchema>

/** A look into one of a model's networks; that of a model that has but one has no name. */
export const inspectedNetworkSchema = networkInspectionSchema.extend({ network: z.enum(networkNames).nullable() })
export type InspectedNetwork = z.infer<typeof inspectedNetworkSchema>
