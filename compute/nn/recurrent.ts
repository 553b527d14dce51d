/** Recurrent layers, stacked and in both directions: torch.nn.RNN, LSTM and GRU with their weights' names and layout. */
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'
import { dropout } from './dropout.ts'
import type { ForwardContext, ParameterSpec } from './layer.ts'
import { gruRecurrence } from './recurrence/gru.ts'
import { lstmRecurrence } from './recurrence/lstm.ts'
import type { Recurrence } from './recurrence/recurrence.ts'
import { tanhRecurrence } from './recurrence/tanh-rnn.ts'
import { alongRows } from './rows.ts'

interface Cell {
  /** Its gates, whose weights lie one after the other. */
  readonly gates: number
  /** Whether its recurrent bias can be added to the projected inputs. */
  readonly sumsBiases: boolean
  readonly recurrence: Recurrence
}

const cells = {
  rnn: { gates: 1, sumsBiases: true, recurrence: tanhRecurrence },
  lstm: { gates: 4, sumsBiases: true, recurrence: lstmRecurrence },
  gru: { gates: 3, sumsBiases: false, recurrence: gruRecurrence },
} as const satisfies Record<string, Cell>
export type CellKind = keyof typeof cells

export interface RecurrentSettings {
  readonly cell: CellKind
  readonly inputs: number
  readonly hidden: number
  readonly layers: number
  readonly bidirectional: boolean
  /** Probability that an output of a layer that isn't the last is dropped in training. */
  readonly dropout: number
}

export interface RecurrentLayer {
  readonly parameters: readonly ParameterSpec[]
  /**
   * From inputs (steps × batch × inputs) to the last layer's states after each step (steps × batch × hidden, or twice that
   * in both directions). At padded steps (mask steps × batch × 1, 0 there) the state stays as it was.
   */
  forward(x: Value, mask: Value | null, context: ForwardContext): Value
}

const namesOf = (name: string, layer: number, reverse: boolean) => {
  const suffix = `l${layer}${reverse ? '_reverse' : ''}`
  return {
    inputWeight: `${name}.weight_ih_${suffix}`,
    recurrentWeight: `${name}.weight_hh_${suffix}`,
    inputBias: `${name}.bias_ih_${suffix}`,
    recurrentBias: `${name}.bias_hh_${suffix}`,
  }
}

/** Weights and biases of one layer in one direction, all uniform within ±1/√hidden as in PyTorch. */
function parametersOf(names: ReturnType<typeof namesOf>, inputs: number, hidden: number, gates: number) {
  const initializer = { kind: 'uniform', bound: 1 / Math.sqrt(hidden) } as const
  return [
    { name: names.inputWeight, shape: [gates * hidden, inputs], initializer, decays: true },
    { name: names.recurrentWeight, shape: [gates * hidden, hidden], initializer, decays: true },
    { name: names.inputBias, shape: [gates * hidden], initializer, decays: false },
    { name: names.recurrentBias, shape: [gates * hidden], initializer, decays: false },
  ]
}

/** A stack of recurrent layers. */
export function recurrent(name: string, settings: RecurrentSettings): RecurrentLayer {
  const { hidden, inputs, layers, bidirectional } = settings
  const { gates, sumsBiases, recurrence } = cells[settings.cell]
  const directions = bidirectional ? [false, true] : [false]
  const widthBefore = (layer: number) => (layer === 0 ? inputs : hidden * directions.length)
  const numbers = Array.from({ length: layers }, (_, layer) => layer)
  const between = dropout(settings.dropout)

  function run(x: Value, mask: Value | null, layer: number, reverse: boolean, { tensor }: ForwardContext): Value {
    const names = namesOf(name, layer, reverse)
    const [inputBias, recurrentBias] = [tensor(names.inputBias), tensor(names.recurrentBias)]
    const bias = sumsBiases ? op.add(inputBias, recurrentBias) : inputBias
    const projected = alongRows(x, (rows) => op.gemm(rows, tensor(names.inputWeight), bias, { transB: 1 }))
    const weight = tensor(names.recurrentWeight)
    return recurrence({ projected, weight, bias: sumsBiases ? null : recurrentBias, mask, reverse })
  }

  return {
    parameters: numbers.flatMap((layer) =>
      directions.flatMap((reverse) => parametersOf(namesOf(name, layer, reverse), widthBefore(layer), hidden, gates)),
    ),
    forward: (x, mask, context) =>
      numbers.reduce((below, layer) => {
        const dropped = layer > 0 && settings.dropout > 0 ? between.forward(below, context) : below
        const outputs = directions.map((reverse) => run(dropped, mask, layer, reverse, context))
        return op.concat(outputs, 2)
      }, x),
  }
}
