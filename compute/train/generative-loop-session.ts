/** Runs a compiled loop of a generative model: the rows stay where they are, the rest is given to each call. */
import { createWritingSession, type Tensors } from '../graph/session.ts'
import { GraphError } from '../graph/shape.ts'
import { tensor } from '../graph/tensor.ts'
import type { Device } from '../spec/device.ts'
import { type GenerativeLoop, lossOutput } from './generative-loop.ts'
import { type LoopCall, placesOf, stepFeeds } from './loop-session.ts'
import type { CarriedState } from './state-layout.ts'
import { createTableFeed } from './table-feed.ts'
import type { TrainingData } from './training-table.ts'

/** Rows to learn to make: a training table, whose targets are for models that are asked for rows of a class. */
export interface GenerativeTable extends Pick<TrainingData, 'rows' | 'inputs' | 'features' | 'split'> {
  readonly targets?: TrainingData['targets']
}

export interface GenerativeResult {
  readonly state: CarriedState
  /** Of each step, by name. */
  readonly losses: Readonly<Record<string, Float32Array>>
  readonly gradientNorms: Float32Array
}

export interface GenerativeLoopSession {
  /** Makes some steps. Blocks this thread until they are done. */
  run(call: LoopCall): Promise<GenerativeResult>
  /** What the graph is given for a call, by input. */
  feeds(call: LoopCall): Promise<Tensors>
  release(): Promise<void>
}

/** Makes a session of a loop over a table. Throws GraphError where the model asks for classes and the table has none. */
export async function createGenerativeLoopSession(
  loop: GenerativeLoop,
  table: GenerativeTable,
  threads: number,
  device: Device = 'cpu',
): Promise<GenerativeLoopSession> {
  const session = await createWritingSession(loop.file, { threads, device })
  const carried = [...loop.weights, ...loop.slots]
  if (loop.conditional && table.targets?.kind !== 'classes') {
    throw new GraphError('the model asks for the classes of the rows')
  }
  const feed = createTableFeed(table)

  async function feedsOf({ state, keys, ...call }: LoopCall): Promise<Tensors> {
    const tensors = [...carried, ...loop.frozen].map(({ name, shape }) => {
      const values = state.get(name)
      if (values === undefined) throw new RangeError(`the state has no ${name}`)
      return [name, tensor('float32', values, shape)] as const
    })
    const { features, targets, order } = await feed.take(call.order)
    return {
      features,
      order,
      ...(loop.conditional && targets !== null ? { labels: targets } : {}),
      ...stepFeeds(call),
      keys: tensor('uint32', keys, [call.steps, loop.keysPerStep]),
      ...Object.fromEntries(tensors),
    }
  }

  return {
    feeds: feedsOf,
    run: async (call) => {
      const { state } = call
      const places = placesOf(call, carried, ['gradient_norms', ...loop.losses.map(lossOutput)])
      await session.write(await feedsOf(call), places.outputs)
      return {
        state: new Map([
          ...places.carried,
          ...loop.frozen.map(({ name }) => [name, state.get(name) ?? new Float32Array(0)] as const),
        ]),
        losses: Object.fromEntries(loop.losses.map((name) => [name, places.series(lossOutput(name))])),
        gradientNorms: places.series('gradient_norms'),
      }
    },
    release: async () => {
      await session.release()
      await feed.release()
    },
  }
}
