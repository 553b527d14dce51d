/** Writes a graph as an ONNX file. The same graph gives the same bytes. */
import { create, toBinary } from '@bufbuild/protobuf'
import {
  AttributeProto_AttributeType as AttributeType,
  type AttributeProto,
  AttributeProtoSchema,
  type GraphProto,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
} from 'onnx-buf'
import { assertSound } from './check.ts'
import type { Graph } from './graph.ts'
import { lowerGraph, type Target } from './lower/lower.ts'
import type { AttributeKind, Domain } from './node.ts'
import { attributeProto, tensorProto, valueInfo } from './proto.ts'
import { placeNodes, reachableNodes, type Scope } from './scope.ts'
import { sizeOf, type Tensor } from './tensor.ts'
import type { Node, Value } from './value.ts'

/** Constants up to this size are written where they are used: a loop's body pays for each value it takes from outside. */
const smallConstant = 64
/** The oldest standard operator set that we write: ONNX Runtime 1.12, 2022. */
const oldestOpset = 17

/** What the scopes of one model share while they are written. */
interface Writing {
  readonly names: Map<Value, string>
  /** Large constants of all scopes, which belong to the main graph. */
  readonly largeConstants: Map<Tensor, TensorProto>
  /** All values that a node, a body or the model gives or takes further. */
  readonly used: ReadonlySet<Value | null>
  /** A name that begins with `stem` and that nothing else in the model has. */
  unique(stem: string): string
}

/** Gives out names; the reserved ones are taken from the start. */
function uniqueNames(reserved: readonly string[]): (stem: string) => string {
  const taken = new Set(reserved)
  const counts = new Map<string, number>()
  return (stem) => {
    let name
    do {
      const count = counts.get(stem) ?? 0
      counts.set(stem, count + 1)
      name = count === 0 ? stem : `${stem}_${count}`
    } while (taken.has(name))
    taken.add(name)
    return name
  }
}

const contentKey = ({ dtype, shape, data }: Tensor) =>
  JSON.stringify([dtype, shape, Array.from<unknown, string>(data, String)])

/** The constants that are written inside one scope, each content once. */
function localConstants(writing: Writing): { nameOf(tensor: Tensor): string; protos: Map<string, TensorProto> } {
  const protos = new Map<string, TensorProto>()
  const nameOf = (tensor: Tensor) => {
    const small = sizeOf(tensor.shape) <= smallConstant
    const written = small ? protos.get(contentKey(tensor)) : writing.largeConstants.get(tensor)
    if (written !== undefined) return written.name
    const proto = tensorProto(writing.unique('constant'), tensor)
    if (small) protos.set(contentKey(tensor), proto)
    else writing.largeConstants.set(tensor, proto)
    return proto.name
  }
  return { nameOf, protos }
}

/** The outputs of a node up to the last one that is used, where its op lets others be left out. */
function writtenOutputs({ op, outputs }: Node, used: ReadonlySet<Value | null>): readonly Value[] {
  return op.optionalOutputs
    ? outputs.slice(0, Math.max(1, 1 + outputs.findLastIndex((value) => used.has(value))))
    : outputs
}

/** A node's inputs up to the last one that is there: ONNX Runtime's kernels for WebGPU take one without a name for a tensor, and crash. */
const writtenInputs = ({ inputs }: Node): readonly (Value | null)[] =>
  inputs.slice(0, 1 + inputs.findLastIndex((value) => value !== null))

function writeNode(node: Node, scope: Scope, nameOf: (value: Value) => string, writing: Writing): NodeProto {
  const attribute: AttributeProto[] = []
  for (const [name, kind] of Object.entries(node.op.attributeKinds)) {
    const value = node.attributes[name]
    const proto = value === undefined ? null : attributeProto(name, kind.replace('?', '') as AttributeKind, value)
    if (proto !== null) attribute.push(proto)
  }
  const body = scope.bodies.get(node)
  if (body?.subgraph != null) {
    const { inputs, outputs } = body.subgraph
    for (const input of inputs) {
      writing.names.set(input, writing.unique(input.source.kind === 'input' ? input.source.name : 'input'))
    }
    const named = outputs.map((value): [string, Value] => [writing.unique('next'), value])
    const g = writeScope(body, inputs, named, writing)
    attribute.push(create(AttributeProtoSchema, { name: 'body', type: AttributeType.GRAPH, g }))
  }
  for (const output of node.outputs) {
    if (!writing.names.has(output)) writing.names.set(output, writing.unique(node.op.name))
  }
  return create(NodeProtoSchema, {
    opType: node.op.onnxName,
    domain: node.op.domain,
    name: writing.names.get(node.outputs[0] as Value) ?? '',
    input: writtenInputs(node).map((value) => (value === null ? '' : nameOf(value))),
    output: writtenOutputs(node, writing.used).map((value) => writing.names.get(value) ?? ''),
    attribute,
  })
}

/** A main graph or a body, whose inputs have their names already. */
function writeScope(
  scope: Scope,
  inputs: readonly Value[],
  outputs: readonly (readonly [string, Value])[],
  writing: Writing,
): GraphProto {
  const here = new Set(scope.nodes)
  const aliases: [string, Value][] = []
  for (const [name, value] of outputs) {
    const ownResult = value.source.kind === 'node' && here.has(value.source.node) && !writing.names.has(value)
    if (ownResult) writing.names.set(value, name)
    else aliases.push([name, value])
  }
  const constants = localConstants(writing)
  const nameOf = (value: Value): string =>
    value.source.kind === 'constant' ? constants.nameOf(value.source.tensor) : (writing.names.get(value) ?? '')
  const node = scope.nodes.map((each) => writeNode(each, scope, nameOf, writing))
  // An output that is an input, a constant, an outside value or another output too needs a node of its own.
  for (const [name, value] of aliases) {
    node.push(create(NodeProtoSchema, { opType: 'Identity', name, input: [nameOf(value)], output: [name] }))
  }
  return create(GraphProtoSchema, {
    name: 'graph',
    node,
    input: inputs.map((value) => valueInfo(nameOf(value), value)),
    output: outputs.map(([name, value]) => valueInfo(name, value)),
    initializer: [...constants.protos.values()],
  })
}

/** The values that something uses, in the whole model. */
function usedValues(outputs: readonly Value[]): ReadonlySet<Value | null> {
  const taken = reachableNodes(outputs).flatMap(({ inputs, body }) => [...inputs, ...(body?.outputs ?? [])])
  return new Set([...outputs, ...taken])
}

/** The version that is needed of each operator set: the newest among the ops that occur. */
function neededOpsets(outputs: readonly Value[]): Map<Domain, number> {
  const versions = new Map<Domain, number>([['', oldestOpset]])
  for (const { op } of reachableNodes(outputs)) {
    versions.set(op.domain, Math.max(versions.get(op.domain) ?? 0, op.since))
  }
  return versions
}

/** The version of the file format that goes with a version of the standard operator set. */
function formatVersion(opset: number): bigint {
  return opset >= 21 ? 10n : opset >= 19 ? 9n : 8n
}

/**
 * The graph as the bytes of an ONNX file. Throws GraphError where it breaks a rule of the language (`check.ts`).
 *
 * @param target what the file is to run on, where that is known; a file for the processor at hand may run here only
 */
export function writeModel(unlowered: Graph, target: Target = null): Uint8Array {
  const graph = lowerGraph(unlowered, target)
  assertSound(graph)
  const outputs = Object.entries(graph.outputs)
  const names = new Map<Value, string>()
  for (const input of graph.inputs) if (input.source.kind === 'input') names.set(input, input.source.name)
  const reserved = [...names.values(), ...Object.keys(graph.outputs)]
  const values = Object.values(graph.outputs)
  const writing: Writing = {
    names,
    largeConstants: new Map(),
    used: usedValues(values),
    unique: uniqueNames(reserved),
  }
  const main = writeScope(placeNodes(values), graph.inputs, outputs, writing)
  main.initializer.push(...writing.largeConstants.values())
  main.name = graph.name ?? 'graph'
  main.docString = graph.description ?? ''
  const opsets = neededOpsets(values)
  const model = create(ModelProtoSchema, {
    irVersion: formatVersion(opsets.get('') ?? oldestOpset),
    opsetImport: [...opsets].map(([domain, version]) => ({ domain, version: BigInt(version) })),
    producerName: 'Modelwright',
    graph: main,
    metadataProps: Object.entries(graph.metadata ?? {}).map(([key, value]) => ({ key, value })),
  })
  return toBinary(ModelProtoSchema, model)
}
