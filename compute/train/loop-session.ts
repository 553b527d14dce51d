/** A compiled training loop that is ready to run on a table: each call goes on from a state by some steps. */
import type { OrderPart } from '../data/rows/record-stream.ts'
import { createWritingSession, type Tensors } from '../graph/session.ts'
import { scalarTensor, sizeOf, tensor, type Tensor } from '../graph/tensor.ts'
import type { Device } from '../spec/device.ts'
import { lastName, type TrainingLoop } from './loop-compiler.ts'
import type { CarriedState, CarriedTensor } from './state-layout.ts'
import { createTableFeed } from './table-feed.ts'
import type { TrainingData } from './training-table.ts'

export interface LoopCall {
  readonly state: CarriedState
  readonly steps: number
  /** Row numbers of the batches, one batch after the other; as a part of an order, for what follows in it to be read ahead. */
  readonly order: Uint32Array | OrderPart
  /** A row a step. */
  readonly coefficients: Float32Array
  /** A row a step; empty where the model needs no random numbers. */
  readonly keys: Uint32Array
  /** A state that nobody needs any more, for the new one to be written over; new memory is taken where it isn't given. */
  readonly into?: CarriedState | undefined
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
  feeds(call: LoopCall): Promise<Tensors>
  /** Milliseconds that calls have waited for rows. */
  waited(): number
  release(): Promise<void>
}

/** What depends on a call's steps alone, as graph inputs. */
export const stepFeeds = ({ steps, coefficients }: Pick<LoopCall, 'steps' | 'coefficients'>) => ({
  steps: scalarTensor('int64', steps),
  coefficients: tensor('float32', coefficients, [steps, coefficients.length / steps]),
})

/** Where a call's new state goes, and its outputs that have as many numbers as the call has steps. */
export function placesOf(
  { steps, state, into }: Pick<LoopCall, 'steps' | 'state' | 'into'>,
  carried: readonly CarriedTensor[],
  perStep: readonly string[],
) {
  const places = new Map(
    carried.map(({ name, shape }) => {
      const given = into?.get(name)
      const place = given === undefined || given === state.get(name) ? new Float32Array(sizeOf(shape)) : given
      return [name, { data: place, output: tensor('float32', place, shape) }] as const
    }),
  )
  const series = new Map(perStep.map((name) => [name, new Float32Array(steps)] as const))
  return {
    outputs: Object.fromEntries<Tensor>([
      ...Array.from(places, ([name, { output }]) => [lastName(name), output] as const),
      ...Array.from(series, ([name, values]) => [name, tensor('float32', values, [steps])] as const),
    ]),
    carried: Array.from(places, ([name, { data }]) => [name, data] as const),
    series: (name: string) => series.get(name) ?? new Float32Array(0),
  }
}

/** Makes a session of a loop over a table. */
export async function createLoopSession(
  loop: TrainingLoop,
  table: TrainingData,
  threads: number,
  device: Device = 'cpu',
): Promise<LoopSession> {
  // One level more would put pooling into another memory layout: a CNN's step takes a twentieth longer then.
  const session = await createWritingSession(loop.file, { threads, optimization: 'extended', device })
  const carried: readonly CarriedTensor[] = [...loop.parameters, ...loop.slots, ...loop.buffers]
  const feed = createTableFeed(table)

  async function feedsOf({ state, keys, ...call }: LoopCall): Promise<Tensors> {
    const { features, targets, order } = await feed.take(call.order)
    const values = new Map<string, Tensor>()
    for (const { name, shape } of [...carried, ...loop.frozen])
      values.set(name, tensor('float32', state.get(name) ?? new Float32Array(0), shape))
    return {
      features,
      ...(targets === null ? {} : { targets }),
      order,
      ...stepFeeds(call),
      ...(loop.keysPerStep > 0 ? { keys: tensor('uint32', keys, [call.steps, loop.keysPerStep]) } : {}),
      ...Object.fromEntries(values),
    }
  }

  return {
    feeds: feedsOf,
    run: async (call) => {
      const places = placesOf(call, carried, ['losses', 'gradient_norms'])
      await session.write(await feedsOf(call), places.outputs)
      return {
        state: new Map([
          ...places.carried,
          ...loop.frozen.map(({ name }) => [name, call.state.get(name) ?? new Float32Array(0)] as const),
        ]),
        losses: places.series('losses'),
        gradientNorms: places.series('gradient_norms'),
      }
    },
    waited: () => feed.waited(),
    release: async () => {
      await session.release()
      await feed.release()
    },
  }
}
