/** Scikit-learn's 1,797 digits of 8 × 8 (test/fixtures/data/digits.json says where they come from), as a training table. */
import { gunzipSync } from 'node:zlib'
import { shuffleInPlace } from '../../compute/spec/random.ts'
import type { TrainingTable } from '../../compute/train/training-table.ts'
import digits from '../fixtures/data/digits.json' with { type: 'json' }

const inputs = 64
const brightest = 16

/** Grey levels from 0 to 1; 70 % of the images to train on, 15 % to validate, 15 % (269) to test, at random. */
export function digitsTable(): TrainingTable {
  const bytes = gunzipSync(Buffer.from(digits.data, 'base64'))
  const { rows } = digits
  const at = (row: number, column: number) => bytes[row * (inputs + 1) + column] ?? 0
  const order = Uint32Array.from({ length: rows }, (_, row) => row)
  shuffleInPlace(order, 1, 'split', 0)
  const [trained, validated] = [Math.round(rows * 0.7), Math.round(rows * 0.85)]
  return {
    rows,
    inputs,
    outputs: 10,
    features: Float32Array.from(
      { length: rows * inputs },
      (_, index) => at(Math.floor(index / inputs), index % inputs) / brightest,
    ),
    targets: { kind: 'classes', values: Int32Array.from({ length: rows }, (_, row) => at(row, inputs)) },
    split: {
      train: order.slice(0, trained),
      validation: order.slice(trained, validated),
      test: order.slice(validated),
    },
  }
}
