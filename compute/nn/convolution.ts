/** Convolutional layers (torch.nn.Conv1d, Conv2d and ConvTranspose2d), with PyTorch's initial values. */
import * as op from '../graph/ops.ts'
import { sizeOf } from '../graph/tensor.ts'
import { type PerAxis, perAxis } from '../graph/window.ts'
import type { Layer, ParameterSpec } from './layer.ts'

export interface ConvLayerOptions extends op.ConvOptions {
  readonly kernel: PerAxis
  /** Whether a bias is added to each channel; there is one unless it says otherwise. */
  readonly bias?: boolean
}

/** Kernel and bias, uniform within ±1/√(numbers that a kernel sees): Kaiming's bound for a = √5. */
function convParameters(name: string, shape: readonly number[], outputs: number, bias: boolean): ParameterSpec[] {
  const initializer = { kind: 'uniform', bound: 1 / Math.sqrt(sizeOf(shape.slice(1))) } as const
  const weight: ParameterSpec = { name: `${name}.weight`, shape, initializer, decays: true }
  return bias ? [weight, { name: `${name}.bias`, shape: [outputs], initializer, decays: false }] : [weight]
}

function convolution(axes: number, name: string, inputs: number, outputs: number, options: ConvLayerOptions): Layer {
  const { kernel, bias = true, ...window } = options
  const shape = [outputs, inputs / (options.groups ?? 1), ...perAxis(kernel, axes)]
  return {
    parameters: convParameters(name, shape, outputs, bias),
    buffers: [],
    forward: (x, { tensor }) => op.conv(x, tensor(`${name}.weight`), bias ? tensor(`${name}.bias`) : null, window),
  }
}

/** A convolution from batch × inputs × length to batch × outputs × length. Weight: outputs × inputs / groups × kernel. */
export const conv1d = (name: string, inputs: number, outputs: number, options: ConvLayerOptions): Layer =>
  convolution(1, name, inputs, outputs, options)

/** A convolution from batch × inputs × height × width to the same of outputs. Weight: outputs × inputs / groups × kernel. */
export const conv2d = (name: string, inputs: number, outputs: number, options: ConvLayerOptions): Layer =>
  convolution(2, name, inputs, outputs, options)

/**
 * A transposed convolution from batch × inputs × height × width to the same of outputs.
 * Weight: inputs × outputs / groups × kernel. PyTorch takes its initial bound from the weight's second axis here too.
 */
export function convTranspose2d(
  name: string,
  inputs: number,
  outputs: number,
  options: ConvLayerOptions & op.ConvTransposeOptions,
): Layer {
  const { kernel, bias = true, ...window } = options
  const shape = [inputs, outputs / (options.groups ?? 1), ...perAxis(kernel, 2)]
  return {
    parameters: convParameters(name, shape, outputs, bias),
    buffers: [],
    forward: (x, { tensor }) =>
      op.convTranspose(x, tensor(`${name}.weight`), bias ? tensor(`${name}.bias`) : null, window),
  }
}
