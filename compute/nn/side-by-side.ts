/** Layers that each take their own part of a row, and whose outputs stand side by side. */
import * as op from '../graph/ops.ts'
import type { Value } from '../graph/value.ts'
import type { Layer } from './layer.ts'

/**
 * From rows whose numbers are divided among the layers, in their order, to what all of them make.
 * @param widths how many numbers of a row each layer takes
 */
export function sideBySide(layers: readonly Layer[], widths: readonly number[]): Layer {
  return {
    parameters: layers.flatMap(({ parameters }) => parameters),
    buffers: layers.flatMap(({ buffers }) => buffers),
    forward: (x, context) => {
      const parts = op.split(x, 1, widths)
      return op.concat(
        layers.map((layer, at) => layer.forward(parts[at] as Value, context)),
        1,
      )
    },
  }
}
