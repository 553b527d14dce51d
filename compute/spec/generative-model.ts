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
import { imageSchema, type ImageShape } from './image-model.ts'

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

/**
 * What the networks of a GAN play for: Goodfellow et al. 2014 (the non-saturating form), Mao et al. 2017, or Arjovsky et al.
 * 2017, which asks for a gradient penalty.
 */
export const adversarialLossKinds = ['non-saturating', 'least-squares', 'wasserstein'] as const
export const adversarialLossSchema = z.enum(adversarialLossKinds)
export type AdversarialLossKind = z.infer<typeof adversarialLossSchema>

/** Lengths of what is left of an image when each of so many stages has halved it; null where one can't be halved so often. */
export function innermostSides({ height, width }: ImageShape, stages: number): readonly [number, number] | null {
  const sides = [height / 2 ** stages, width / 2 ** stages] as const
  return sides.every(Number.isInteger) ? sides : null
}

/** Most that may be left of an image's lengths at the innermost of a convolutional GAN, and least. */
const innermost = { least: 2, most: 8 }

/** How the two networks of a GAN are put together. */
export const ganDesignSchema = z.discriminatedUnion('kind', [
  /** Widths of the dense layers on the way from the noise to a row, and from a row to the verdict. */
  z.object({
    kind: z.literal('dense'),
    generator: z.array(width).max(8),
    discriminator: z.array(width).max(8),
  }),
  /**
   * DCGAN (Radford et al. 2016): 4 × 4 convolutions of stride 2 down to a few numbers a side, of so many channels each, and
   * transposed ones back, with batch normalisation between.
   */
  z
    .object({
      kind: z.literal('convolutional'),
      image: imageSchema,
      channels: z.array(z.int().min(1).max(2048)).min(1).max(6),
    })
    .refine(
      ({ image, channels }) =>
        innermostSides(image, channels.length)?.every((side) => side >= innermost.least && side <= innermost.most) ??
        false,
      { path: ['channels'], error: 'halving the image so often has to leave 2 to 8 whole numbers a side' },
    ),
])
export type GanDesign = z.infer<typeof ganDesignSchema>
export type GanDesignOf<Kind extends GanDesign['kind']> = Extract<GanDesign, { kind: Kind }>

/** Generative adversarial networks (Goodfellow et al. 2014), of rows whose numbers are from −1 to 1. */
export const ganSpecSchema = z.object({
  family: z.literal('gan'),
  latent,
  design: ganDesignSchema,
  /** Of a conditional one (Mirza and Osindero 2014): how many classes a sample can be asked of. Null for a plain one. */
  classes: z.int().min(2).max(1000).nullable(),
  /** Slope of the discriminator's LeakyReLU below 0, and of the dense generator's. */
  slope: z.number().min(0).max(1),
  loss: adversarialLossSchema,
  /**
   * What it weighs that the discriminator's slope is not 1 between real and made rows (Gulrajani et al. 2017, who take 10);
   * 0 for no penalty. With one the discriminator has no batch normalisation: its slope is to be that of a row by itself.
   */
  gradientPenalty: z.number().min(0).max(1000),
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

/** The ways through a trained model of each family, each of which is a graph by itself. */
export const waysOf = {
  vae: ['encoder', 'decoder'],
  gan: ['generator', 'discriminator'],
} as const satisfies Readonly<Record<GenerativeFamily, readonly string[]>>
export type WayName = (typeof waysOf)[GenerativeFamily][number]
export const wayNames: readonly WayName[] = Object.values(waysOf).flat()
