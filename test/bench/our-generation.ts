/** Our side of the benchmark for generative models: the compiled loop on random rows, with noise of its own, as a run calls it. */
import { channelBlock } from '../../compute/graph/lower/channel-block.ts'
import { buildGenerativeModel, partsOf } from '../../compute/models/generative-families.ts'
import { initialWeights } from '../../compute/models/weights.ts'
import { networkDefaults } from '../../compute/spec/generative-training.ts'
import type { GenerativeModelSpec } from '../../compute/spec/generative-model.ts'
import { compileGenerativeLoop } from '../../compute/train/generative-loop.ts'
import { createGenerativeLoopSession } from '../../compute/train/generative-loop-session.ts'
import { batchesOfStep } from '../../compute/train/generative-step.ts'
import { networkOptimizer, stepTables } from '../../compute/train/generative-tables.ts'
import { packState } from '../../compute/train/state-layout.ts'

/** Adam for each network. */
const adam = {
  optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  learningRate: 1e-3,
  weightDecay: 0,
  gradientClip: null,
  ...networkDefaults,
} as const
const training = { networks: { autoencoder: adam, discriminator: adam, generator: adam }, seed: 1 }

/** A loop that makes some steps when it is called; what it has learned stays in it. */
export async function createGenerativeLoop(
  spec: GenerativeModelSpec,
  { inputs, batch, rows }: { readonly inputs: number; readonly batch: number; readonly rows: number },
  threads: number,
): Promise<{ readonly compile: number; train(steps: number): Promise<void>; release(): Promise<void> }> {
  const model = buildGenerativeModel(spec, inputs)
  const optimizerOf = (network: keyof typeof training.networks) => networkOptimizer(training, network)
  const block = await channelBlock()
  const began = performance.now()
  const loop = compileGenerativeLoop({ model, inputs, batchSize: batch, optimizerOf, threads }, block)
  const compile = performance.now() - began
  const [none, [least, most]] = [new Uint32Array(0), model.range]
  const features = Float32Array.from({ length: rows * inputs }, () => least + Math.random() * (most - least))
  const table = { rows, inputs, features, split: { train: none, validation: none, test: none } }
  const session = await createGenerativeLoopSession(loop, table, threads)
  let state = packState([...loop.weights, ...loop.slots], initialWeights(partsOf(model), 1))
  let spare: typeof state | undefined
  let done = 0
  return {
    compile,
    train: async (steps) => {
      const order = new Uint32Array(steps * batch * batchesOfStep(model)).map((_, index) => index % rows)
      const tables = stepTables(model, training, loop, () => 1, done, steps)
      const { state: next } = await session.run({ state, steps, order, ...tables, into: spare })
      spare = state
      state = next
      done += steps
    },
    release: () => session.release(),
  }
}
