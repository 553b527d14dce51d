/** The two networks of a GAN, and the dense ones (Goodfellow et al. 2014). */
import * as op from '../graph/ops.ts'
import { type Layer, plainLayer, sequential } from '../nn/layer.ts'
import { linear } from '../nn/linear.ts'
import type { GanDesignOf, GanSpec } from '../spec/generative-model.ts'

/**
 * Both networks, without what follows them: the generator before the tanh, the discriminator before the sigmoid. What is
 * known of a row's class stands behind the numbers that each takes.
 */
export interface Players {
  readonly generator: Layer
  readonly discriminator: Layer
}

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

/** Dense layers of these widths between noise and row, and between row and verdict. */
export function densePlayers(
  design: GanDesignOf<'dense'>,
  { latent, slope, classes }: GanSpec,
  inputs: number,
): Players {
  const known = classes ?? 0
  return {
    generator: dense('generator.model', [latent + known, ...design.generator, inputs], slope),
    discriminator: dense('discriminator.model', [inputs + known, ...design.discriminator, 1], slope),
  }
}
