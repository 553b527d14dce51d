/** Runs a compiled loop of a generative model: the rows stay where they are, the rest is given to each call. */
import { createSession } from '../graph/session.ts'
import { GraphError } from '../graph/shape.ts'
import { tensor } from '../graph/tensor.ts'
import type { GenerativeLoop } from './generative-loop.ts'
import { lastName } from './loop-compiler.ts'
import { floats, int64Vector, type LoopCall, stepFeeds } from './loop-session.ts'
import type { CarriedState } from './state-layout.ts'
import type { TrainingTable } from './training-table.ts'

/** Rows to learn to make: a training table, whose targets are for models that are asked for rows of a class. */
export interface GenerativeTable extends Pick<TrainingTable, 'rows' | 'inputs' | 'features' | 'split'> {
  readonly targets?: TrainingTable['targets']
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
  release(): Promise<void>
}

/** The rows' classes as a graph input. Throws GraphError where the table has none. */
function labelsOf({ targets }: GenerativeTable) {
  if (targets?.kind !== 'classes') throw new GraphError('the model asks for the classes of the rows')
  return int64Vector(targets.values)
}

/** Makes a session of a loop over a table. Throws GraphError where the model asks for classes and the table has none. */
export async function createGenerativeLoopSession(
  loop: GenerativeLoop,
  table: GenerativeTable,
  threads: number,
): Promise<GenerativeLoopSession> {
  const session = await createSession(loop.file, { threads })
  const carried = [...loop.weights, ...loop.slots]
  const fixed = {
    features: tensor('float32', table.features, [table.rows, table.inputs]),
    ...(loop.conditional ? { labels: labelsOf(table) } : {}),
  }
  return {
    run: async ({ state, keys, ...call }) => {
      const tensors = [...carried, ...loop.frozen].map(({ name, shape }) => {
        const values = state.get(name)
        if (values === undefined) throw new RangeError(`the state has no ${name}`)
        return [name, tensor('float32', values, shape)] as const
      })
      const results = await session.run({
        ...fixed,
        ...stepFeeds(call),
        keys: tensor('uint32', keys, [call.steps, loop.keysPerStep]),
        ...Object.fromEntries(tensors),
      })
      return {
        state: new Map([
          ...carried.map(({ name }) => [name, floats(results, lastName(name))] as const),
          ...loop.frozen.map(({ name }) => [name, state.get(name) ?? new Float32Array(0)] as const),
        ]),
        losses: Object.fromEntries(loop.losses.map((name) => [name, floats(results, `losses.${name}`)])),
        gradientNorms: floats(results, 'gradient_norms'),
      }
    },
    release: () => session.release(),
  }
}
