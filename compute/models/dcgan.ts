/** The networks of a convolutional GAN (DCGAN; Radford, Metz and Chintala 2016), in the form of PyTorch's own example of it. */
import * as op from '../graph/ops.ts'
import { dimAt, GraphError } from '../graph/shape.ts'
import { scalarTensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'
import { activation } from '../nn/activation.ts'
import { batchNorm } from '../nn/batch-norm.ts'
import { conv2d, convTranspose2d } from '../nn/convolution.ts'
import { type Initializer, type Layer, numbered, type ParameterSpec, plainLayer, sequential } from '../nn/layer.ts'
import { flatten } from '../nn/pooling.ts'
import { type GanDesignOf, type GanSpec, innermostSides } from '../spec/generative-model.ts'
import { imageNumbers, type ImageShape } from '../spec/image-model.ts'
import type { Players } from './gan-players.ts'

/** Between one size of an image and the next. */
const halving = { kernel: 4, stride: 2, padding: 1 } as const

/** As the paper begins: kernels normal around 0, factors of batch normalisation around 1, both with a deviation of 0.02. */
function firstValues({ name, shape }: ParameterSpec): Initializer {
  const deviation = 0.02
  if (shape.length > 1) return { kind: 'normal', deviation }
  return name.endsWith('.weight') ? { kind: 'normal', deviation, mean: 1 } : { kind: 'constant', value: 0 }
}

/** Layers with the paper's first values in place of their own. */
function network(layers: readonly Layer[]): Layer {
  const all = sequential(layers)
  const parameters = all.parameters.map((spec) => ({ ...spec, initializer: firstValues(spec) }))
  return { ...all, parameters }
}

/** Rows as images of one pixel, each number a channel. */
const asPixels = (): Layer => plainLayer((x) => op.reshape(x, [dimAt(x.shape, 0), Number(dimAt(x.shape, 1)), 1, 1]))

/** Rows of an image and of what is known of its class, as that image and a plane for each class: all 1, or all 0. */
function imageAndPlanes(image: ImageShape, classes: number): Layer {
  const { channels, height, width } = image
  const plane: Value = op.expandLike(
    constant(scalarTensor('float32', 1)),
    constant({ dtype: 'float32', data: new Float32Array(height * width), shape: [height, width] }),
  )
  return plainLayer((x) => {
    const batch = dimAt(x.shape, 0)
    if (classes === 0) return op.reshape(x, [batch, channels, height, width])
    const [pixels, known] = op.split(x, 1, [imageNumbers(image), classes]) as [Value, Value]
    const planes = op.mul(op.reshape(known, [batch, classes, 1, 1]), plane)
    return op.concat([op.reshape(pixels, [batch, channels, height, width]), planes], 1)
  })
}

/**
 * Generator: a transposed convolution from the noise to the innermost size, then one for each doubling, with batch
 * normalisation and ReLU between. Discriminator: the same inwards, with LeakyReLU, without normalisation after the first
 * layer. What is known of the class comes to the noise, and to the image as planes. Without batch normalisation (see
 * `gradientPenalty`) the discriminator's convolutions have a bias.
 *
 * Throws GraphError where rows of that many numbers are not the images.
 */
export function convolutionalPlayers(design: GanDesignOf<'convolutional'>, spec: GanSpec, inputs: number): Players {
  const { image, channels } = design
  const sides = innermostSides(image, channels.length)
  if (inputs !== imageNumbers(image) || sides === null)
    throw new GraphError(`${inputs} numbers are no image of ${image.channels} × ${image.height} × ${image.width}`)
  const classes = spec.classes ?? 0
  const whole = { kernel: sides } as const
  const outwards = [spec.latent + classes, ...channels.toReversed(), image.channels]
  const inwards = [image.channels + classes, ...channels]
  const normalizes = spec.gradientPenalty === 0

  const generator = outwards.slice(1).flatMap((to, index): ((name: string) => Layer)[] => {
    const window = { ...(index === 0 ? whole : halving), bias: false }
    const convolution = (name: string) => convTranspose2d(name, outwards[index] ?? 1, to, window)
    const isLast = index === channels.length
    return isLast ? [convolution] : [convolution, (name) => batchNorm(name, to), () => activation('relu')]
  })
  const discriminator = channels.flatMap((to, index): ((name: string) => Layer)[] => [
    (name) => conv2d(name, inwards[index] ?? 1, to, { ...halving, bias: !normalizes }),
    ...(normalizes && index > 0 ? [(name: string) => batchNorm(name, to)] : []),
    () => plainLayer((x) => op.leakyRelu(x, spec.slope)),
  ])
  const verdict = (name: string) => conv2d(name, inwards.at(-1) ?? 1, 1, { ...whole, bias: !normalizes })
  return {
    generator: network([asPixels(), ...numbered('generator.model', generator), flatten()]),
    discriminator: network([
      imageAndPlanes(image, classes),
      ...numbered('discriminator.model', [...discriminator, verdict]),
      flatten(),
    ]),
  }
}

/** A DCGAN for images, of so many channels after the first halving and twice as many after each that follows. */
export function dcgan(image: ImageShape, latent: number, channels: number, classes: number | null = null): GanSpec {
  const largestInnermost = 4
  const stages = Math.max(1, Math.ceil(Math.log2(Math.max(image.height, image.width) / largestInnermost)))
  return {
    family: 'gan',
    latent,
    design: {
      kind: 'convolutional',
      image,
      channels: Array.from({ length: stages }, (_, stage) => channels * 2 ** stage),
    },
    classes,
    slope: 0.2,
    loss: 'non-saturating',
    gradientPenalty: 0,
    discriminatorSteps: 1,
  }
}
