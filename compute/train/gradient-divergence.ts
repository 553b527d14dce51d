/** Finds out where a step's gradients came apart, when all that the model gives going forward is still finite. */
import * as op from '../graph/ops.ts'
import { createSession, type Tensors } from '../graph/session.ts'
import { scalarTensor, tensor } from '../graph/tensor.ts'
import { constant, inputValue } from '../graph/value.ts'
import { writeModel } from '../graph/write.ts'
import { layerOf } from '../models/node-layers.ts'
import type { NamedTensors } from '../models/weights.ts'
import type { ParameterSpec } from '../nn/layer.ts'
import { batchWork, gradientsOf, stepInputs, type StepOptions } from './training-step.ts'

/** What a step begins with. */
export interface StepBegin {
  readonly weights: NamedTensors
  /** What the compiled loop is given for a call whose first step it is. */
  readonly feeds: Tensors
}

/**
 * The layer where a step's gradients first are no numbers: the way back begins at the model's end, so it is the last one
 * that has such. Null where all gradients are finite.
 * @param trained the parameters that gradients are taken of
 */
export async function gradientApart(
  options: StepOptions,
  trained: readonly ParameterSpec[],
  { weights, feeds }: StepBegin,
): Promise<string | null> {
  const { features, targets, order, keys } = stepInputs(options, [1])
  const named = new Map(Array.from(weights, ([name, { shape }]) => [name, inputValue(name, 'float32', shape)] as const))
  const valueOf = ({ name }: { readonly name: string }) => named.get(name)!
  const first = constant(scalarTensor('int64', 0))
  const work = batchWork(options, { features, targets, order, keys }, first, {
    sources: trained.map(valueOf),
    parameters: named,
    buffers: options.model.buffers.map(valueOf),
  })
  const { gradients, keys: keysUsed } = gradientsOf(work, options)
  // NaN where any of its numbers isn't finite, else 0.
  const checks = Object.fromEntries(
    gradients.map((gradient, index) => [`check_${index}`, op.reduceSum(op.mul(gradient, 0))]),
  )
  const given = [features, targets, order, ...(keysUsed > 0 ? [keys] : [])]
  const file = writeModel({ inputs: [...given, ...named.values()], outputs: checks })
  const session = await createSession(file, { threads: 1 })
  try {
    const own = Object.entries(feeds).filter(([name]) => ['features', 'targets', 'order', 'keys'].includes(name))
    const values = Array.from(weights, ([name, { data, shape }]) => [name, tensor('float32', data, shape)] as const)
    const results = await session.run(Object.fromEntries([...own, ...values]))
    const isApart = (_: ParameterSpec, index: number) => Number.isNaN(Number(results[`check_${index}`]?.data[0]))
    const last = trained.filter(isApart).at(-1)
    return last === undefined ? null : layerOf(last.name)
  } finally {
    await session.release()
  }
}
