/** The weights that a run gives: those that it trains, or their moving average where one is kept. */
import type { NamedTensors } from '../models/weights.ts'
import { averageSlot } from '../optim/weight-average.ts'

/** The average of each weight that has one in its optimiser's slots, once there was a step, and the weight itself of the others. */
export function resultWeights(weights: NamedTensors, slots: NamedTensors, step: number): NamedTensors {
  if (step === 0) return weights
  return new Map(Array.from(weights, ([name, own]) => [name, slots.get(`${name}.${averageSlot}`) ?? own]))
}
