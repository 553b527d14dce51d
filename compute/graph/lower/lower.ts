/**
 * Makes a graph of the language into one that can be written: ops of our own become others, convolutions are put into the
 * order of channels that is fastest on the processor at hand, and what another device lacks is said by what it has.
 */
import type { Graph } from '../graph.ts'
import type { AnyOp, Node } from '../node.ts'
import { convolutionOps } from '../ops/convolution.ts'
import { reachableNodes } from '../scope.ts'
import { applyNode, type Value } from '../value.ts'
import { lowerBlocked } from './blocked.ts'
import type { ChannelBlock } from './channel-block.ts'
import { lowerForDevice } from './device-ops.ts'
import { kernelGradient } from './kernel-gradient.ts'
import { Layouts } from './layouts.ts'

/** What a file is to run on: the processor at hand with its order of channels, anything (null), or a graphics processor. */
export type Target = ChannelBlock | 'device'

const convolutions: ReadonlySet<AnyOp> = new Set(Object.values(convolutionOps))

/** The node on what stands for its inputs; nothing to do where those are the old ones. */
function rebuild(node: Node, layouts: Layouts): void {
  const inputs = node.inputs.map((input) => (input === null ? null : layouts.plain(input)))
  const bodyOutputs = node.body?.outputs.map((output) => layouts.plain(output)) ?? []
  const isOld =
    inputs.every((input, index) => input === node.inputs[index]) &&
    bodyOutputs.every((output, index) => output === node.body?.outputs[index])
  if (isOld) return
  const body = node.body === null ? null : { inputs: node.body.inputs, outputs: bodyOutputs }
  const outputs = applyNode(node.op, inputs, node.attributes, body)
  node.outputs.forEach((output, index) => layouts.setPlain(output, outputs[index] as Value))
}

function lowerNode(node: Node, layouts: Layouts, target: Target): void {
  if (target === 'device' && lowerForDevice(node, layouts)) return
  if (typeof target === 'number' && lowerBlocked(node, layouts, target)) return
  if (node.op !== convolutionOps.ConvKernelGradient) {
    rebuild(node, layouts)
    return
  }
  const { x, dy } = convolutionOps.ConvKernelGradient.inputsOf(node)
  const { kernel, ...attributes } = convolutionOps.ConvKernelGradient.attributesOf(node)
  const gradient = kernelGradient(layouts.plain(x), layouts.plain(dy), kernel, attributes)
  layouts.setPlain(node.outputs[0] as Value, gradient)
}

/** The same graph, lowered. */
export function lowerGraph(graph: Graph, target: Target): Graph {
  const outputs = Object.entries(graph.outputs)
  const nodes = reachableNodes(outputs.map(([, value]) => value))
  if (target !== 'device' && !nodes.some((node) => convolutions.has(node.op))) return graph
  const layouts = new Layouts()
  for (const node of nodes) lowerNode(node, layouts, target)
  return { ...graph, outputs: Object.fromEntries(outputs.map(([name, value]) => [name, layouts.plain(value)])) }
}
