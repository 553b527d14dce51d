/**
 * What a layer is: its parameters and running statistics by their full names, and a function from values to values.
 *
 * Names and shapes are those of the PyTorch module that it stands for, so that weights load there as they are.
 */
import type { Value } from '../graph/value.ts'

/** How a parameter begins: uniform in [−bound, bound), normal around 0 or another mean, or all the same. */
export type Initializer =
  | { readonly kind: 'uniform'; readonly bound: number }
  /** `zeroRow`: a row of the table that begins as zeros. */
  | { readonly kind: 'normal'; readonly deviation: number; readonly mean?: number; readonly zeroRow?: number }
  | { readonly kind: 'constant'; readonly value: number }

export interface ParameterSpec {
  readonly name: string
  readonly shape: readonly number[]
  readonly initializer: Initializer
  /** Whether weight decay pulls on it: on weights it does, on biases and normalisation it doesn't. */
  readonly decays: boolean
}

/** A tensor that belongs to the model but is not trained by gradients: a running statistic. */
export interface BufferSpec {
  readonly name: string
  readonly shape: readonly number[]
  readonly initial: number
}

/** What only exists while a step is trained. */
export interface TrainingContext {
  /** A random uint32 scalar, another for each call and each step, from (seed, step) alone. */
  randomKey(): Value
  /** Rows that a batch has at most; the last of an epoch may have fewer. */
  readonly batchSize: number
  /** Sets the next value of a running statistic. */
  updateBuffer(name: string, value: Value): void
}

export interface ForwardContext {
  /** The value of a parameter or running statistic. */
  readonly tensor: (name: string) => Value
  /** Null when the model is used and not trained. */
  readonly training: TrainingContext | null
}

export interface Layer {
  readonly parameters: readonly ParameterSpec[]
  readonly buffers: readonly BufferSpec[]
  forward(x: Value, context: ForwardContext): Value
}

/** A layer that has nothing to learn or to remember. */
export function plainLayer(forward: Layer['forward']): Layer {
  return { parameters: [], buffers: [], forward }
}

/** Layers one after another. */
export function sequential(layers: readonly Layer[]): Layer {
  return {
    parameters: layers.flatMap((layer) => layer.parameters),
    buffers: layers.flatMap((layer) => layer.buffers),
    forward: (x, context) => layers.reduce((value, layer) => layer.forward(value, context), x),
  }
}

/** Layers that are numbered as the modules of a torch.nn.Sequential of that name are. */
export function numbered(name: string, makers: readonly ((name: string) => Layer)[]): readonly Layer[] {
  return makers.map((make, index) => make(`${name}.${index}`))
}

/** A layer as the module of that name in a larger one: the name stands before all of its own. */
export function under(name: string, layer: Layer): Layer {
  const named = <Spec extends { readonly name: string }>(spec: Spec): Spec => ({
    ...spec,
    name: `${name}.${spec.name}`,
  })
  return {
    parameters: layer.parameters.map(named),
    buffers: layer.buffers.map(named),
    forward: (x, { tensor, training }) =>
      layer.forward(x, {
        tensor: (own) => tensor(`${name}.${own}`),
        training: training && {
          batchSize: training.batchSize,
          randomKey: () => training.randomKey(),
          updateBuffer: (own, value) => training.updateBuffer(`${name}.${own}`, value),
        },
      }),
  }
}
