/** What a generative model is: networks, the turns in which they are trained, and a way from noise to samples. */
import type { GradientOfValue } from '../autodiff/walk.ts'
import type { Value } from '../graph/value.ts'
import type { BufferSpec, ForwardContext, ParameterSpec } from '../nn/layer.ts'
import type { NetworkName, WayName } from '../spec/generative-model.ts'
import type { ImageShape } from '../spec/image-model.ts'

/** Parameters that are trained together. Their names are unlike those of the model's other networks. */
export interface Network {
  readonly name: NetworkName
  readonly parameters: readonly ParameterSpec[]
  readonly buffers: readonly BufferSpec[]
}

/** Rows to learn from. */
export interface Batch {
  /** Rows × inputs. */
  readonly rows: Value
  /** Rows × classes, 1 at each row's class and 0 elsewhere; null where the model doesn't ask for classes. */
  readonly condition: Value | null
}

/** What a turn has at hand. */
export interface TurnContext extends ForwardContext {
  /** Standard normal noise, rows × latent, for as many rows as the batch has; other each time that it is asked for. */
  readonly noise: () => Value
  /** A uniform number between 0 and 1 for each row, rows × 1; others each time that they are asked for. */
  readonly uniform: () => Value
}

/** What comes of a turn's forward pass. */
export interface TurnResult {
  /** Means over the rows, by name: what is reported. Each is a scalar. */
  readonly losses: Readonly<Record<string, Value>>
  /** Gradients of what the turn makes small by the last values of the pass. */
  readonly ends: readonly GradientOfValue[]
}

/** One update of one network. A step of the training is all turns, one after the other. */
export interface Turn {
  readonly network: NetworkName
  /** Whether it wants rows of its own; else it is given those of the turn before. */
  readonly takesRows: boolean
  pass(batch: Batch, context: TurnContext): TurnResult
}

/**
 * An input of a way: so many numbers a row (float32), as a picture of [height, width, channels] where it says so; or a class a
 * row (int64), counted from 0.
 */
export type WayInput =
  | { readonly name: string; readonly width: number; readonly image?: ImageShape }
  | { readonly name: string; readonly classes: number }

/** A way through the trained model that is of use by itself. */
export interface Way {
  readonly name: WayName
  readonly inputs: readonly WayInput[]
  /** From the inputs, in their order, to outputs by name, rows × numbers. */
  forward(inputs: readonly Value[], context: ForwardContext): Readonly<Record<string, Value>>
}

export interface GenerativeModel {
  readonly networks: readonly Network[]
  /** Turns on the same network report the same losses. */
  readonly turns: readonly Turn[]
  /** Numbers of noise that a sample is made of. */
  readonly latent: number
  /** Classes that samples are asked to be of; null where they are not. */
  readonly classes: number | null
  /** Samples, rows × inputs, of noise, rows × latent, and of the classes that are asked for (see `Batch`). */
  sample(noise: Value, condition: Value | null, context: ForwardContext): Value
  /** Sums over the rows of the losses whose sum is to be small on rows that were not trained on; null where there are none. */
  readonly validate: ((rows: Value, noise: Value, context: ForwardContext) => Readonly<Record<string, Value>>) | null
  /** In the order of the table of families. */
  readonly ways: readonly Way[]
  /** From where to where the numbers of a row may go. */
  readonly range: readonly [number, number]
}
