/** The optimisers of `compute/spec/training.ts`. A new one is a file and a row here. */
import type { OptimizerKind, OptimizerSpec } from '../spec/training.ts'
import { adagrad } from './adagrad.ts'
import { adam } from './adam.ts'
import { lion } from './lion.ts'
import type { Optimizer } from './optimizer.ts'
import { rmsprop } from './rmsprop.ts'
import { momentumSgd, sgd } from './sgd.ts'

const optimizers: {
  readonly [K in OptimizerKind]: (spec: Extract<OptimizerSpec, { kind: K }>, weightDecay: number) => Optimizer
} = {
  sgd: (_, weightDecay) => sgd(weightDecay),
  momentum: ({ momentum, nesterov }, weightDecay) => momentumSgd(momentum, nesterov, weightDecay),
  adam: (spec, weightDecay) => adam({ ...spec, weightDecay, decoupled: false }),
  adamw: (spec, weightDecay) => adam({ ...spec, weightDecay, decoupled: true }),
  rmsprop: (spec, weightDecay) => rmsprop({ ...spec, weightDecay }),
  adagrad: (spec, weightDecay) => adagrad({ ...spec, weightDecay }),
  lion: (spec, weightDecay) => lion({ ...spec, weightDecay }),
}

/** The optimiser that a spec asks for. */
export function createOptimizer(spec: OptimizerSpec, weightDecay: number): Optimizer {
  const create = optimizers[spec.kind] as (spec: OptimizerSpec, weightDecay: number) => Optimizer
  return create(spec, weightDecay)
}
