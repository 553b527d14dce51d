/**
 * The graph language: immutable values, each either an input, a constant, or an output of a node.
 *
 * A graph has no container while it is built: a value knows the node that makes it, a node knows its
 * inputs, and whoever holds the outputs holds the graph. So building blocks are pure functions from
 * values to values, and the names and the order of nodes are decided once, when a graph is written.
 *
 *     import * as op from '../graph/ops.ts'
 *
 *     const x = inputValue('x', 'float32', ['rows', 4])
 *     const w = constant(tensor('float32', weights, [3, 4]))
 *     const probabilities = op.softmax(op.gemm(x, w, null, { transB: 1 }))
 *     const model = writeModel({ inputs: [x], outputs: { probabilities } })
 *     const session = await createSession(model, { threads: 1 })
 *     const { probabilities: p } = await session.run({ x: tensor('float32', rows, [2, 4]) })
 */
import type { AnyOp, Attributes, Derivative, Node, Subgraph, Value, ValueType } from './node.ts'
import { formatShape, GraphError, type Shape } from './shape.ts'
import { type DType, scalarTensor, type Tensor } from './tensor.ts'

export type { Derivative, Node, Subgraph, Value, ValueType } from './node.ts'

/** An input of a graph, or of a loop's body. */
export function inputValue(name: string, dtype: DType, shape: Shape): Value {
  return { dtype, shape, source: { kind: 'input', name } }
}

/** A value that is known now: a weight of an exported model, a table, a shape. */
export function constant(tensor: Tensor): Value {
  return { dtype: tensor.dtype, shape: tensor.shape, source: { kind: 'constant', tensor } }
}

/** What a builder takes where a plain number will do: it becomes a scalar of the other operand's type. */
export type Operand = Value | number

/** The operand as a value of that type. */
export function lift(operand: Operand, dtype: DType): Value {
  return typeof operand === 'number' ? constant(scalarTensor(dtype, operand)) : operand
}

/** Puts an operation on its inputs and infers what comes out. Throws GraphError, naming the op, where they don't fit. */
export function applyNode(
  op: AnyOp,
  inputs: readonly (Value | null)[],
  attributes: Attributes,
  body: Subgraph | null = null,
  derivative?: Derivative,
): readonly Value[] {
  const outputs: Value[] = []
  const node: Node = { op, inputs, attributes, body, outputs, ...(derivative === undefined ? {} : { derivative }) }
  inferTypes(node).forEach((type, output) => outputs.push({ ...type, source: { kind: 'node', node, output } }))
  return outputs
}

/** The types that a node's outputs have by its op's rule. Throws GraphError, naming the op and its inputs. */
export function inferTypes(node: Pick<Node, 'op' | 'inputs' | 'attributes' | 'body'>): readonly ValueType[] {
  try {
    return node.op.inferNode(node)
  } catch (error) {
    if (!(error instanceof GraphError)) throw error
    const operands = node.inputs.map((input) => (input === null ? '–' : `${input.dtype}${formatShape(input.shape)}`))
    throw new GraphError(`${node.op.name}(${operands.join(', ')}): ${error.message}`)
  }
}

/** The numbers of a constant int64 or int32 vector, or null for a value known only at run time. */
export function constantInts(value: Value): readonly number[] | null {
  if (value.source.kind !== 'constant') return null
  const { tensor } = value.source
  return tensor.dtype === 'int64' || tensor.dtype === 'int32' ? Array.from(tensor.data, Number) : null
}
