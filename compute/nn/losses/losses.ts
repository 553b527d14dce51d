/** The losses of `compute/spec/training.ts`, and which a form of targets has when nothing else is said. A new one is a file and a row here. */
import { GraphError } from '../../graph/shape.ts'
import { targetForms, type TargetKind, type TargetKindOf } from '../../spec/target-form.ts'
import { type LossKind, type LossSpec, lossTasks } from '../../spec/training.ts'
import { crossEntropy, type CrossEntropySettings, softCrossEntropy, stepCrossEntropy } from './cross-entropy.ts'
import { ctc } from './ctc.ts'
import type { LossFunction } from './loss.ts'
import { absoluteError, huber, squaredError } from './regression.ts'
import { spanCrossEntropy } from './span-cross-entropy.ts'

/** Cross-entropy by the form of the classes: of labels in sequence it is that of all the ways to read them. */
const crossEntropies = {
  classes: crossEntropy,
  'step-classes': stepCrossEntropy,
  spans: spanCrossEntropy,
  'label-sequences': ({ labelSmoothing, classWeights }) => {
    if (labelSmoothing > 0 || classWeights !== null)
      throw new GraphError('labels in sequence are neither smoothed nor weighed')
    return ctc
  },
} satisfies Record<TargetKindOf<'classification'>, (settings: CrossEntropySettings) => LossFunction>

const lossFunctions: {
  readonly [K in LossKind]: (
    spec: Extract<LossSpec, { kind: K }>,
    target: TargetKindOf<(typeof lossTasks)[K]>,
    classWeights: Float32Array | null,
  ) => LossFunction
} = {
  'cross-entropy': ({ labelSmoothing }, target, classWeights) =>
    crossEntropies[target]({ labelSmoothing, classWeights }),
  mse: () => squaredError,
  mae: () => absoluteError,
  huber: ({ delta }) => huber(delta),
}

const plain: CrossEntropySettings = { labelSmoothing: 0, classWeights: null }

/** What training makes small for each form of targets where its spec names no loss. */
export const losses = {
  classes: crossEntropy(plain),
  values: squaredError,
  'step-classes': stepCrossEntropy(plain),
  spans: spanCrossEntropy(plain),
  'label-sequences': ctc,
  series: squaredError,
} satisfies Record<TargetKind, LossFunction>

/**
 * The loss that a spec asks for. `classWeights`: what the spec's kind of weighing comes to on the run's rows, null for none.
 * Throws GraphError for the loss of another task.
 */
export function createLoss(target: TargetKind, spec: LossSpec | null, classWeights: Float32Array | null): LossFunction {
  if (spec === null) return losses[target]
  const { task } = targetForms[target]
  if (lossTasks[spec.kind] !== task) throw new GraphError(`${spec.kind} is no loss for ${task}`)
  const create = lossFunctions[spec.kind] as (
    spec: LossSpec,
    target: TargetKind,
    weights: Float32Array | null,
  ) => LossFunction
  return create(spec, target, classWeights)
}

/** The loss that a spec asks for where rows have shares of several classes. Throws GraphError for the loss of another task. */
export function createSoftLoss(spec: LossSpec | null, classWeights: Float32Array | null): LossFunction {
  if (spec !== null && spec.kind !== 'cross-entropy') throw new GraphError(`${spec.kind} is no loss for classes`)
  return softCrossEntropy({ labelSmoothing: spec?.labelSmoothing ?? 0, classWeights })
}
