/** The model families: how each is built of layers. A new family is a file and a row here. */
import type { Layer } from '../nn/layer.ts'
import type { ModelFamily, ModelSpec } from '../spec/model.ts'
import { bert } from './bert.ts'
import { cnn } from './cnn.ts'
import { fusion } from './fusion.ts'
import { lstm } from './lstm.ts'
import { mlp } from './mlp.ts'
import { rnn } from './rnn.ts'
import { transformer } from './transformer.ts'

interface FamilyRecord<F extends ModelFamily> {
  /** The model's layers, from rows × inputs to rows × outputs. */
  readonly build: (spec: Extract<ModelSpec, { family: F }>, inputs: number, outputs: number) => Layer
}

const families: { readonly [F in ModelFamily]: FamilyRecord<F> } = {
  mlp: { build: mlp },
  rnn: { build: rnn },
  lstm: { build: lstm },
  transformer: { build: transformer },
  bert: { build: bert },
  cnn: { build: cnn },
  fusion: { build: fusion },
}

/** A model without weights: what its spec describes, for that many inputs and outputs (classes, or 1 value). */
export function buildModel(spec: ModelSpec, inputs: number, outputs: number): Layer {
  const { build } = families[spec.family] as FamilyRecord<ModelFamily>
  return build(spec, inputs, outputs)
}
