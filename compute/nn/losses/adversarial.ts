/** What the networks of a GAN make small: how far the discriminator's verdicts are from what each of them wants. */
import * as op from '../../graph/ops.ts'
import { scalarTensor } from '../../graph/tensor.ts'
import { constant, type Value } from '../../graph/value.ts'
import type { AdversarialLossKind } from '../../spec/generative-model.ts'

export interface AdversarialLoss {
  /** Mean over the rows: a scalar. */
  readonly mean: Value
  /** Derivative of the mean by the verdicts, in their shape. */
  readonly gradient: Value
}

/**
 * The loss of verdicts (rows × 1, before a sigmoid) where 1, for a real row, or 0, for a made one, is wanted. The
 * discriminator wants 1 for real rows and 0 for made ones, and its loss is the sum of both; the generator wants 1 for those
 * that it made.
 */
export type AdversarialLossFunction = (verdicts: Value, wanted: 0 | 1) => AdversarialLoss

/**
 * −log σ(v), or −log(1 − σ(v)): binary cross-entropy with targets that are all the same (Goodfellow et al. 2014; the
 * generator's is the one that doesn't saturate).
 */
const nonSaturating: AdversarialLossFunction = (verdicts, wanted) => {
  const softplus = op.log(op.add(op.exp(op.neg(op.abs(verdicts))), 1))
  const linear = op.relu(wanted === 1 ? op.neg(verdicts) : verdicts)
  const slope = wanted === 1 ? op.sub(op.sigmoid(verdicts), 1) : op.sigmoid(verdicts)
  return { mean: op.reduceMean(op.add(linear, softplus)), gradient: op.div(slope, op.lengthOf(verdicts, 0)) }
}

/** (v − wanted)² / 2, as in equation 9 of Mao et al. 2017. */
const leastSquares: AdversarialLossFunction = (verdicts, wanted) => {
  const distance = wanted === 1 ? op.sub(verdicts, 1) : verdicts
  return {
    mean: op.mul(op.reduceMean(op.mul(distance, distance)), 0.5),
    gradient: op.div(distance, op.lengthOf(verdicts, 0)),
  }
}

/**
 * −v, or v: how far the verdicts on both are apart is the distance between their distributions, as long as they rise and fall
 * no faster than the rows do (equation 2 of Arjovsky et al. 2017).
 */
const wasserstein: AdversarialLossFunction = (verdicts, wanted) => {
  const sign = wanted === 1 ? -1 : 1
  const all = op.expandLike(constant(scalarTensor('float32', sign)), verdicts)
  return { mean: op.mul(op.reduceMean(verdicts), sign), gradient: op.div(all, op.lengthOf(verdicts, 0)) }
}

/** The losses of `compute/spec/generative-model.ts`. */
export const adversarialLosses = {
  'non-saturating': nonSaturating,
  'least-squares': leastSquares,
  wasserstein,
} satisfies Record<AdversarialLossKind, AdversarialLossFunction>
