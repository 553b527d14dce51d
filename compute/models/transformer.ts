/** The Transformer encoder: for sequences of tokens or numbers, all steps at once. */
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'
import { causalBias, paddingBias } from '../nn/attention.ts'
import { dropout } from '../nn/dropout.ts'
import { embedding, learnedPositions, sinusoidalPositions } from '../nn/embedding.ts'
import { encoderLayer } from '../nn/encoder-layer.ts'
import { type Layer, plainLayer, sequential } from '../nn/layer.ts'
import { linear } from '../nn/linear.ts'
import { layerNorm } from '../nn/normalization.ts'
import { checkRowWidth, lastStep, meanOverSteps, readSequences, type Sequences } from '../nn/sequence.ts'
import type { Pooling, TransformerSpec } from '../spec/sequence-model.ts'

const stepsOf = ({ sequence, tokens }: TransformerSpec) => sequence?.steps ?? tokens?.length ?? 0

/** From what stands at each step to vectors of the width. */
function inputLayer({ sequence, tokens, width, projectsInput }: TransformerSpec): Layer {
  if (tokens !== null) return embedding('embedding', tokens.vocabulary, width, 0)
  return projectsInput ? linear('input', sequence?.features ?? 0, width) : plainLayer((x) => x)
}

const positionLayers = {
  none: () => plainLayer((x) => x),
  learned: (spec) => learnedPositions('position', stepsOf(spec), spec.width),
  sinusoidal: sinusoidalPositions,
} satisfies Record<TransformerSpec['positions'], (spec: TransformerSpec) => Layer>

const poolings = { last: lastStep, mean: meanOverSteps, none: ({ values }) => values } satisfies Record<
  Pooling,
  (steps: Sequences) => Value
>

/** Padding and later steps that the scores are to pass over, if any. */
function scoreBias(spec: TransformerSpec, mask: Value | null): Value | null {
  const biases = [...(mask === null ? [] : [paddingBias(mask)]), ...(spec.causal ? [causalBias(stepsOf(spec))] : [])]
  return biases.reduce<Value | null>((sum, bias) => (sum === null ? bias : op.add(sum, bias)), null)
}

/**
 * `embedding` (tokens) or `input` (numbers), `position`, the layers of a torch.nn.TransformerEncoder named
 * `transformer_encoder` (with its `norm` at the end where layers normalise first), Linear (`fc`).
 *
 * The article's model puts the Linear on each step. The mean of what it gives is what it gives for the mean. Without pooling
 * it is put on each step here, too, and gives rows × steps × outputs.
 * Throws GraphError where rows of that many inputs are not its sequences.
 */
export function transformer(spec: TransformerSpec, inputs: number, outputs: number): Layer {
  checkRowWidth(spec, inputs)
  const encoder = 'transformer_encoder'
  const layers = Array.from({ length: spec.layers }, (_, index) => encoderLayer(`${encoder}.layers.${index}`, spec))
  const drops = spec.positions !== 'none' && spec.dropout > 0
  const before = sequential([
    inputLayer(spec),
    positionLayers[spec.positions](spec),
    ...(drops ? [dropout(spec.dropout)] : []),
  ])
  const last = spec.normalizeFirst ? layerNorm(`${encoder}.norm`, spec.width) : plainLayer((x) => x)
  const output = linear('fc', spec.width, outputs)
  return {
    parameters: [before, ...layers, last, output].flatMap(({ parameters }) => parameters),
    buffers: [],
    forward: (rows, context) => {
      const { values, mask } = readSequences(rows, spec)
      const bias = scoreBias(spec, mask)
      const x = layers.reduce((value, layer) => layer.forward(value, bias, context), before.forward(values, context))
      const pooled = poolings[spec.pooling]({ values: last.forward(x, context), mask })
      return output.forward(pooled, context)
    },
  }
}
