/** What the loads of all model families are counted in. */
import type { Activation } from '../spec/activation.ts'

export interface ModelLoad {
  /** Of one row's forward pass; other arithmetic is counted as so many multiplications. */
  readonly multiplications: number
  /** How many times as long as in the smallest MLP it takes to start a training step's operations. */
  readonly start: number
  /** Numbers that one row's forward pass leaves for the backward pass. */
  readonly units: number
  /** Numbers of running statistics. */
  readonly buffers: number
}

/** Activations other than ReLU cost more for each unit, in multiplications. */
export const activationMultiplications = {
  relu: 4,
  'leaky-relu': 5,
  gelu: 40,
  'gelu-tanh': 45,
  silu: 30,
  tanh: 20,
  sigmoid: 20,
} as const satisfies Record<Activation, number>
/** A dropped unit needs a random number. In multiplications. */
export const dropoutMultiplications = 30
