/**
 * The target as the trainer learns it, and the model's outputs back in the target's own units.
 */
import type { FittedTarget } from '../../spec/preprocessing.ts'
import type { TrainingTable } from '../training-table.ts'
import { modelNumber } from './number-statistics.ts'
import type { TargetValues } from './target.ts'

type FittedValue = Extract<FittedTarget, { kind: 'value' }>

/** Class indices as they are (−1 where missing), or standardised values (0 where missing: such rows are in no part). */
export function encodeTarget(target: TargetValues, fitted: FittedTarget): TrainingTable['targets'] {
  if (target.kind === 'classes') return { kind: 'classes', values: target.values }
  if (target.kind === 'step-classes') throw new Error('labels of words are encoded with their places')
  if (target.kind === 'spans') throw new Error('answers are encoded with their places')
  if (fitted.kind !== 'value') throw new Error('fitted for classes, given values')
  const { mean, scale } = fitted
  const values = Float32Array.from(target.values, (value) => {
    return Number.isNaN(value) ? 0 : Math.fround(modelNumber(value) - mean) * scale
  })
  return { kind: 'values', values }
}

/** What a standardised output is multiplied by, as a 32-bit float: the target's standard deviation. */
export function outputScale(fitted: Pick<FittedValue, 'scale'>): number {
  return Math.fround(1 / fitted.scale)
}

/** Standardised outputs in the target's own units, rounded as in the exported graph: output · std, then + mean. */
export function turnBack(outputs: Float32Array, fitted: FittedValue): Float32Array {
  const std = outputScale(fitted)
  return outputs.map((output) => Math.fround(output * std) + fitted.mean)
}
