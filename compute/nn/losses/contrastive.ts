/**
 * NT-Xent, the loss of learning without labels by comparison (Chen et al. 2020, A Simple Framework for Contrastive Learning
 * of Visual Representations): of all vectors of a batch, each is to be closest to the one of the other view of its row.
 */
import * as op from '../../graph/ops.ts'
import { dimAt, GraphError } from '../../graph/shape.ts'
import type { Value } from '../../graph/value.ts'
import { asRows } from '../rows.ts'
import { type LossFunction, rowCount } from './loss.ts'

/** What is taken off a vector's likeness to itself, which is not to count. */
const itself = 1e9
/** Shortest length that a vector is divided by, as torch.nn.functional.normalize. */
const shortest = 1e-12

/** Both views of all rows, first views first (2 · rows × width), and the same with first and second views changed over. */
function bothViews(vectors: Value): { all: Value; partners: Value } {
  const [first, second] = [0, 1].map((view) => op.slice(vectors, { axis: 1, start: view, end: view + 1 })) as [
    Value,
    Value,
  ]
  const stacked = (views: readonly Value[]) => asRows(op.transpose(op.concat(views, 1), [1, 0, 2]))
  return { all: stacked([first, second]), partners: stacked([second, first]) }
}

/** 1 where row and column are the same: rows × rows. */
function identityMatrix(x: Value): Value {
  const [places, rows] = [op.counting(x, 0), dimAt(x.shape, 0)]
  return op.cast(op.equal(op.reshape(places, [rows, 1]), op.reshape(places, [1, rows])), 'float32')
}

/**
 * The loss of vectors (rows × 2 × width, the two views of each row), by the cosines between them divided by the temperature.
 * There are no targets: what is given as such plays no part. Every row is compared with all others of its batch, so that a
 * batch in parts is another loss. Throws GraphError for other than two views.
 */
export function ntXent(temperature: number): LossFunction {
  return (vectors) => {
    if (dimAt(vectors.shape, 1) !== 2) throw new GraphError('each row needs two views')
    const { all, partners } = bothViews(vectors)
    const lengthOf = (x: Value) => op.max(op.sqrt(op.reduceSum(op.mul(x, x), { axes: [1], keepDims: true })), shortest)
    const length = lengthOf(all)
    const [units, others] = [op.div(all, length), op.div(partners, lengthOf(partners))]
    const scores = op.sub(
      op.fusedMatMul(units, units, { transB: 1, alpha: 1 / temperature }),
      op.mul(identityMatrix(all), itself),
    )
    const largest = op.reduceMax(scores, { axes: [1], keepDims: true })
    const exponentials = op.exp(op.sub(scores, largest))
    const total = op.reduceSum(exponentials, { axes: [1], keepDims: true })
    const wanted = op.div(op.reduceSum(op.mul(units, others), { axes: [1], keepDims: true }), temperature)
    const sum = op.reduceSum(op.sub(op.add(op.log(total), largest), wanted))
    const weight = rowCount(all)

    // Each score belongs to two vectors: its gradient, the probability less 1 for the partner, counts for both.
    const probabilities = op.div(exponentials, total)
    const pulls = op.add(op.matMul(probabilities, units), op.fusedMatMul(probabilities, units, { transA: 1 }))
    const byUnits = op.div(op.sub(pulls, op.mul(others, 2)), op.mul(weight, temperature))
    // Of a vector's gradient what is along it changes only its length, which doesn't count.
    const along = op.mul(units, op.reduceSum(op.mul(units, byUnits), { axes: [1], keepDims: true }))
    const gradient = op.div(op.sub(byUnits, along), length)
    const [rows, , width] = vectors.shape
    return {
      mean: op.div(sum, weight),
      sum,
      weight,
      gradient: op.transpose(op.reshape(gradient, [2, rows!, width!]), [1, 0, 2]),
    }
  }
}
