/** Running small graphs in tests. */
import { createSession, type Session, type Tensors } from '../../compute/graph/session.ts'
import type { DType, Tensor } from '../../compute/graph/tensor.ts'
import { inputValue, type Value } from '../../compute/graph/value.ts'
import { writeModel } from '../../compute/graph/write.ts'

/** A session of a graph with these outputs. */
export function sessionOf(
  inputs: readonly Value[],
  outputs: Readonly<Record<string, Value>>,
  threads = 1,
): Promise<Session> {
  return createSession(writeModel({ inputs, outputs }), { threads })
}

/** Runs a graph once. Inputs are given by the name they were made with. */
export async function runGraph(
  inputs: readonly Value[],
  outputs: Readonly<Record<string, Value>>,
  feeds: Tensors,
): Promise<Record<string, Tensor>> {
  const session = await sessionOf(inputs, outputs)
  try {
    return await session.run(feeds)
  } finally {
    await session.release()
  }
}

/** An input for a tensor. */
export function inputFor(name: string, tensor: { readonly dtype: DType; readonly shape: readonly number[] }): Value {
  return inputValue(name, tensor.dtype, tensor.shape)
}

/** The numbers of a float32 tensor. */
export function numbersOf(tensor: Tensor | undefined): Float32Array {
  if (tensor?.dtype !== 'float32') throw new TypeError(`expected a float32 tensor, got ${tensor?.dtype}`)
  return tensor.data
}
