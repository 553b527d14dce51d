/** LSTM and GRU: for sequences in which what was long ago matters. */
import type { Layer } from '../nn/layer.ts'
import type { LstmSpec } from '../spec/sequence-model.ts'
import { recurrentModel } from './recurrent-model.ts'

/** A model of the spec, for rows that are its sequences; throws GraphError where they aren't. Layers are named `lstm` or `gru` (as torch.nn's) and `fc`. */
export function lstm(spec: LstmSpec, inputs: number, outputs: number): Layer {
  return recurrentModel(spec, spec.cell, inputs, outputs)
}
