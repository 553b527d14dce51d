/** What normalisation layers have in common: their parameters, and the smallest variance that they reckon with. */
import type { ParameterSpec } from './layer.ts'

/** PyTorch's default for all of them. */
export const epsilon = 1e-5

/** A factor and an offset for each of so many channels or columns; weight decay leaves them alone. */
export function scaleAndShift(name: string, width: number): readonly ParameterSpec[] {
  const shape = [width]
  return [
    { name: `${name}.weight`, shape, initializer: { kind: 'constant', value: 1 }, decays: false },
    { name: `${name}.bias`, shape, initializer: { kind: 'constant', value: 0 }, decays: false },
  ]
}
