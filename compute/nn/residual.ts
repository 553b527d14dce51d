/** Residual connections (He et al. 2016). */
import * as op from '../graph/ops.ts'
import type { Layer } from './layer.ts'

/** What a layer gives plus what its input is, or what a shortcut makes of it. */
export function residual(main: Layer, shortcut: Layer): Layer {
  return {
    parameters: [...main.parameters, ...shortcut.parameters],
    buffers: [...main.buffers, ...shortcut.buffers],
    forward: (x, context) => op.add(main.forward(x, context), shortcut.forward(x, context)),
  }
}
