/**
 * Where each node of a graph goes, and in which order: as far out of the loops as its inputs allow.
 *
 * Values from outside a loop may be used in its body freely. A node in a body that in the end depends on outside
 * values alone would give the same in each round, and ONNX Runtime would compute it in each round: so it is placed outside.
 */
import type { Node, Subgraph, Value } from './value.ts'

/** The nodes of the main graph or of a loop's body, each after what it depends on. */
export interface Scope {
  /** Null for the main graph. */
  readonly subgraph: Subgraph | null
  readonly nodes: readonly Node[]
  /** The body's scope of each node here that has one. */
  readonly bodies: ReadonlyMap<Node, Scope>
}

/** Every node that the outputs depend on, those in loop bodies included, each after what it depends on. */
export function reachableNodes(outputs: readonly Value[]): readonly Node[] {
  const order: Node[] = []
  const seen = new Set<Node>()
  // An explicit stack: unrolled recurrences are deeper than JavaScript's.
  const stack: { node: Node; expanded: boolean }[] = []
  const push = (value: Value | null) => {
    if (value?.source.kind === 'node' && !seen.has(value.source.node))
      stack.push({ node: value.source.node, expanded: false })
  }
  outputs.toReversed().forEach(push)
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (top.expanded || seen.has(top.node)) {
      stack.pop()
      if (!seen.has(top.node)) order.push(top.node)
      seen.add(top.node)
      continue
    }
    top.expanded = true
    const { inputs, body } = top.node
    ;(body?.outputs ?? []).toReversed().forEach(push)
    inputs.toReversed().forEach(push)
  }
  return order
}

type Dependencies = ReadonlySet<Subgraph>
const independent: Dependencies = new Set()

/** The bodies whose inputs a value depends on, for all values that the nodes (in order) take or make. */
class BodyDependencies {
  private readonly ofNode = new Map<Node, Dependencies>()
  private readonly ownerOfInput = new Map<Value, Dependencies>()

  constructor(nodes: readonly Node[]) {
    for (const { body } of nodes) {
      if (body === null) continue
      const own: Dependencies = new Set([body])
      body.inputs.forEach((input) => this.ownerOfInput.set(input, own))
    }
    for (const node of nodes) this.ofNode.set(node, this.resolve(node))
  }

  of(value: Value): Dependencies {
    if (value.source.kind === 'node') return this.ofNode.get(value.source.node) ?? independent
    return this.ownerOfInput.get(value) ?? independent
  }

  private resolve({ inputs, body }: Node): Dependencies {
    let joined = independent
    for (const value of [...inputs, ...(body?.outputs ?? [])]) {
      const dependencies = value === null ? independent : this.of(value)
      if (joined === independent) joined = dependencies
      else if (dependencies !== joined && dependencies !== independent) joined = new Set([...joined, ...dependencies])
    }
    if (body === null || !joined.has(body)) return joined
    const outside = new Set(joined)
    outside.delete(body)
    return outside.size === 0 ? independent : outside
  }
}

/** Places all nodes that the outputs depend on. */
export function placeNodes(outputs: readonly Value[]): Scope {
  const nodes = reachableNodes(outputs)
  const dependencies = new BodyDependencies(nodes)
  const makesOf = (node: Node) => dependencies.of(node.outputs[0] as Value)
  const depths = new Map<Subgraph, number>()
  // Inner loops come before the loops around them in this order, so depths are found from the back.
  for (const node of nodes.toReversed()) {
    if (node.body !== null)
      depths.set(node.body, 1 + Math.max(0, ...[...makesOf(node)].map((outer) => depths.get(outer) ?? 0)))
  }
  const members = new Map<Subgraph | null, Node[]>()
  for (const node of nodes) {
    const home = [...makesOf(node)].reduce<Subgraph | null>(
      (deepest, body) => (deepest === null || (depths.get(body) ?? 0) > (depths.get(deepest) ?? 0) ? body : deepest),
      null,
    )
    const siblings = members.get(home)
    if (siblings === undefined) members.set(home, [node])
    else siblings.push(node)
  }
  return assemble(null, members)
}

function assemble(subgraph: Subgraph | null, members: ReadonlyMap<Subgraph | null, Node[]>): Scope {
  const nodes = members.get(subgraph) ?? []
  const bodies = new Map<Node, Scope>()
  for (const node of nodes) if (node.body !== null) bodies.set(node, assemble(node.body, members))
  return { subgraph, nodes, bodies }
}
