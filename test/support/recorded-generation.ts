/** Training generative models as PyTorch was recorded to train them: from given weights, on given batches, by the same noise. */
import { buildGenerativeModel } from '../../compute/models/generative-families.ts'
import type { NamedTensors } from '../../compute/models/weights.ts'
import type { GenerativeModelSpec } from '../../compute/spec/generative-model.ts'
import type { GenerativeTraining } from '../../compute/spec/generative-training.ts'
import { channelBlock } from '../../compute/graph/lower/channel-block.ts'
import type { NetworkName } from '../../compute/spec/generative-model.ts'
import { compileGenerativeLoop } from '../../compute/train/generative-loop.ts'
import { createGenerativeLoopSession } from '../../compute/train/generative-loop-session.ts'
import { networkOptimizer, stepTables } from '../../compute/train/generative-tables.ts'
import { resultWeights } from '../../compute/train/result-weights.ts'
import { packState, unpackState } from '../../compute/train/state-layout.ts'

export interface RecordedGeneration {
  readonly model: GenerativeModelSpec
  readonly networks: GenerativeTraining['networks']
  readonly features: { readonly shape: readonly number[]; readonly data: Float32Array }
  /** The batches of each step. */
  readonly steps: readonly (readonly (readonly number[])[])[]
  readonly initial: NamedTensors
  /** Classes of the rows, for a model that asks for them. */
  readonly labels?: readonly number[] | undefined
}

/** Steps that one call can make: only its last may have a smaller batch. */
function callsOf(steps: RecordedGeneration['steps'], batchSize: number): RecordedGeneration['steps'][] {
  const calls: (readonly (readonly number[])[])[][] = [[]]
  for (const step of steps) {
    calls.at(-1)!.push(step)
    if (step.some((batch) => batch.length < batchSize)) calls.push([])
  }
  return calls.filter((call) => call.length > 0)
}

/** Losses of all steps by name, and the weights after the last, as they are and averaged where they are to be. */
export async function generateRecorded(recorded: RecordedGeneration, batchSize: number, seed: number) {
  const [rows = 0, inputs = 0] = recorded.features.shape
  const model = buildGenerativeModel(recorded.model, inputs)
  const training = { networks: recorded.networks, seed }
  const optimizerOf = (network: NetworkName) => networkOptimizer(training, network)
  const loop = compileGenerativeLoop({ model, inputs, batchSize, optimizerOf }, await channelBlock())
  const none = new Uint32Array(0)
  const split = { train: none, validation: none, test: none }
  const targets =
    recorded.labels === undefined
      ? {}
      : { targets: { kind: 'classes', values: Int32Array.from(recorded.labels) } as const }
  const table = { rows, inputs, features: recorded.features.data, split, ...targets }
  const session = await createGenerativeLoopSession(loop, table, 1)
  let state = packState([...loop.weights, ...loop.frozen, ...loop.slots], recorded.initial)
  const losses: Record<string, number[]> = Object.fromEntries(loop.losses.map((name) => [name, []]))
  let done = 0
  for (const call of callsOf(recorded.steps, batchSize)) {
    const tables = stepTables(model, training, loop, () => 1, done, call.length)
    const order = Uint32Array.from(call.flat(2))
    const result = await session.run({ state, steps: call.length, order, ...tables })
    state = result.state
    for (const name of loop.losses) losses[name]!.push(...(result.losses[name] ?? []))
    done += call.length
  }
  await session.release()
  const weights = unpackState([...loop.weights, ...loop.frozen], state)
  const averaged = resultWeights(weights, unpackState(loop.slots, state), done)
  return { losses, weights, averaged, model, inputs }
}
