/**
 * Rows whose class may be wrong: nearly all of the training rows nearest to them are of one other class (as edited
 * nearest neighbours has it: Wilson 1972), while most rows of its own class lie among their own.
 */
import type { Finding } from '../../spec/health.ts'
import { encodeFeatures } from '../preprocess/encode.ts'
import { fitPreprocessing } from '../preprocess/fit-preprocessing.ts'
import { finding, type HealthQuestion } from './question.ts'

/** Neighbours that are asked, and how many of them must agree on another class. */
const neighbours = 10
const agreeing = 9
/** Of a class whose rows mostly lie among others, the columns don't tell which are wrong. */
const recognisedShare = 0.7
/** More rows, or more inputs a row, are not compared with each other: it takes their square. */
const mostRows = 3000
const mostInputs = 300
/** Rows that are looked at again in one go. */
const mostReviewed = 200

/** See the file's head. */
export function labelNoise({ target, split, features, columns, missing, sourceOf }: HealthQuestion): Finding[] {
  const known = features.filter(({ column }) => columns.columns.has(column))
  if (target.kind !== 'classes' || known.length === 0 || split.train.length <= 5 * neighbours) return []
  const fitted = fitPreprocessing(columns, { features: known }, target, split.train, missing)
  const inputs = encodeFeatures(columns, fitted)
  const width = inputs.length / columns.rows
  if (width > mostInputs) return []
  const step = Math.max(1, split.train.length / mostRows)
  const rows = Uint32Array.from(
    { length: Math.min(mostRows, split.train.length) },
    (_, at) => split.train[Math.floor(at * step)]!,
  )
  const distances = new Float64Array(rows.length)
  const looked = Array.from(rows, (row) => {
    rows.forEach((other, at) => (distances[at] = other === row ? Infinity : distance(inputs, width, row, other)))
    return { row, own: target.values[row]!, ...nearestClass(distances, rows, target.values) }
  })
  const recognised = target.labels.map((_, label) => {
    const ofClass = looked.filter(({ own }) => own === label)
    return ofClass.filter(({ nearest }) => nearest === label).length >= ofClass.length * recognisedShare
  })
  const suspects = looked.filter(({ own, nearest, votes }) => recognised[own] && nearest !== own && votes >= agreeing)
  if (suspects.length === 0) return []
  const params = { count: suspects.length, looked: rows.length, neighbours, agreeing }
  const found = suspects.map(({ row }) => row)
  return [
    finding('labelNoise', params, {
      column: target.column,
      rows: found,
      sourceOf,
      remedies: [{ kind: 'review-labels', column: target.column, rows: found.slice(0, mostReviewed).map(sourceOf) }],
    }),
  ]
}

function distance(inputs: Float32Array, width: number, a: number, b: number): number {
  let sum = 0
  for (let at = 0; at < width; at++) sum += (inputs[a * width + at]! - inputs[b * width + at]!) ** 2
  return sum
}

/** The class that most of the nearest rows have, and how many of them. */
function nearestClass(distances: Float64Array, rows: Uint32Array, classes: Int32Array) {
  const limit = distances.slice().sort()[neighbours - 1]!
  const counts = new Map<number, number>()
  let asked = 0
  distances.forEach((far, at) => {
    if (far > limit || asked === neighbours) return
    asked++
    counts.set(classes[rows[at]!]!, (counts.get(classes[rows[at]!]!) ?? 0) + 1)
  })
  const [[nearest, votes] = [-1, 0]] = [...counts].sort(([, a], [, b]) => b - a)
  return { nearest, votes }
}
