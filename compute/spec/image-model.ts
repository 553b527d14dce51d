/** Models of images: convolutional networks. */
import { z } from 'zod'
import { activationSchema } from './activation.ts'
import { soundImage, soundSchema } from './sound.ts'

/** An image: a row is channels × height × width numbers, channel after channel, each row by row. */
export const imageSchema = z.object({
  channels: z.int().min(1).max(64),
  height: z.int().min(1).max(1024),
  width: z.int().min(1).max(1024),
})
export type ImageShape = z.infer<typeof imageSchema>

/** Whether two images have as many numbers in each direction. */
const sameSize = (a: ImageShape, b: ImageShape): boolean =>
  a.channels === b.channels && a.height === b.height && a.width === b.width

/** How many numbers an image has. */
export function imageNumbers({ channels, height, width }: ImageShape): number {
  return channels * height * width
}

export const imageNormalizations = ['none', 'batch', 'group'] as const
export const imageNormalizationSchema = z.enum(imageNormalizations)
export type ImageNormalization = z.infer<typeof imageNormalizationSchema>

/** What of four neighbours is kept behind a stage. */
export const imagePoolings = ['max', 'average'] as const

/** Stages, each of which begins at half the height and width of the one before, and their channels. */
const channelsSchema = z.array(z.int().min(1).max(2048)).min(1).max(8)
/** Probability that a number on its way into a last dense layer is dropped in training. */
const dropoutSchema = z.number().min(0).max(0.95)

/** How the layers of a convolutional network are put together. */
export const cnnDesignSchema = z.discriminatedUnion('kind', [
  /** Two convolutions of 32 and 64 channels with ReLU and max pooling, then dense layers of 120 and the outputs. */
  z.object({ kind: z.literal('article') }),
  /** In each stage some 3 × 3 convolutions, then pooling by 2; dense layers at the end. */
  z.object({
    kind: z.literal('plain'),
    channels: channelsSchema,
    /** Convolutions of a stage. */
    convolutions: z.int().min(1).max(4),
    pooling: z.enum(imagePoolings),
    /** Widths of the dense layers before the last one. */
    hidden: z.array(z.int().min(1).max(8192)).max(4),
    activation: activationSchema,
    normalization: imageNormalizationSchema,
    dropout: dropoutSchema,
  }),
  /** A 3 × 3 convolution, then stages of basic residual blocks (He et al. 2016), the mean over space, one dense layer. */
  z.object({
    kind: z.literal('residual'),
    channels: channelsSchema,
    /** Blocks of a stage, of two convolutions each. */
    blocks: z.int().min(1).max(8),
    activation: activationSchema,
    normalization: imageNormalizationSchema,
    dropout: dropoutSchema,
  }),
])
export type CnnDesign = z.infer<typeof cnnDesignSchema>
export type CnnDesignOf<Kind extends CnnDesign['kind']> = Extract<CnnDesign, { kind: Kind }>

/** The shorter side that an image needs for a design: something has to be left of it behind each pooling. */
export function leastSide(design: CnnDesign): number {
  if (design.kind === 'article') return 10
  return design.kind === 'plain' ? 2 ** design.channels.length : 1
}

/** What a network sees of a file, and through which layers: an image, or a recording as a picture of its frequencies. */
export const seenFileSchema = z.object({
  /** Of a recording its size follows from `sound`. */
  image: imageSchema,
  design: cnnDesignSchema,
  sound: soundSchema.optional(),
  /** By what each band was standardised, (x − mean) · scale: follows from the recordings. */
  bandScales: z.object({ mean: z.array(z.number()), scale: z.array(z.number()) }).optional(),
})
export type SeenFile = z.infer<typeof seenFileSchema>

/** What has to hold between the fields of what is seen. */
export function checkSeenFile(
  { image, design, sound }: SeenFile,
  { addIssue }: Pick<z.RefinementCtx, 'addIssue'>,
): void {
  const problem = (path: keyof SeenFile, text: string) => addIssue({ code: 'custom', path: [path], message: text })
  if (Math.min(image.height, image.width) < leastSide(design))
    problem('design', 'the image is too small for so many layers')
  if (sound !== undefined && !sameSize(image, soundImage(sound)))
    problem('sound', 'the image is not the one that the sound makes')
}

/** Convolutional network: for images and recordings. */
export const cnnSpecSchema = seenFileSchema.extend({ family: z.literal('cnn') }).superRefine(checkSeenFile)
export type CnnSpec = z.infer<typeof cnnSpecSchema>
