/** Tables of vectors by number: tokens, and positions (torch.nn.Embedding). */
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import { tensor } from '../graph/tensor.ts'
import { constant, type Value } from '../graph/value.ts'
import { type Layer, plainLayer } from './layer.ts'

/**
 * The vectors of tokens: from numbers (int64, of any shape) to their rows of the table. The padding token's row begins as
 * zeros; it stays as it is, because nothing at padded places reaches the loss.
 */
export function embedding(name: string, vocabulary: number, width: number, padding: number): Layer {
  const weight = `${name}.weight`
  const initializer = { kind: 'normal', deviation: 1, zeroRow: padding } as const
  return {
    parameters: [{ name: weight, shape: [vocabulary, width], initializer, decays: false }],
    buffers: [],
    forward: (tokens, { tensor: weightOf }) => op.gather(weightOf(weight), tokens),
  }
}

/** Learned vectors of the places in a sequence, added to what stands there (batch × steps × width). */
export function learnedPositions(name: string, steps: number, width: number): Layer {
  const weight = `${name}.weight`
  const initializer = { kind: 'normal', deviation: 0.02 } as const
  return {
    parameters: [{ name: weight, shape: [steps, width], initializer, decays: false }],
    buffers: [],
    forward: (x, { tensor: weightOf }) => op.add(x, weightOf(weight)),
  }
}

/** The sines and cosines of Vaswani et al. 2017, section 3.5: steps × width. */
function sinusoids(steps: number, width: number): Value {
  const values = Float32Array.from({ length: steps * width }, (_, index) => {
    const [step, column] = [Math.floor(index / width), index % width]
    const angle = step / 10_000 ** ((column - (column % 2)) / width)
    return column % 2 === 0 ? Math.sin(angle) : Math.cos(angle)
  })
  return constant(tensor('float32', values, [steps, width]))
}

/** Fixed vectors of the places in a sequence, added to what stands there (batch × steps × width). */
export function sinusoidalPositions(): Layer {
  return plainLayer((x) => op.add(x, sinusoids(Number(dimAt(x.shape, 1)), Number(dimAt(x.shape, 2)))))
}
