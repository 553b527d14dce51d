/**
 * The types of the graph language that need each other: values, the nodes that make them, and what any operation is.
 *
 * `value.ts` makes values, `op.ts` makes operations.
 */
import type { Shape } from './shape.ts'
import type { DType, Tensor } from './tensor.ts'

export interface ValueType {
  readonly dtype: DType
  readonly shape: Shape
}

export interface Value extends ValueType {
  readonly source: Source
}

export type Source =
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'constant'; readonly tensor: Tensor }
  | { readonly kind: 'node'; readonly node: Node; readonly output: number }

/** One operation. Optional inputs that are left out are null. */
export interface Node {
  readonly op: AnyOp
  readonly inputs: readonly (Value | null)[]
  readonly attributes: Attributes
  /** The graph that a control-flow node (Loop) runs; it may use values from outside freely. */
  readonly body: Subgraph | null
  readonly outputs: readonly Value[]
  /** How it is differentiated, where that can't be told from its op. */
  readonly derivative?: Derivative
}

/**
 * The derivative that a node brings along instead of its op's rule in the gradient table. That of a recurrence depends on
 * its body, and on values that the body takes from outside, which are no inputs of the node.
 */
export interface Derivative {
  /** What it is differentiated by: inputs of the node, and outside values that its body uses. */
  readonly by: readonly Value[]
  /** From the gradients of the node's outputs (null where one doesn't reach the loss) to those of `by`, in their shapes. */
  readonly pullback: (outputs: readonly Value[], gradients: readonly (Value | null)[]) => readonly Value[]
}

export interface Subgraph {
  readonly inputs: readonly Value[]
  readonly outputs: readonly Value[]
}

/**
 * Operator sets: the standard one, the one for classical machine learning, ONNX Runtime's own, its kernels for channels in
 * blocks, and ours, whose ops are replaced by others before a graph is written (`lower/`).
 */
export type Domain = '' | 'ai.onnx.ml' | 'com.microsoft' | 'com.microsoft.nchwc' | 'modelwright'

/**
 * Kinds of attributes. `dtype` is written as its ONNX number; `dims` is a shape that whoever builds the graph
 * vouches for where it follows from run-time values only: it takes part in inference and is not written.
 */
export interface AttributeOf {
  int: number
  float: number
  string: string
  ints: readonly number[]
  floats: readonly number[]
  strings: readonly string[]
  tensor: Tensor
  dtype: DType
  dims: Shape
}
export type AttributeKind = keyof AttributeOf
export type AttributeValue = AttributeOf[AttributeKind]
export type Attributes = Readonly<Record<string, AttributeValue | undefined>>

/** Attribute names and kinds; a kind that ends in `?` may be left out. */
export type AttributeKinds = Readonly<Record<string, AttributeKind | `${AttributeKind}?`>>

/** Input names in ONNX's order: `x` is needed, `x?` may be null, `...xs` (the last one) takes any number. */
export type InputNames = readonly string[]

/** An op of which no more is known than that it is one. */
export interface AnyOp {
  /** Its name in our op table, which is unique. */
  readonly name: string
  /** Its name in its operator set. */
  readonly onnxName: string
  readonly domain: Domain
  readonly since: number
  readonly inputNames: InputNames
  readonly attributeKinds: AttributeKinds
  readonly optionalOutputs: boolean
  /** The node's inputs by their names. */
  inputsOf(node: Pick<Node, 'inputs'>): object
  attributesOf(node: Pick<Node, 'attributes'>): object
  inferNode(node: Pick<Node, 'inputs' | 'attributes' | 'body'>): readonly ValueType[]
}
