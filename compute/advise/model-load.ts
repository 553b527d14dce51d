/** What a model of each family does for a row and a step, as the cost model counts it. */
import { activationMultiplications, dropoutMultiplications, type ModelLoad } from './arithmetic-costs.ts'
import { imageLoad } from './image-load.ts'
import type { CellKind } from '../nn/recurrent.ts'
import type { MlpSpec, ModelFamily, ModelSpec } from '../spec/model.ts'
import { embeddingWidth } from '../spec/entity-embedding.ts'
import type { FusionSpec } from '../spec/fusion-model.ts'
import { imageNumbers } from '../spec/image-model.ts'
import type { LstmSpec, RnnSpec, TransformerSpec } from '../spec/sequence-model.ts'

/** Layers beyond the first, and what is put between them, as shares of the smallest step. Measured. */
const layerShare = 0.35
const normalizationShare = { none: 0, batch: 1, layer: 0.45 } as const satisfies Record<
  MlpSpec['normalization'],
  number
>
const dropoutShare = 0.3

/** How many more numbers the vectors of categories are than the inputs that they stand in for. */
const vectorNumbers = ({ embedded = [] }: Pick<MlpSpec, 'embedded'>) =>
  embedded.reduce((sum, { numbers }) => sum + embeddingWidth(numbers) - 1, 0)

function mlpLoad(model: MlpSpec, inputs: number, outputs: number): ModelLoad {
  const { hidden, activation, normalization, dropout } = model
  const widths = [inputs + vectorNumbers(model), ...hidden, outputs]
  const dense = widths.slice(1).reduce((sum, width, at) => sum + width * widths[at]!, 0)
  const hiddenUnits = hidden.reduce((sum, width) => sum + width, 0)
  const perUnit = activationMultiplications[activation] + (dropout > 0 ? dropoutMultiplications : 0)
  const perLayer = layerShare + normalizationShare[normalization] + (dropout > 0 ? dropoutShare : 0)
  return {
    multiplications: dense + hiddenUnits * perUnit,
    start: 1 + perLayer * hidden.length - layerShare,
    units: hiddenUnits + inputs + vectorNumbers(model) + outputs,
    buffers: normalization === 'batch' ? 2 * hiddenUnits : 0,
  }
}

/**
 * What a recurrent cell costs: its gates; for each unit and step the arithmetic beside the products, in multiplications;
 * and starting a time step's operations, as a share of the smallest training step. Measured.
 */
const cellCosts = {
  rnn: { gates: 1, perUnit: 20, start: 0.2 },
  lstm: { gates: 4, perUnit: 60, start: 0.5 },
  gru: { gates: 3, perUnit: 60, start: 0.5 },
} as const satisfies Record<CellKind, { gates: number; perUnit: number; start: number }>

/** At how many steps a model has outputs. */
const outputSteps = ({ pooling }: Pick<RnnSpec, 'pooling'>, steps: number): number => (pooling === 'none' ? steps : 1)

function recurrentLoad(model: RnnSpec | LstmSpec, cell: CellKind, outputs: number): ModelLoad {
  const { hidden, layers, bidirectional, sequence, tokens } = model
  const { gates, perUnit, start } = cellCosts[cell]
  const steps = sequence?.steps ?? tokens?.length ?? 1
  const directions = bidirectional ? 2 : 1
  const width = hidden * directions
  const inputs = sequence?.features ?? model.embedding
  const products = gates * width * (inputs + (layers - 1) * width + layers * hidden)
  return {
    multiplications: steps * (products + layers * width * perUnit) + outputSteps(model, steps) * width * outputs,
    start: 1 + steps * layers * directions * start,
    units: steps * (inputs + layers * width * (gates + 4)) + outputs,
    buffers: 0,
  }
}

/** What the layers of an encoder are made of. */
type EncoderShape = Pick<TransformerSpec, 'width' | 'heads' | 'layers' | 'feedForward' | 'activation' | 'dropout'>

function encoderLoad(model: EncoderShape, steps: number, features: number, outputs: number): ModelLoad {
  const { width, heads, layers, feedForward, activation, dropout } = model
  const dropped = dropout > 0 ? dropoutMultiplications : 0
  const dense = width * (4 * width + 2 * feedForward)
  const scores = 2 * steps * width + steps * heads * (20 + dropped)
  const rest = feedForward * (activationMultiplications[activation] + dropped) + width * (40 + 2 * dropped)
  const inputs = features * width
  return {
    multiplications: steps * (inputs + layers * (dense + scores + rest)) + width * outputs,
    start: 1 + 3 * layers,
    units: steps * (width + layers * (8 * width + 2 * feedForward + 2 * steps * heads)),
    buffers: 0,
  }
}

/** The load of all parts, which are started one after the other. */
function fusionLoad(model: FusionSpec, inputs: number, outputs: number): ModelLoad {
  const { image, design, vector, hidden, joint, activation, dropout } = model
  const dense = { family: 'mlp', activation, normalization: 'none', dropout } as const
  const width = hidden.at(-1) ?? inputs - imageNumbers(image)
  const parts = [
    imageLoad({ family: 'cnn', image, design }, vector),
    mlpLoad({ ...dense, hidden: hidden.slice(0, -1) }, inputs - imageNumbers(image), width),
    mlpLoad({ ...dense, hidden: joint }, vector + width, outputs),
  ]
  const sum = (of: (load: ModelLoad) => number) => parts.reduce((total, part) => total + of(part), 0)
  return {
    multiplications: sum((part) => part.multiplications),
    start: sum((part) => part.start),
    units: sum((part) => part.units),
    buffers: sum((part) => part.buffers),
  }
}

const loads: {
  readonly [F in ModelFamily]: (model: Extract<ModelSpec, { family: F }>, inputs: number, outputs: number) => ModelLoad
} = {
  mlp: mlpLoad,
  rnn: (model, _, outputs) => recurrentLoad(model, 'rnn', outputs),
  lstm: (model, _, outputs) => recurrentLoad(model, model.cell, outputs),
  transformer: (model, _, outputs) =>
    encoderLoad(model, model.sequence?.steps ?? model.tokens?.length ?? 1, model.sequence?.features ?? 0, outputs),
  bert: (model, _, outputs) => encoderLoad(model, model.tokens.length, 0, outputs),
  cnn: (model, _, outputs) => imageLoad(model, outputs),
  fusion: fusionLoad,
}

/** The load of a model with that many inputs and outputs. */
export function loadOf(model: ModelSpec, inputs: number, outputs: number): ModelLoad {
  const load = loads[model.family] as (model: ModelSpec, inputs: number, outputs: number) => ModelLoad
  return load(model, inputs, outputs)
}
