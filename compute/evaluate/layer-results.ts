/** Which value of a graph is what a layer gives in the end. */
import { placeNodes } from '../graph/scope.ts'
import type { Tensor } from '../graph/tensor.ts'
import type { Value } from '../graph/value.ts'
import { layersOfNodes } from '../models/node-layers.ts'

/** Whether a value has an axis whose length is that of the batch, or follows from it: weights have none. */
const isOfRows = ({ dtype, shape }: Value) => dtype === 'float32' && shape.some((dim) => typeof dim === 'string')

/**
 * The last value of rows that each layer makes on the way to some outputs, in the order of the pass; null for a layer that
 * makes none. What has no parameters belongs to the layer before it. `names`: those of the parameters.
 */
export function resultsOfLayers(
  outputs: readonly Value[],
  names: ReadonlyMap<Value, string>,
): ReadonlyMap<string, Value | null> {
  const results = new Map<string, Value | null>()
  for (const [node, layer] of layersOfNodes(placeNodes(outputs).nodes, names)) {
    const made = node.outputs[0]
    if (made !== undefined && isOfRows(made)) results.set(layer, made)
    else if (!results.has(layer)) results.set(layer, null)
  }
  return results
}

/** The finite numbers of a tensor: steps that a sequence doesn't have are none. */
export function finiteOf(result: Tensor | undefined): Float32Array {
  if (result?.dtype !== 'float32') throw new TypeError('the network gave no float32 values')
  return result.data.every(Number.isFinite) ? result.data : result.data.filter(Number.isFinite)
}
