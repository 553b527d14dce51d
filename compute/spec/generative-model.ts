/**
 * Models that make new rows like those of a dataset: autoencoders with a distribution in the middle, and networks that
 * play against each other.
 *
 * They stand in a table of their own beside that of `model.ts`. A predictive model goes from inputs to a target, and all
 * that surrounds it is about that target: its loss, its score, its export. These have no target; they consist of one or
 * more networks, each trained by an optimiser of its own, and what they give is samples.
 */
import { z } from 'zod'
import { activationSchema } from './activation.ts'
import { imageSchema } from './image-model.ts'

const width = z.int().min(1).max(8192)
const latent = z.int().min(1).max(4096)

/** How the encoder and the decoder of a VAE are put together. */
export const vaeDesignSchema = z.discriminatedUnion('kind', [
  /** Dense layers: their widths on the way to the latent numbers, and on the way back to a row. */
  z.object({
    kind: z.literal('dense'),
    encoder: z.array(width).min(1).max(8),
    decoder: z.array(width).max(8),
    activation: activationSchema,
  }),
  /** 3 × 3 convolutions of stride 2, of so many channels each, and transposed ones back. */
  z.object({
    kind: z.literal('convolutional'),
    image: imageSchema,
    channels: z.array(z.int().min(1).max(1024)).min(1).max(6),
    activation: activationSchema,
  }),
])
export type VaeDesign = z.infer<typeof vaeDesignSchema>
export type VaeDesignOf<Kind extends VaeDesign['kind']> = Extract<VaeDesign, { kind: Kind }>

/** Variational autoencoder (Kingma and Welling 2014), of rows whose numbers are from 0 to 1. */
export const vaeSpecSchema = z.object({
  family: z.literal('vae'),
  design: vaeDesignSchema,
  latent,
  /** What the divergence from the standard normal distribution weighs (Higgins et al. 2017); 1 for the plain VAE. */
  beta: z.number().min(0).max(1000),
})
export type VaeSpec = z.infer<typeof vaeSpecSchema>

/** What the networks of a GAN play for: Goodfellow et al. 2014 (the non-saturating form), or Mao et al. 2017. */
export const adversarialLossKinds = ['non-saturating', 'least-squares'] as const
export const adversarialLossSchema = z.enum(adversarialLossKinds)
export type AdversarialLossKind = z.infer<typeof adversarialLossSchema>

/** Generative adversarial networks (Goodfellow et al. 2014), of rows whose numbers are from −1 to 1. */
export const ganSpecSchema = z.object({
  family: z.literal('gan'),
  latent,
  /** Widths of the dense layers on the way from the noise to a row, and from a row to the verdict. */
  generator: z.array(width).max(8),
  discriminator: z.array(width).max(8),
  /** Slope of the LeakyReLU below 0. */
  slope: z.number().min(0).max(1),
  loss: adversarialLossSchema,
  /** Steps of the discriminator, each on rows of its own, before each of the generator. */
  discriminatorSteps: z.int().min(1).max(20),
})
export type GanSpec = z.infer<typeof ganSpecSchema>

/** A generative model of any family; one member a family. */
export const generativeModelSchema = z.discriminatedUnion('family', [vaeSpecSchema, ganSpecSchema])
export type GenerativeModelSpec = z.infer<typeof generativeModelSchema>
export type GenerativeFamily = GenerativeModelSpec['family']

/** The networks of each family, each of which is trained by an optimiser of its own. */
export const networksOf = {
  vae: ['autoencoder'],
  gan: ['discriminator', 'generator'],
} as const satisfies Readonly<Record<GenerativeFamily, readonly string[]>>
export type NetworkName = (typeof networksOf)[GenerativeFamily][number]
export const networkNames: readonly NetworkName[] = Object.values(networksOf).flat()
