/**
 * Reverse-mode differentiation: one walk from the loss back to what it is differentiated by.
 *
 * What the walk builds and nobody asks for costs nothing: only values that lead to an output are ever written.
 */
import type { AnyOp } from '../graph/node.ts'
import { reachableNodes } from '../graph/scope.ts'
import { formatShape, GraphError, sameShape } from '../graph/shape.ts'
import { constant, type Derivative, type Node, type Value } from '../graph/value.ts'
import * as op from '../graph/ops.ts'
import { scalarTensor } from '../graph/tensor.ts'
import { type GradientContext, notDifferentiable, type NotDifferentiable } from './rule.ts'
import { gradientTable } from './table.ts'

/** Sums a gradient over the axes along which its value was broadcast. */
export function unbroadcast(gradient: Value, target: Value): Value {
  if (sameShape(gradient.shape, target.shape)) return gradient
  const added = gradient.shape.length - target.shape.length
  const axes = gradient.shape.flatMap((dim, axis) =>
    axis < added || (target.shape[axis - added] === 1 && dim !== 1) ? [axis] : [],
  )
  // Where axes were only added, as for a bias, summing over them gives the shape by itself.
  const keepDims = axes.length > added
  return op.reshape(op.reduceSum(gradient, { axes, keepDims }), target.shape)
}

type AnyInputRule = ((context: GradientContext<AnyOp>) => Value | readonly Value[]) | NotDifferentiable
type AnyRule = Readonly<Record<string, AnyInputRule>> | NotDifferentiable

function ruleOf(node: Node, position: number): AnyInputRule {
  const table = gradientTable as unknown as Readonly<Record<string, AnyRule | undefined>>
  const rule = table[node.op.name]
  if (rule === undefined) throw new GraphError(`${node.op.name} is not in the gradient table`)
  const name = node.op.inputNames[Math.min(position, node.op.inputNames.length - 1)] ?? ''
  return rule === notDifferentiable ? rule : (rule[name.replace(/^\.\.\.|\?$/g, '')] ?? notDifferentiable)
}

/** The gradient of one input of a node. */
function inputGradient(node: Node, position: number, context: GradientContext<AnyOp>): Value {
  const rule = ruleOf(node, position)
  if (rule === notDifferentiable)
    throw new GraphError(`the loss depends on input ${position} of ${node.op.name}, which is not differentiable`)
  const result = rule(context)
  const first = node.op.inputNames.length - 1
  return Array.isArray(result) ? ((result as readonly Value[])[position - first] as Value) : (result as Value)
}

function contextOf(node: Node, gradients: readonly (Value | null)[]): GradientContext<AnyOp> | null {
  const [y] = node.outputs
  if (y === undefined || gradients.every((gradient) => gradient === null)) return null
  const dy = gradients[0] ?? op.expandLike(constant(scalarTensor(y.dtype, 0)), y)
  return {
    inputs: node.op.inputsOf(node) as GradientContext<AnyOp>['inputs'],
    attributes: node.op.attributesOf(node),
    outputs: node.outputs,
    y,
    dy,
    gradients,
  }
}

/** Gradients of what is active among the values that a node with its own derivative is differentiated by. */
function ownGradients(
  { by, pullback: own }: Derivative,
  { outputs, gradients: dys }: GradientContext<AnyOp>,
  active: ReadonlySet<Value>,
): ReadonlyMap<Value, Value> {
  if (!by.some((value) => active.has(value))) return new Map()
  const found = own(outputs, dys)
  return new Map(by.flatMap((value, index) => (active.has(value) ? [[value, found[index] as Value]] : [])))
}

/**
 * The values that depend on the sources, among those that the nodes (in order) make. Numbers of other types than float32,
 * such as lengths, indices and comparisons, only ever jump: dependence ends there.
 */
function dependents(nodes: readonly Node[], sources: readonly Value[]): ReadonlySet<Value> {
  const active = new Set(sources)
  for (const { inputs, outputs, derivative } of nodes) {
    if ((derivative?.by ?? inputs).some((input) => input !== null && active.has(input)))
      outputs.filter(({ dtype }) => dtype === 'float32').forEach((output) => active.add(output))
  }
  return active
}

/**
 * Gradients of a scalar loss by each of the sources, in their shapes.
 *
 * Throws GraphError where the loss doesn't depend on a source, or depends on it through something that is not
 * differentiable (the message names the op).
 */
export function gradients(loss: Value, sources: readonly Value[]): readonly Value[] {
  if (loss.shape.length !== 0) throw new GraphError(`a loss is a scalar, not of shape ${formatShape(loss.shape)}`)
  return pullback(loss, constant(scalarTensor(loss.dtype, 1)), sources)
}

/** The same for a loss of which only its gradient by `y` is given. */
export function pullback(y: Value, dy: Value, sources: readonly Value[]): readonly Value[] {
  return pullbackOfAll([{ value: y, gradient: dy }], sources)
}

/** A value, and the gradient of the loss by it: by what the loss itself makes of it, not by way of the other values given. */
export interface GradientOfValue {
  readonly value: Value
  readonly gradient: Value
}

/** The same for a loss that is made of several values, of which some may depend on others. */
export function pullbackOfAll(ends: readonly GradientOfValue[], sources: readonly Value[]): readonly Value[] {
  const nodes = reachableNodes(ends.map(({ value }) => value))
  const active = dependents(nodes, sources)
  const found = new Map<Value, Value>()
  const collect = (value: Value, gradient: Value) => {
    const before = found.get(value)
    found.set(value, before === undefined ? gradient : op.add(before, gradient))
  }
  ends.forEach(({ value, gradient }) => collect(value, gradient))
  for (const node of nodes.toReversed()) {
    const context = contextOf(
      node,
      node.outputs.map((output) => found.get(output) ?? null),
    )
    if (context === null) continue
    if (node.derivative !== undefined) {
      ownGradients(node.derivative, context, active).forEach((gradient, value) => collect(value, gradient))
      continue
    }
    node.inputs.forEach((input, position) => {
      if (input !== null && active.has(input))
        collect(input, unbroadcast(inputGradient(node, position, context), input))
    })
  }
  return sources.map((source) => {
    const gradient = found.get(source)
    if (gradient === undefined) throw new GraphError('the loss does not depend on one of the sources')
    return gradient
  })
}
