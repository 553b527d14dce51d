/** How far a normal distribution with a diagonal covariance is from the standard one: the VAE's second term. */
import * as op from '../../graph/ops.ts'
import type { Value } from '../../graph/value.ts'
import { rowCount } from './loss.ts'

export interface KlDivergence {
  /** Mean over the rows of what a row's dimensions sum up to, times β: a scalar. */
  readonly mean: Value
  /** The same summed over the rows. */
  readonly sum: Value
  /** Derivatives of the mean by what it is made of. */
  readonly gradients: { readonly mean: Value; readonly logVariance: Value }
}

/**
 * β · −½ Σ (1 + log σ² − μ² − σ²), of means μ and log-variances log σ² (rows × dimensions; Kingma and Welling 2014,
 * appendix B; β by Higgins et al. 2017), as torch.distributions.kl_divergence.
 */
export function klDivergence(mean: Value, logVariance: Value, beta = 1): KlDivergence {
  const rows = rowCount(mean)
  const variance = op.exp(logVariance)
  const surplus = op.sub(variance, 1)
  const sum = op.mul(op.reduceSum(op.sub(op.add(op.mul(mean, mean), surplus), logVariance)), beta / 2)
  return {
    mean: op.div(sum, rows),
    sum,
    gradients: {
      mean: op.div(op.mul(mean, beta), rows),
      logVariance: op.div(op.mul(surplus, beta / 2), rows),
    },
  }
}
