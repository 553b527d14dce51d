/** What the recurrent families share: sequences in, recurrent layers, one Linear out. */
import { dropout } from '../nn/dropout.ts'
import { embedding } from '../nn/embedding.ts'
import type { Layer } from '../nn/layer.ts'
import { linear } from '../nn/linear.ts'
import { type CellKind, recurrent } from '../nn/recurrent.ts'
import { checkRowWidth, meanOverSteps, readSequences } from '../nn/sequence.ts'
import * as op from '../graph/ops.ts'
import { dimAt } from '../graph/shape.ts'
import type { Value } from '../graph/value.ts'
import type { LstmSpec, Pooling, RnnSpec } from '../spec/sequence-model.ts'

type RecurrentSpec = RnnSpec | LstmSpec

const stepsFirst = (x: Value) => op.transpose(x, [1, 0, 2])

/** The state that each direction ends with: batch × width, of steps × batch × width. Padded steps have left it as it was. */
function lastStates(states: Value, bidirectional: boolean): Value {
  const [steps, batch, width] = [0, 1, 2].map((axis) => dimAt(states.shape, axis)) as [number, string, number]
  const at = (step: number) => op.reshape(op.slice(states, { axis: 0, start: step, end: step + 1 }), [batch, width])
  if (!bidirectional) return at(steps - 1)
  const half = width / 2
  const forward = op.slice(at(steps - 1), { axis: 1, start: 0, end: half })
  return op.concat([forward, op.slice(at(0), { axis: 1, start: half, end: width })], 1)
}

/** Each gives batch × width; what takes each step by itself gives batch × steps × width. */
const poolings = {
  last: (states, _, bidirectional) => lastStates(states, bidirectional),
  mean: (states, mask) => meanOverSteps({ values: stepsFirst(states), mask }),
  none: stepsFirst,
} satisfies Record<Pooling, (states: Value, mask: Value | null, bidirectional: boolean) => Value>

/**
 * Embedding (`embedding`, for tokens), recurrent layers (named by their cell), Linear (`fc`). With numbers of fixed length,
 * one layer, one direction and the last state it is the article's model, with that PyTorch class's names. Without pooling it
 * gives rows × steps × outputs.
 */
export function recurrentModel(spec: RecurrentSpec, cell: CellKind, inputs: number, outputs: number): Layer {
  checkRowWidth(spec, inputs)
  const { sequence, tokens, hidden, layers, bidirectional } = spec
  const features = sequence?.features ?? spec.embedding
  const table = tokens === null ? null : embedding('embedding', tokens.vocabulary, spec.embedding, 0)
  const settings = { cell, inputs: features, hidden, layers, bidirectional, dropout: spec.dropout }
  const recurrence = recurrent(cell, settings)
  const output = linear('fc', bidirectional ? 2 * hidden : hidden, outputs)
  const drop = dropout(spec.dropout)
  return {
    parameters: [...(table?.parameters ?? []), ...recurrence.parameters, ...output.parameters],
    buffers: [],
    forward: (rows, context) => {
      const { values, mask } = readSequences(rows, spec)
      const x = table === null ? values : table.forward(values, context)
      const states = recurrence.forward(stepsFirst(x), mask === null ? null : stepsFirst(mask), context)
      const pooled = poolings[spec.pooling](states, mask, bidirectional)
      return output.forward(spec.dropout > 0 ? drop.forward(pooled, context) : pooled, context)
    },
  }
}
