/** A compiled training loop that is ready to run on a table: each call goes on from a state by some steps. */
import { createSession, type Tensors } from '../graph/session.ts'
import { scalarTensor, tensor, type Tensor } from '../graph/tensor.ts'
import { areClasses, targetFormOf } from '../data/training-table.ts'
import { targetForms } from '../spec/target-form.ts'
import { lastName, type TrainingLoop } from './loop-compiler.ts'
import type { CarriedState, CarriedTensor } from './state-layout.ts'
import type { TrainingTable } from './training-table.ts'

export interface LoopCall {
  readonly state: CarriedState
  readonly steps: number
  /** Row numbers of the batches, one batch after the other. */
  readonly order: Uint32Array
  /** A row a step. */
  readonly coefficients: Float32Array
  /** A row a step; empty where the model needs no random numbers. */
  readonly keys: Uint32Array
}

export interface LoopResult {
  readonly state: CarriedState
  /** Of each step. */
  readonly losses: Float32Array
  readonly gradientNorms: Float32Array
}

export interface LoopSession {
  /** Makes some steps. Blocks this thread until they are done. */
  run(call: LoopCall): Promise<LoopResult>
  /** What the graph is given for a call, by input. */
  feeds(call: LoopCall): Tensors
  release(): Promise<void>
}

/** A table's features and targets as graph inputs: class indices are int64 there. */
export function tableTensors(table: TrainingTable): { features: Tensor; targets: Tensor } {
  const { rows, targets } = table
  const { kind, width } = targetFormOf(table)
  const shape = targetForms[kind].perRow === 'one' ? [rows] : [rows, width]
  return {
    features: tensor('float32', table.features, [rows, table.inputs]),
    targets: areClasses(targets) ? int64Tensor(targets.values, shape) : tensor('float32', targets.values, shape),
  }
}

/** Whole numbers as an int64 vector. */
export const int64Vector = (values: Int32Array | Uint32Array): Tensor => int64Tensor(values, [values.length])

function int64Tensor(values: Int32Array | Uint32Array, shape: readonly number[]): Tensor {
  const data = new BigInt64Array(values.length)
  // Written by halves, low one first as on all our platforms: making a BigInt of each is twenty times slower.
  const halves = new Int32Array(data.buffer)
  values.forEach((value, index) => {
    halves[2 * index] = value
    halves[2 * index + 1] = value < 0 ? -1 : 0
  })
  return tensor('int64', data, shape)
}

/** An output of a loop. Throws TypeError where it isn't there, or isn't float32. */
export function floats(results: Readonly<Record<string, Tensor>>, name: string): Float32Array {
  const result = results[name]
  if (result?.dtype !== 'float32') throw new TypeError(`the loop gave no ${name}`)
  return result.data
}

/** What depends on a call's steps alone, as graph inputs. */
export const stepFeeds = ({ steps, order, coefficients }: Omit<LoopCall, 'state' | 'keys'>) => ({
  steps: scalarTensor('int64', steps),
  order: int64Vector(order),
  coefficients: tensor('float32', coefficients, [steps, coefficients.length / steps]),
})

/** Makes a session of a loop over a table. */
export async function createLoopSession(
  loop: TrainingLoop,
  table: TrainingTable,
  threads: number,
): Promise<LoopSession> {
  // One level more would put pooling into another memory layout: a CNN's step takes a twentieth longer then.
  const session = await createSession(loop.file, { threads, optimization: 'extended' })
  const carried: readonly CarriedTensor[] = [...loop.parameters, ...loop.slots, ...loop.buffers]
  const fixed = tableTensors(table)

  function feedsOf({ state, keys, ...call }: LoopCall): Tensors {
    const values = new Map<string, Tensor>()
    for (const { name, shape } of [...carried, ...loop.frozen])
      values.set(name, tensor('float32', state.get(name) ?? new Float32Array(0), shape))
    return {
      ...fixed,
      ...stepFeeds(call),
      ...(loop.keysPerStep > 0 ? { keys: tensor('uint32', keys, [call.steps, loop.keysPerStep]) } : {}),
      ...Object.fromEntries(values),
    }
  }

  return {
    feeds: feedsOf,
    run: async (call) => {
      const results = await session.run(feedsOf(call))
      return {
        state: new Map([
          ...carried.map(({ name }) => [name, floats(results, lastName(name))] as const),
          ...loop.frozen.map(({ name }) => [name, call.state.get(name) ?? new Float32Array(0)] as const),
        ]),
        losses: floats(results, 'losses'),
        gradientNorms: floats(results, 'gradient_norms'),
      }
    },
    release: () => session.release(),
  }
}
