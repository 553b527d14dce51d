/**
 * The rules that a graph must keep, as a check that runs: each value is bound once, types and shapes agree with
 * each op's rule, and only ops, attributes and operator sets of our own table occur.
 */
import type { AnyOp, AttributeKind, AttributeValue, Domain } from './node.ts'
import type { Graph } from './graph.ts'
import { findOp } from './op-table.ts'
import { placeNodes, type Scope } from './scope.ts'
import { formatShape, GraphError, sameShape } from './shape.ts'
import { inferTypes, type Node, type Value } from './value.ts'

/** The newest version of each operator set that a graph may need. */
export const newestOpset = {
  '': 21,
  'ai.onnx.ml': 4,
  'com.microsoft': 1,
  'com.microsoft.nchwc': 1,
  modelwright: 1,
} as const satisfies Record<Domain, number>

const isNumbers = (value: AttributeValue) => Array.isArray(value) && value.every((item) => typeof item === 'number')

const attributeFits = {
  int: Number.isSafeInteger,
  float: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
  ints: (value) => Array.isArray(value) && value.every(Number.isSafeInteger),
  floats: isNumbers,
  strings: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  tensor: (value) => typeof value === 'object' && 'dtype' in value,
  dtype: (value) => typeof value === 'string',
  dims: (value) => Array.isArray(value),
} satisfies Record<AttributeKind, (value: AttributeValue) => boolean>

function attributeProblems({ op, attributes }: Node): string[] {
  const problems: string[] = []
  for (const [name, kind] of Object.entries(op.attributeKinds)) {
    const value = attributes[name]
    const plain = kind.replace('?', '') as AttributeKind
    if (value === undefined ? plain === kind : !attributeFits[plain](value))
      problems.push(`attribute ${name} is not of kind ${kind}`)
  }
  for (const name of Object.keys(attributes)) {
    if (!Object.hasOwn(op.attributeKinds, name)) problems.push(`attribute ${name} is not known`)
  }
  return problems
}

function opProblems(op: AnyOp): string[] {
  if (findOp(op.name) !== op) return ['is not in the op table']
  return op.since > newestOpset[op.domain] ? [`needs version ${op.since} of its operator set`] : []
}

function typeProblems(node: Node): string[] {
  let inferred
  try {
    inferred = inferTypes(node)
  } catch (error) {
    if (error instanceof GraphError) return [error.message]
    throw error
  }
  if (inferred.length !== node.outputs.length)
    return [`has ${node.outputs.length} outputs instead of ${inferred.length}`]
  return node.outputs.flatMap(({ dtype, shape }, index) => {
    const rule = inferred[index]
    if (rule !== undefined && rule.dtype === dtype && sameShape(rule.shape, shape)) return []
    return [
      `output ${index} says ${dtype}${formatShape(shape)}, its rule ${rule?.dtype}${formatShape(rule?.shape ?? [])}`,
    ]
  })
}

/** Checks the nodes of a scope, in order, against the values that are bound there. */
function scopeProblems(scope: Scope, outer: ReadonlySet<Value>): string[] {
  const bound = new Set(outer)
  const bind = (value: Value) => {
    const again = bound.has(value)
    bound.add(value)
    return again
  }
  const problems: string[] = []
  for (const input of scope.subgraph?.inputs ?? []) if (bind(input)) problems.push('a body input is bound twice')
  for (const node of scope.nodes) {
    const isBound = (value: Value | null) => value === null || value.source.kind === 'constant' || bound.has(value)
    const found = [...opProblems(node.op), ...attributeProblems(node), ...typeProblems(node)]
    if (!node.inputs.every(isBound)) found.push('uses a value that is not bound where it runs')
    const body = scope.bodies.get(node)
    if (body !== undefined) {
      found.push(...scopeProblems(body, bound))
      const inside = new Set([...bound, ...body.nodes.flatMap((inner) => inner.outputs), ...(node.body?.inputs ?? [])])
      const reaches = (value: Value) => value.source.kind === 'constant' || inside.has(value)
      if (node.body?.outputs.every(reaches) === false) found.push('its body gives a value that is not bound there')
    }
    node.outputs.forEach((output, index) => {
      const own = output.source.kind === 'node' && output.source.node === node && output.source.output === index
      if (bind(output) || !own) found.push(`output ${index} is bound twice`)
    })
    problems.push(...found.map((problem) => `${node.op.name}: ${problem}`))
  }
  return problems
}

/** All breaches of the rules, each as a sentence for a developer; empty for a sound graph. */
export function graphProblems(graph: Graph): readonly string[] {
  const outputs = Object.values(graph.outputs)
  const names = graph.inputs.map((input) => (input.source.kind === 'input' ? input.source.name : ''))
  const problems = names.includes('') ? ['what is declared as an input is none, or has no name'] : []
  const allNames = [...names, ...Object.keys(graph.outputs)]
  if (new Set(allNames).size !== allNames.length) problems.push('two inputs or outputs have the same name')
  const inputs = new Set(graph.inputs)
  problems.push(...scopeProblems(placeNodes(outputs), inputs))
  for (const [name, { source }] of Object.entries(graph.outputs)) {
    if (source.kind === 'input' && !graph.inputs.some((input) => input.source === source))
      problems.push(`output ${name} is not bound`)
  }
  return problems
}

/** Throws GraphError with all problems of an unsound graph. */
export function assertSound(graph: Graph): void {
  const problems = graphProblems(graph)
  if (problems.length > 0) throw new GraphError(`unsound graph:\n- ${problems.join('\n- ')}`)
}
