/** Weights by name: how a model's parameters and running statistics travel outside a graph. */
import { GraphError, sameShape } from '../graph/shape.ts'
import { tensor } from '../graph/tensor.ts'
import type { Tensors } from '../graph/session.ts'
import { constant, inputValue, type Value } from '../graph/value.ts'
import { initialValues } from '../nn/initialize.ts'
import type { ForwardContext, Layer } from '../nn/layer.ts'
import type { ModelSpec } from '../spec/model.ts'
import { buildModel } from './families.ts'

export interface NamedTensor {
  readonly shape: readonly number[]
  readonly data: Float32Array
}
/** In the order of the model's parameters, then its running statistics. */
export type NamedTensors = ReadonlyMap<string, NamedTensor>

/** A model with weights: all that its forward pass needs. */
export interface WeightedModel {
  readonly model: ModelSpec
  readonly inputs: number
  readonly outputs: number
  readonly weights: NamedTensors
}

/**
 * The weights that a model begins with: those that are given, as of a pretrained model, and the others from the seed alone.
 * Nothing is drawn for those that are given.
 */
export function initialWeights(
  model: Pick<Layer, 'parameters' | 'buffers'>,
  seed: number,
  given: NamedTensors = new Map(),
): NamedTensors {
  const weights = new Map<string, NamedTensor>()
  model.parameters.forEach((spec, index) =>
    weights.set(spec.name, given.get(spec.name) ?? { shape: spec.shape, data: initialValues(spec, index, seed) }),
  )
  model.buffers.forEach(({ name, shape, initial }) => {
    const first = () => new Float32Array(shape.reduce((size, dim) => size * dim, 1)).fill(initial)
    weights.set(name, given.get(name) ?? { shape, data: first() })
  })
  return weights
}

/** The same weights in memory of their own. */
export function copyOf(weights: NamedTensors): NamedTensors {
  return new Map(Array.from(weights, ([name, { shape, data }]) => [name, { shape, data: data.slice() }] as const))
}

/** How many numbers a model has to learn. */
export function parameterCount(spec: ModelSpec, inputs: number, outputs: number): number {
  const sizes = buildModel(spec, inputs, outputs).parameters.map(({ shape }) =>
    shape.reduce((size, dim) => size * dim, 1),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/**
 * The forward pass of a trained model inside any graph: from its inputs (rows × inputs, float32) to its outputs
 * (rows × outputs; logits for classes). The weights become constants. Throws GraphError where one is missing or misshapen.
 */
export function buildForward({ model, inputs, outputs, weights }: WeightedModel, x: Value): Value {
  const layer = buildModel(model, inputs, outputs)
  return layer.forward(x, constantContext(layer, weights))
}

/** A context in which all weights of a model are constants. Throws GraphError where one is missing or misshapen. */
export function constantContext(
  { parameters, buffers }: Pick<Layer, 'parameters' | 'buffers'>,
  weights: NamedTensors,
): ForwardContext {
  const constants = new Map<string, Value>()
  for (const { name, shape } of [...parameters, ...buffers]) {
    const weight = weights.get(name)
    if (weight === undefined || !sameShape(weight.shape, shape)) {
      throw new GraphError(`no weight ${name} of shape [${shape.join(', ')}]`)
    }
    constants.set(name, constant(tensor('float32', weight.data, weight.shape)))
  }
  return contextOf(constants)
}

/** Inputs of a graph for all weights of a model, by their names, and a context that gives them. */
export function weightInputs({ parameters, buffers }: Pick<Layer, 'parameters' | 'buffers'>): {
  readonly inputs: ReadonlyMap<string, Value>
  readonly context: ForwardContext
} {
  const named = [...parameters, ...buffers].map(
    ({ name, shape }) => [name, inputValue(name, 'float32', shape)] as const,
  )
  const inputs = new Map(named)
  return { inputs, context: contextOf(inputs) }
}

/** The weights for such inputs. */
export const weightFeeds = (weights: NamedTensors): Tensors =>
  Object.fromEntries(Array.from(weights, ([name, { shape, data }]) => [name, tensor('float32', data, shape)] as const))

/** A context for using a model with these tensors. */
export function contextOf(tensors: ReadonlyMap<string, Value>): ForwardContext {
  return { tensor: lookup(tensors), training: null }
}

/** Reads a table by its keys; throws GraphError for one that it doesn't have. */
export function lookup<K, T>(table: ReadonlyMap<K, T>): (key: K) => T {
  return (key) => {
    const found = table.get(key)
    if (found === undefined) throw new GraphError(`the model asks for ${String(key)}, which it didn't declare`)
    return found
  }
}
