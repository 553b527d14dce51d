/**
 * Shapes: lists of axis lengths, of which some may be known only by name until the graph runs.
 *
 * Two lengths with the same name are equal at run time; nothing else is assumed of a name.
 */

export type Dim = number | string
export type Shape = readonly Dim[]

/** A graph that was put together wrongly: a mistake in our code, never in a person's data. */
export class GraphError extends Error {
  override readonly name = 'GraphError'
}

/** A shape as it is written in error messages, for example `[batch, 64]`. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis])
}

/** The axis counted from the front, for an axis that may be counted from the end (negative). */
export function positiveAxis(axis: number, rank: number): number {
  const positive = axis < 0 ? axis + rank : axis
  if (!Number.isInteger(axis) || positive < 0 || positive >= rank) {
    throw new GraphError(`axis ${axis} doesn't exist in a tensor of rank ${rank}`)
  }
  return positive
}

/** The length of an axis, which may be counted from the end. */
export function dimAt(shape: Shape, axis: number): Dim {
  return shape[positiveAxis(axis, shape.length)] as Dim
}

/** Number of elements, or null where a length is known only by name. */
export function knownSize(shape: Shape): number | null {
  return shape.reduce<number | null>(
    (product, dim) => (product === null || typeof dim === 'string' ? null : product * dim),
    1,
  )
}

function broadcastDim(a: Dim, b: Dim): Dim | null {
  if (a === b || b === 1) return a
  return a === 1 ? b : null
}

/** The shape that several broadcast to, by ONNX's (NumPy's) rule. Throws GraphError where they don't fit. */
export function broadcastShapes(...shapes: readonly Shape[]): Shape {
  const rank = Math.max(...shapes.map((shape) => shape.length))
  return Array.from({ length: rank }, (_, axis) =>
    shapes.reduce<Dim>((length, shape) => {
      const dim = shape[axis - (rank - shape.length)] ?? 1
      const joined = broadcastDim(length, dim)
      if (joined === null) throw new GraphError(`shapes ${shapes.map(formatShape).join(' and ')} don't broadcast`)
      return joined
    }, 1),
  )
}
