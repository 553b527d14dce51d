/** Generative adversarial networks: one makes rows from noise, the other learns to tell them from real ones. */
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'
import { type ForwardContext, type Layer, plainLayer, sequential } from '../nn/layer.ts'
import { linear } from '../nn/linear.ts'
import { type AdversarialLossFunction, adversarialLosses } from '../nn/losses/adversarial.ts'
import type { GanSpec } from '../spec/generative-model.ts'
import type { GenerativeModel, Turn, TurnResult } from './generative-model.ts'

/** Linear layers with LeakyReLU between them, numbered as in a torch.nn.Sequential of both. */
function dense(name: string, widths: readonly number[], slope: number): Layer {
  const layers = widths
    .slice(1)
    .flatMap((width, index) => [
      ...(index > 0 ? [plainLayer((x) => op.leakyRelu(x, slope))] : []),
      linear(`${name}.${2 * index}`, widths[index] ?? 1, width),
    ])
  return sequential(layers)
}

/**
 * What the discriminator makes small: the loss of its verdicts on real rows, and that on made ones. They go through it
 * together, which is half as many operations of twice the size.
 */
function discriminatorPass(
  { discriminator, lossOf }: { discriminator: Layer; lossOf: AdversarialLossFunction },
  real: Value,
  made: Value,
  context: ForwardContext,
): TurnResult {
  const verdicts = discriminator.forward(op.concat([real, made], 0), context)
  const rows = op.lengthOf(real, 0, 'int64')
  const length = dimAt(real.shape, 0)
  const onReal = lossOf(op.slice(verdicts, { axis: 0, start: 0, end: rows, length }), 1)
  const onMade = lossOf(op.slice(verdicts, { axis: 0, start: rows, end: op.add(rows, rows), length }), 0)
  return {
    losses: { discriminator: op.add(onReal.mean, onMade.mean) },
    ends: [{ value: verdicts, gradient: op.concat([onReal.gradient, onMade.gradient], 0) }],
  }
}

/**
 * A GAN for rows of that many numbers from −1 to 1. Its PyTorch module has `generator.model` and `discriminator.model`, each a
 * torch.nn.Sequential, that end in Tanh and Sigmoid. The sigmoid is left out in training, where the losses take what
 * comes before it; least squares are of that value itself, as in its paper.
 */
export function gan(spec: GanSpec, inputs: number): GenerativeModel {
  const { latent, slope, discriminatorSteps } = spec
  const generator = dense('generator.model', [latent, ...spec.generator, inputs], slope)
  const discriminator = dense('discriminator.model', [inputs, ...spec.discriminator, 1], slope)
  const lossOf = adversarialLosses[spec.loss]
  const sample = (noise: Value, context: ForwardContext) => op.tanh(generator.forward(noise, context))

  const discriminate: Turn = {
    network: 'discriminator',
    takesRows: true,
    pass: (rows, context) =>
      discriminatorPass({ discriminator, lossOf }, rows, sample(context.noise(), context), context),
  }
  const generate: Turn = {
    network: 'generator',
    takesRows: false,
    pass: (_, context) => {
      const verdicts = discriminator.forward(sample(context.noise(), context), context)
      const { mean, gradient } = lossOf(verdicts, 1)
      return { losses: { generator: mean }, ends: [{ value: verdicts, gradient }] }
    },
  }
  return {
    networks: [
      { name: 'discriminator', ...parts(discriminator) },
      { name: 'generator', ...parts(generator) },
    ],
    turns: [...Array.from({ length: discriminatorSteps }, () => discriminate), generate],
    latent,
    sample,
    validate: null,
    range: [-1, 1],
  }
}

const parts = ({ parameters, buffers }: Layer) => ({ parameters, buffers })

/** The article's GAN: noise → 256 → 512 → 1024 → row, Tanh; row → 1024 → 512 → 256 → 1, Sigmoid; LeakyReLU 0.2 between. */
export function articleGan(latent: number): GanSpec {
  return {
    family: 'gan',
    latent,
    generator: [256, 512, 1024],
    discriminator: [1024, 512, 256],
    slope: 0.2,
    loss: 'non-saturating',
    discriminatorSteps: 1,
  }
}
