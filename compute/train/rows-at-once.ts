/** How many rows go through a forward pass at once where it doesn't matter for the result. */
import { reachableNodes } from '../graph/scope.ts'
import type { Value } from '../graph/value.ts'

/** Enough rows to be fast; and the most numbers that one operation may give (32 MB), for memory's sake. */
const most = { rows: 4096, numbers: 8_388_608 } as const

/** Rows at once for a pass whose operations give so many numbers a row at most. */
export function rowsAtOnceFor(numbersPerRow: number): number {
  return Math.max(1, Math.min(most.rows, Math.floor(most.numbers / Math.max(1, numbersPerRow))))
}

/** Rows at once for the pass that gives these outputs. */
export function rowsAtOnce(outputs: Value): number {
  const sizes = reachableNodes([outputs]).flatMap((node) =>
    node.outputs.map(({ shape }) =>
      // An axis known only by name is that of the rows. Weights have none.
      shape.some((dim) => typeof dim === 'string')
        ? shape.reduce<number>((product, dim) => (typeof dim === 'string' ? product : product * dim), 1)
        : 0,
    ),
  )
  return rowsAtOnceFor(Math.max(1, ...sizes))
}
