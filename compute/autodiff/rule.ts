/** What a gradient rule is: for each input of an op, how the gradient of the output becomes that of the input. */
import type { AnyOp } from '../graph/node.ts'
import type { AttributesOf, InputsOf } from '../graph/op.ts'
import type { Value } from '../graph/value.ts'

/** Says that an input, or a whole op, has no gradient. It is written down for each, so that nothing is forgotten. */
export const notDifferentiable = 'not differentiable'
export type NotDifferentiable = typeof notDifferentiable

export interface GradientContext<O extends AnyOp> {
  readonly inputs: InputsOf<O['inputNames']>
  readonly attributes: AttributesOf<O['attributeKinds']>
  readonly outputs: readonly Value[]
  /** The first output. */
  readonly y: Value
  /** Gradient of the first output. */
  readonly dy: Value
  /** Gradients of all outputs; null where an output doesn't reach the loss. */
  readonly gradients: readonly (Value | null)[]
}

/**
 * The gradient of an input. It may have the shape that the input is broadcast to: the walk sums it back.
 * For an input that takes any number of values, one gradient each.
 */
export type InputRule<O extends AnyOp, Result> = ((context: GradientContext<O>) => Result) | NotDifferentiable

type PlainName<N extends string> = N extends `...${infer Plain}` ? Plain : N extends `${infer Plain}?` ? Plain : N

/** A rule for each input of the op, by name; forgetting one does not compile. */
export type GradientRule<O extends AnyOp> = {
  readonly [N in O['inputNames'][number] as PlainName<N>]: InputRule<
    O,
    N extends `...${string}` ? readonly Value[] : Value
  >
}

/** Rules for a family of ops: one entry an op; forgetting one does not compile. */
export type GradientRules<Family extends Readonly<Record<string, AnyOp>>> = {
  readonly [N in keyof Family]: GradientRule<Family[N]> | NotDifferentiable
}
