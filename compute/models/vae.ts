/** Variational autoencoders (Kingma and Welling 2014): rows through a few latent numbers, which are kept near a normal distribution. */
import * as op from '../graph/ops.ts'
import { GraphError } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'
import { activation } from '../nn/activation.ts'
import { conv2d, convTranspose2d } from '../nn/convolution.ts'
import { type ForwardContext, type Layer, sequential } from '../nn/layer.ts'
import { linear } from '../nn/linear.ts'
import { summedBinaryCrossEntropy } from '../nn/losses/binary-cross-entropy.ts'
import { klDivergence } from '../nn/losses/kl-divergence.ts'
import { flatten, rowsToImages } from '../nn/pooling.ts'
import type { ImageShape } from '../spec/image-model.ts'
import type { VaeDesign, VaeDesignOf, VaeSpec } from '../spec/generative-model.ts'
import type { GenerativeModel } from './generative-model.ts'

/** The two ways of a VAE, without what is between them. */
interface Ways {
  /** From rows to `width` numbers each, of which the heads make mean and log-variance. */
  readonly encoder: Layer
  readonly width: number
  /** From latent numbers to rows, before the sigmoid. */
  readonly decoder: Layer
}

/** Dense layers, each with an activation after it, numbered as in a torch.nn.Sequential of both. */
function denseWay(name: string, widths: readonly number[], { activation: kind }: VaeDesign): Layer[] {
  return widths
    .slice(1)
    .flatMap((width, index) => [linear(`${name}.${2 * index}`, widths[index] ?? 1, width), activation(kind)])
}

function dense(design: VaeDesignOf<'dense'>, inputs: number, latent: number): Ways {
  const back = [latent, ...design.decoder, inputs]
  return {
    encoder: sequential(denseWay('encoder', [inputs, ...design.encoder], design)),
    width: design.encoder.at(-1) ?? inputs,
    // What makes a row is a sigmoid, which stands outside.
    decoder: sequential(denseWay('decoder', back, design).slice(0, -1)),
  }
}

const halved = (length: number) => Math.ceil(length / 2)

/** Images on their way inwards: of each stage, the channels and lengths of what it takes and what it gives. */
function stagesOf({ image, channels }: VaeDesignOf<'convolutional'>): readonly (readonly [ImageShape, ImageShape])[] {
  const shapes = [image]
  for (const next of channels) {
    const { height, width } = shapes.at(-1) ?? image
    shapes.push({ channels: next, height: halved(height), width: halved(width) })
  }
  return shapes.slice(1).map((to, index) => [shapes[index] ?? image, to])
}

const sizeOfImage = ({ channels, height, width }: ImageShape) => channels * height * width

function convolutional(design: VaeDesignOf<'convolutional'>, inputs: number, latent: number): Ways {
  const { image } = design
  if (inputs !== sizeOfImage(image))
    throw new GraphError(`${inputs} numbers are no image of ${image.channels} × ${image.height} × ${image.width}`)
  const stages = stagesOf(design)
  const inner = stages.at(-1)?.[1] ?? image
  const window = { kernel: 3, stride: 2, padding: 1 } as const
  const inwards = stages.flatMap(([from, to], index) => [
    conv2d(`encoder.${2 * index}`, from.channels, to.channels, window),
    activation(design.activation),
  ])
  // A window that went over an odd length gives back one less than over the even one above it.
  const missing = (from: number) => 1 - (from % 2)
  const outwards = stages.toReversed().flatMap(([from, to], index) => [
    convTranspose2d(`decoder.${2 * index}`, to.channels, from.channels, {
      ...window,
      outputPadding: [missing(from.height), missing(from.width)],
    }),
    activation(design.activation),
  ])
  const unfold = [
    linear('decoder_input', latent, sizeOfImage(inner)),
    activation(design.activation),
    rowsToImages(inner),
  ]
  return {
    encoder: sequential([rowsToImages(image), ...inwards, flatten()]),
    width: sizeOfImage(inner),
    decoder: sequential([...unfold, ...outwards.slice(0, -1), flatten()]),
  }
}

const designs: {
  readonly [K in VaeDesign['kind']]: (design: VaeDesignOf<K>, inputs: number, latent: number) => Ways
} = { dense, convolutional }

/** A row's latent numbers as the encoder sees them: a normal distribution of these means and log-variances. */
interface Posterior {
  readonly mean: Value
  readonly logVariance: Value
}

/** Numbers of the distribution: mean + deviation · noise (the reparametrisation). */
const drawn = ({ mean, logVariance }: Posterior, noise: Value) =>
  op.add(mean, op.mul(op.exp(op.mul(logVariance, 0.5)), noise))

/**
 * A VAE for rows of that many numbers from 0 to 1. Its PyTorch module has `encoder` and `decoder` (torch.nn.Sequential), and
 * `fc_mu` and `fc_logvar` between them; a convolutional one `decoder_input` too.
 *
 * Loss, as a mean over the rows: binary cross-entropy summed over a row's numbers, and beta times the divergence of the
 * latent distribution from the standard normal one. With beta 1 it is the negative evidence lower bound. Throws GraphError
 * where the image doesn't fit.
 */
export function vae(spec: VaeSpec, inputs: number): GenerativeModel {
  const build = designs[spec.design.kind] as (design: VaeDesign, inputs: number, latent: number) => Ways
  const { encoder, width, decoder } = build(spec.design, inputs, spec.latent)
  const meanHead = linear('fc_mu', width, spec.latent)
  const varianceHead = linear('fc_logvar', width, spec.latent)
  const layers = [encoder, meanHead, varianceHead, decoder]

  const made = (latent: Value, context: ForwardContext) => op.sigmoid(decoder.forward(latent, context))

  function posteriorOf(rows: Value, context: ForwardContext): Posterior {
    const seen = encoder.forward(rows, context)
    return { mean: meanHead.forward(seen, context), logVariance: varianceHead.forward(seen, context) }
  }

  function pass(rows: Value, noise: Value, context: ForwardContext) {
    const posterior = posteriorOf(rows, context)
    const logits = decoder.forward(drawn(posterior, noise), context)
    const reconstruction = summedBinaryCrossEntropy(logits, rows)
    const divergence = klDivergence(posterior.mean, posterior.logVariance, spec.beta)
    return { ...posterior, logits, reconstruction, divergence }
  }

  return {
    networks: [
      {
        name: 'autoencoder',
        parameters: layers.flatMap(({ parameters }) => parameters),
        buffers: layers.flatMap(({ buffers }) => buffers),
      },
    ],
    turns: [
      {
        network: 'autoencoder',
        takesRows: true,
        pass: ({ rows }, context) => {
          const { mean, logVariance, logits, reconstruction, divergence } = pass(rows, context.noise(), context)
          return {
            losses: { reconstruction: reconstruction.mean, divergence: divergence.mean },
            ends: [
              { value: logits, gradient: reconstruction.gradient },
              { value: mean, gradient: divergence.gradients.mean },
              { value: logVariance, gradient: divergence.gradients.logVariance },
            ],
          }
        },
      },
    ],
    latent: spec.latent,
    classes: null,
    sample: (noise, _, context) => made(noise, context),
    validate: (rows, noise, context) => {
      const { reconstruction, divergence } = pass(rows, noise, context)
      return { reconstruction: reconstruction.sum, divergence: divergence.sum }
    },
    ways: [
      {
        name: 'encoder',
        inputs: [{ name: 'x', width: inputs }],
        forward: ([x], context) => {
          const { mean, logVariance } = posteriorOf(x as Value, context)
          return { mean, log_variance: logVariance }
        },
      },
      {
        name: 'decoder',
        inputs: [{ name: 'z', width: spec.latent }],
        forward: ([z], context) => ({ x: made(z as Value, context) }),
      },
    ],
    range: [0, 1],
  }
}
