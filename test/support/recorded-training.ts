/** Training as PyTorch was recorded to train: from given weights, on given batches. */
import { targetFormOf } from '../../compute/data/training-table.ts'
import { buildModel } from '../../compute/models/families.ts'
import type { NamedTensors } from '../../compute/models/weights.ts'
import type { Layer } from '../../compute/nn/layer.ts'
import type { LossFunction } from '../../compute/nn/losses/loss.ts'
import { createOptimizer } from '../../compute/optim/optimizers.ts'
import type { Task } from '../../compute/spec/dataset.ts'
import type { ModelSpec } from '../../compute/spec/model.ts'
import type { OptimizerSpec } from '../../compute/spec/training.ts'
import { channelBlock } from '../../compute/graph/lower/channel-block.ts'
import { compileLoop } from '../../compute/train/loop-compiler.ts'
import { createLoopSession } from '../../compute/train/loop-session.ts'
import { packState, unpackState } from '../../compute/train/state-layout.ts'
import type { TrainingTable } from '../../compute/train/training-table.ts'

export interface RecordedTraining {
  readonly model: ModelSpec
  readonly task: Task
  readonly optimizer: OptimizerSpec
  readonly learningRate: number
  readonly weightDecay: number
  readonly gradientClip: number | null
  readonly initial: NamedTensors
  /** In place of the model of the spec. */
  readonly network?: Layer
  /** In place of the targets' usual loss. */
  readonly loss?: LossFunction
  /** Parts in which a batch goes through the model; 1 where it isn't said. */
  readonly accumulation?: number
}

/** Batches of one size, one after the other; a call of the loop can only end with a smaller one. */
function chunksOf(batches: readonly (readonly number[])[], batchSize: number): (readonly number[])[][] {
  const found: (readonly number[])[][] = [[]]
  for (const batch of batches) {
    found.at(-1)!.push(batch)
    if (batch.length < batchSize) found.push([])
  }
  return found.filter((chunk) => chunk.length > 0)
}

/**
 * Losses and gradient norms of all steps, and the weights after the last.
 * @param order of channels: the processor's own, as in the app, or the plain one, in which every processor rounds nearly alike
 */
export async function trainRecorded(
  recorded: RecordedTraining,
  table: TrainingTable,
  batches: readonly (readonly number[])[],
  batchSize: number,
  order: 'own' | 'plain' = 'own',
) {
  const { task, gradientClip, weightDecay, learningRate } = recorded
  const model = recorded.network ?? buildModel(recorded.model, table.inputs, table.outputs)
  const optimizer = createOptimizer(recorded.optimizer, weightDecay)
  const decays = weightDecay > 0
  const target = targetFormOf(table)
  const options = {
    model,
    task,
    target,
    ...(recorded.loss === undefined ? {} : { loss: recorded.loss }),
    inputs: table.inputs,
    batchSize,
    optimizer,
    decays,
    gradientClip,
    accumulation: recorded.accumulation ?? 1,
  }
  const loop = compileLoop(options, order === 'own' ? await channelBlock() : null)
  const session = await createLoopSession(loop, table, 1)
  let state = packState([...loop.parameters, ...loop.slots, ...loop.buffers], recorded.initial)
  const [losses, norms]: [number[], number[]] = [[], []]
  for (const chunk of chunksOf(batches, batchSize)) {
    const coefficients = chunk.flatMap((_, index) => optimizer.coefficients(losses.length + index, learningRate))
    const result = await session.run({
      state,
      steps: chunk.length,
      order: Uint32Array.from(chunk.flat()),
      coefficients: Float32Array.from(coefficients),
      keys: new Uint32Array(0),
    })
    state = result.state
    losses.push(...result.losses)
    norms.push(...result.gradientNorms)
  }
  await session.release()
  return { losses, norms, weights: unpackState([...loop.parameters, ...loop.buffers], state), model }
}
