/** The activation functions that models are built with. */
import { z } from 'zod'

export const activations = ['relu', 'leaky-relu', 'gelu', 'gelu-tanh', 'silu', 'tanh', 'sigmoid'] as const
export const activationSchema = z.enum(activations)
export type Activation = z.infer<typeof activationSchema>
