/** Pictures read at places between their pixels. */
import { apply, defineOp } from '../op.ts'
import { dimAt, GraphError } from '../shape.ts'
import type { Value } from '../value.ts'

export const samplingOps = {
  /** torch.nn.functional.grid_sample: where each pixel of the result is taken from, from −1 to 1 between the outer edges. */
  GridSample: defineOp('GridSample', {
    since: 20,
    inputs: ['x', 'grid'],
    attributes: { mode: 'string', padding_mode: 'string', align_corners: 'int' },
    infer: ({ x, grid }) => {
      if (x.shape.length !== 4 || grid.shape.length !== 4 || dimAt(grid.shape, 3) !== 2)
        throw new GraphError('takes pictures and a place of two numbers for each of their pixels')
      return [{ dtype: x.dtype, shape: [...x.shape.slice(0, 2), ...grid.shape.slice(1, 3)] }]
    },
  }),
}

/** Bilinear, with zeros outside: [batch, channels, height, width] of pictures and places [batch, height, width, 2], x before y. */
export const sampleAt = (x: Value, grid: Value) =>
  apply(samplingOps.GridSample, [x, grid], { mode: 'linear', padding_mode: 'zeros', align_corners: 0 })
