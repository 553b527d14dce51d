/** What a model of each family does for a row and a step, as the cost model counts it. */
import type { MlpSpec, ModelFamily, ModelSpec } from '../spec/model.ts'

export interface ModelLoad {
  /** Of one row's forward pass; other arithmetic is counted as so many multiplications. */
  readonly multiplications: number
  /** How many times as long as in the smallest MLP it takes to start a training step's operations. */
  readonly start: number
  /** Numbers that one row's forward pass leaves for the backward pass. */
  readonly units: number
  /** Numbers of running statistics. */
  readonly buffers: number
}

/** Layers beyond the first, and what is put between them, as shares of the smallest step. Measured. */
const layerShare = 0.35
const normalizationShare = { none: 0, batch: 1, layer: 0.45 } as const satisfies Record<
  MlpSpec['normalization'],
  number
>
const dropoutShare = 0.3
/** Activations other than ReLU cost more for each unit, in multiplications. */
const activationMultiplications = {
  relu: 4,
  'leaky-relu': 5,
  gelu: 40,
  silu: 30,
  tanh: 20,
  sigmoid: 20,
} as const satisfies Record<MlpSpec['activation'], number>
/** A dropped unit needs a random number. In multiplications. */
const dropoutMultiplications = 30

function mlpLoad({ hidden, activation, normalization, dropout }: MlpSpec, inputs: number, outputs: number): ModelLoad {
  const widths = [inputs, ...hidden, outputs]
  const dense = widths.slice(1).reduce((sum, width, at) => sum + width * widths[at]!, 0)
  const hiddenUnits = hidden.reduce((sum, width) => sum + width, 0)
  const perUnit = activationMultiplications[activation] + (dropout > 0 ? dropoutMultiplications : 0)
  const perLayer = layerShare + normalizationShare[normalization] + (dropout > 0 ? dropoutShare : 0)
  return {
    multiplications: dense + hiddenUnits * perUnit,
    start: 1 + perLayer * hidden.length - layerShare,
    units: hiddenUnits + inputs + outputs,
    buffers: normalization === 'batch' ? 2 * hiddenUnits : 0,
  }
}

const loads: {
  readonly [F in ModelFamily]: (model: Extract<ModelSpec, { family: F }>, inputs: number, outputs: number) => ModelLoad
} = {
  mlp: mlpLoad,
}

/** The load of a model with that many inputs and outputs. */
export function loadOf(model: ModelSpec, inputs: number, outputs: number): ModelLoad {
  const load = loads[model.family] as (model: ModelSpec, inputs: number, outputs: number) => ModelLoad
  return load(model, inputs, outputs)
}
