/** Which nodes are computed with their channels in blocks, and how. */
import type { Node, Value } from '../node.ts'
import { convolutionOps } from '../ops/convolution.ts'
import { canBeBlocked, convolution, transposedConvolution } from './blocked-convolution.ts'
import { blockedKernelGradient } from './blocked-kernel-gradient.ts'
import type { Layouts } from './layouts.ts'

/** Lowers a node into blocks and says that it did; where it can't, nothing is done. */
type BlockedRule = (node: Node, layouts: Layouts, block: number) => boolean

const resultOf = (node: Node) => node.outputs[0] as Value
const plainOrNone = (value: Value | null, layouts: Layouts) => (value === null ? null : layouts.plain(value))

const lowerConvolution: BlockedRule = (node, layouts, block) => {
  const { x, w, b } = convolutionOps.Conv.inputsOf(node)
  const attributes = convolutionOps.Conv.attributesOf(node)
  if (!canBeBlocked(w.shape, attributes, block)) return false
  const bias = plainOrNone(b, layouts)
  layouts.setBlocked(resultOf(node), convolution(layouts.blocked(x), layouts.plain(w), bias, attributes, block))
  return true
}

const lowerTransposed: BlockedRule = (node, layouts, block) => {
  const { x, w, b } = convolutionOps.ConvTranspose.inputsOf(node)
  const attributes = convolutionOps.ConvTranspose.attributesOf(node)
  if (!canBeBlocked(w.shape, attributes, block)) return false
  const [y, bias] = [resultOf(node), plainOrNone(b, layouts)]
  const made = transposedConvolution(layouts.blocked(x), layouts.plain(w), bias, y.shape, attributes, block)
  if (made !== null) layouts.setBlocked(y, made)
  return made !== null
}

const lowerKernelGradient: BlockedRule = (node, layouts, block) => {
  const { x, dy } = convolutionOps.ConvKernelGradient.inputsOf(node)
  const { kernel, ...attributes } = convolutionOps.ConvKernelGradient.attributesOf(node)
  if (!canBeBlocked(kernel, attributes, block)) return false
  const made = blockedKernelGradient(layouts.blocked(x), layouts.blocked(dy), kernel, attributes, block)
  if (made !== null) layouts.setPlain(resultOf(node), made)
  return made !== null
}

const rules: ReadonlyMap<string, BlockedRule> = new Map([
  [convolutionOps.Conv.name, lowerConvolution],
  [convolutionOps.ConvTranspose.name, lowerTransposed],
  [convolutionOps.ConvKernelGradient.name, lowerKernelGradient],
])

/** Lowers a node into blocks if that can be done, and says whether it was. */
export const lowerBlocked: BlockedRule = (node, layouts, block) =>
  rules.get(node.op.name)?.(node, layouts, block) ?? false
