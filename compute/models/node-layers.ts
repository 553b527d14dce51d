/** Which layer of a model each operation of its forward pass belongs to. */
import type { Node, Value } from '../graph/value.ts'

/** A layer's name, of the name of one of its parameters. */
export const layerOf = (parameter: string) => parameter.replace(/\.[^.]*$/, '')

/**
 * The layers of operations, which come in the order of the pass: the one whose parameters an operation takes, or else the
 * one that it goes on from. Operations before the first layer are left out.
 */
export function layersOfNodes(nodes: readonly Node[], names: ReadonlyMap<Value, string>): ReadonlyMap<Node, string> {
  const layers = new Map<Node, string>()
  for (const node of nodes) {
    const inputs = node.inputs.filter((input) => input !== null)
    const own = inputs.map((input) => names.get(input)).find(Boolean)
    const before = inputs.map(({ source }) => (source.kind === 'node' ? layers.get(source.node) : undefined))
    const layer = own === undefined ? before.findLast(Boolean) : layerOf(own)
    if (layer !== undefined) layers.set(node, layer)
  }
  return layers
}
