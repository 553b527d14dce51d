/** Runs a compiled loop of a generative model: the rows stay where they are, the rest is given to each call. */
import { createSession } from '../graph/session.ts'
import { scalarTensor, tensor, type Tensor } from '../graph/tensor.ts'
import type { GenerativeLoop } from './generative-loop.ts'
import { lastName } from './loop-compiler.ts'
import { int64Vector } from './loop-session.ts'
import type { CarriedState } from './state-layout.ts'
import type { TrainingTable } from './training-table.ts'

/** Rows to learn to make: a training table without its targets. */
export type GenerativeTable = Pick<TrainingTable, 'rows' | 'inputs' | 'features' | 'split'>

export interface GenerativeCall {
  readonly state: CarriedState
  readonly steps: number
  /** Row numbers of the batches, one batch after the other. */
  readonly order: Uint32Array
  /** A row a step. */
  readonly coefficients: Float32Array
  readonly keys: Uint32Array
}

export interface GenerativeResult {
  readonly state: CarriedState
  /** Of each step, by name. */
  readonly losses: Readonly<Record<string, Float32Array>>
  readonly gradientNorms: Float32Array
}

export interface GenerativeLoopSession {
  /** Makes some steps. Blocks this thread until they are done. */
  run(call: GenerativeCall): Promise<GenerativeResult>
  release(): Promise<void>
}

function floats(results: Readonly<Record<string, Tensor>>, name: string): Float32Array {
  const result = results[name]
  if (result?.dtype !== 'float32') throw new TypeError(`the loop gave no ${name}`)
  return result.data
}

/** Makes a session of a loop over a table. */
export async function createGenerativeLoopSession(
  loop: GenerativeLoop,
  table: GenerativeTable,
  threads: number,
): Promise<GenerativeLoopSession> {
  const session = await createSession(loop.file, { threads })
  const carried = [...loop.weights, ...loop.slots]
  const features = tensor('float32', table.features, [table.rows, table.inputs])
  return {
    run: async ({ state, steps, order, coefficients, keys }) => {
      const tensors = carried.map(({ name, shape }) => {
        const values = state.get(name)
        if (values === undefined) throw new RangeError(`the state has no ${name}`)
        return [name, tensor('float32', values, shape)] as const
      })
      const results = await session.run({
        features,
        steps: scalarTensor('int64', steps),
        order: int64Vector(order),
        coefficients: tensor('float32', coefficients, [steps, coefficients.length / steps]),
        keys: tensor('uint32', keys, [steps, loop.keysPerStep]),
        ...Object.fromEntries(tensors),
      })
      return {
        state: new Map(carried.map(({ name }) => [name, floats(results, lastName(name))])),
        losses: Object.fromEntries(loop.losses.map((name) => [name, floats(results, `losses.${name}`)])),
        gradientNorms: floats(results, 'gradient_norms'),
      }
    },
    release: () => session.release(),
  }
}
