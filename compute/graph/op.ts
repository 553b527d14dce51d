/**
 * What an operation of the graph language is: a record with its ONNX name, its inputs and attributes by
 * name, and its rule for the types that come out.
 *
 * A family of ops is a file in `ops/`; the records of all families make the op table (`op-table.ts`).
 */
import type {
  AnyOp,
  AttributeKind,
  AttributeKinds,
  AttributeOf,
  Domain,
  InputNames,
  Node,
  Subgraph,
  Value,
  ValueType,
} from './node.ts'
import { GraphError } from './shape.ts'
import { applyNode } from './value.ts'

type RequiredNames<A extends AttributeKinds> = { [N in keyof A]: A[N] extends AttributeKind ? N : never }[keyof A]
type KindOf<K> = K extends AttributeKind ? K : K extends `${infer Plain extends AttributeKind}?` ? Plain : never
export type AttributesOf<A extends AttributeKinds> = {
  readonly [N in RequiredNames<A>]: AttributeOf[KindOf<A[N]>]
} & { readonly [N in Exclude<keyof A, RequiredNames<A>>]?: AttributeOf[KindOf<A[N]>] | undefined }

/** Inputs by their names. */
export type InputsOf<I extends InputNames> = {
  readonly [
    N in I[number] as N extends `...${infer Plain}` ? Plain : N extends `${infer Plain}?` ? Plain : N
  ]: N extends `...${string}` ? readonly Value[] : N extends `${string}?` ? Value | null : Value
}

interface OpDefinition<I extends InputNames, A extends AttributeKinds> {
  /** Its name in its operator set, where that isn't the name in our table. */
  readonly onnxName?: string
  readonly domain?: Domain
  /** The version of its operator set in which the form that we write came into being. */
  readonly since: number
  readonly inputs: I
  readonly attributes?: A
  /** Whether last outputs are left out of the file where nothing uses them; kernels save the work then. */
  readonly optionalOutputs?: boolean
  infer(inputs: InputsOf<I>, attributes: AttributesOf<A>, body: Subgraph | null): readonly ValueType[]
}

export interface Op<N extends string, I extends InputNames, A extends AttributeKinds> extends AnyOp {
  readonly name: N
  readonly inputNames: I
  readonly attributeKinds: A
  inputsOf(node: Pick<Node, 'inputs'>): InputsOf<I>
  attributesOf(node: Pick<Node, 'attributes'>): AttributesOf<A>
}

/** Makes the record of an op. */
export function defineOp<
  const N extends string,
  const I extends InputNames,
  const A extends AttributeKinds = Record<never, never>,
>(name: N, definition: OpDefinition<I, A>): Op<N, I, A> {
  const inputsOf = (node: Pick<Node, 'inputs'>): InputsOf<I> =>
    nameInputs(definition.inputs, node.inputs) as InputsOf<I>
  const attributesOf = (node: Pick<Node, 'attributes'>): AttributesOf<A> => node.attributes as AttributesOf<A>
  return {
    name,
    onnxName: definition.onnxName ?? name,
    domain: definition.domain ?? '',
    since: definition.since,
    inputNames: definition.inputs,
    attributeKinds: definition.attributes ?? ({} as A),
    optionalOutputs: definition.optionalOutputs ?? false,
    inputsOf,
    attributesOf,
    inferNode: (node) => definition.infer(inputsOf(node), attributesOf(node), node.body),
  }
}

function nameInputs(names: InputNames, inputs: readonly (Value | null)[]): Record<string, unknown> {
  const named: Record<string, unknown> = {}
  const variadic = names.at(-1)?.startsWith('...') === true
  if (!variadic && inputs.length > names.length)
    throw new GraphError(`takes ${names.length} inputs, got ${inputs.length}`)
  names.forEach((name, position) => {
    if (name.startsWith('...')) named[name.slice(3)] = inputs.slice(position)
    else if (name.endsWith('?')) named[name.slice(0, -1)] = inputs[position] ?? null
    else if (inputs[position] == null) throw new GraphError(`needs its input ${name}`)
    else named[name] = inputs[position]
  })
  return named
}

/** Applies an op of several outputs. */
export function applyAll<I extends InputNames, A extends AttributeKinds>(
  op: Op<string, I, A>,
  inputs: readonly (Value | null)[],
  attributes: AttributesOf<A>,
): readonly Value[] {
  return applyNode(op, inputs, attributes)
}

/** Applies an op and gives its (first) output. */
export function apply<I extends InputNames, A extends AttributeKinds>(
  op: Op<string, I, A>,
  inputs: readonly (Value | null)[],
  attributes: AttributesOf<A>,
): Value {
  return applyAll(op, inputs, attributes)[0] as Value
}
