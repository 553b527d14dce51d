/** The recurrent network: for sequences, with a memory of the last few steps. */
import type { Layer } from '../nn/layer.ts'
import type { RnnSpec } from '../spec/sequence-model.ts'
import { recurrentModel } from './recurrent-model.ts'

/** A model of the spec, for rows that are its sequences; throws GraphError where they aren't. Layers are named `rnn` (torch.nn.RNN) and `fc`. */
export function rnn(spec: RnnSpec, inputs: number, outputs: number): Layer {
  return recurrentModel(spec, 'rnn', inputs, outputs)
}
