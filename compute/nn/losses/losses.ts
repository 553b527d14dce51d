/** The losses of `compute/spec/training.ts`, and which a task has when nothing else is said. A new one is a file and a row here. */
import { GraphError } from '../../graph/shape.ts'
import type { Task } from '../../spec/dataset.ts'
import { type LossKind, type LossSpec, lossTasks } from '../../spec/training.ts'
import { crossEntropy } from './cross-entropy.ts'
import type { LossFunction } from './loss.ts'
import { absoluteError, huber, squaredError } from './regression.ts'

const lossFunctions: {
  readonly [K in LossKind]: (spec: Extract<LossSpec, { kind: K }>, classWeights: Float32Array | null) => LossFunction
} = {
  'cross-entropy': ({ labelSmoothing }, classWeights) => crossEntropy({ labelSmoothing, classWeights }),
  mse: () => squaredError,
  mae: () => absoluteError,
  huber: ({ delta }) => huber(delta),
}

/** What each task's training makes small where its spec names no loss. */
export const losses = {
  classification: crossEntropy({ labelSmoothing: 0, classWeights: null }),
  regression: squaredError,
} satisfies Record<Task, LossFunction>

/**
 * The loss that a spec asks for. `classWeights`: what the spec's kind of weighing comes to on the run's rows, null for none.
 * Throws GraphError for the loss of another task.
 */
export function createLoss(task: Task, spec: LossSpec | null, classWeights: Float32Array | null): LossFunction {
  if (spec === null) return losses[task]
  if (lossTasks[spec.kind] !== task) throw new GraphError(`${spec.kind} is no loss for ${task}`)
  const create = lossFunctions[spec.kind] as (spec: LossSpec, weights: Float32Array | null) => LossFunction
  return create(spec, classWeights)
}
