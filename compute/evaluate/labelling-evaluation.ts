/** Judges labels of words of a run's test rows: entities and words, which types are taken for which, and the rows with the most mistakes. */
import type { PreparedLabelling } from '../data/labelling/prepare-labelling.ts'
import { areTags, typeOfTag } from '../spec/entities.ts'
import type { LabellingEvaluation } from '../spec/sequence-evaluation.ts'
import { ignoredLabel } from '../spec/target-form.ts'
import { predictedClass } from './classification-report.ts'
import { labellingReport } from './labelling-report.ts'

/** Rows that are listed. */
const mostListed = 100

export interface JudgedLabelling {
  readonly labelling: PreparedLabelling
  readonly labels: readonly string[]
  readonly split: { readonly train: Uint32Array; readonly test: Uint32Array }
}

/** The label that words beyond a model's steps are taken to have: none, or else the most frequent one. */
export function labelBeyond(labels: readonly string[], counts: readonly number[]): number {
  const outside = labels.indexOf('O')
  return outside >= 0 ? outside : counts.indexOf(Math.max(...counts))
}

/**
 * Makes the report.
 *
 * @param predictions probabilities: test rows × steps × labels
 */
export function labellingEvaluation(
  { labelling, labels, split: { train, test } }: JudgedLabelling,
  predictions: Float32Array,
): LabellingEvaluation {
  const counts = labelCounts(labelling, labels.length, train)
  const beyond = labelBeyond(labels, counts)
  const longest = Array.from(test, (row) => labelling.words[row]!.length).reduce((most, own) => Math.max(most, own), 1)
  const actual = new Int32Array(test.length * longest).fill(ignoredLabel)
  const predicted = new Int32Array(test.length * longest).fill(beyond)
  test.forEach((row, at) => {
    actual.set(labelling.labels[row]!, at * longest)
    labelling.places(row).forEach((place, word) => {
      predicted[at * longest + word] =
        place < 0 ? beyond : predictedClass(predictions, at * labelling.steps + place, labels.length)
    })
  })
  const judged = { labels, steps: longest, actual, predicted }
  return {
    task: 'labelling',
    ...labellingReport(judged, counts),
    confusion: confusionOf(labels, actual, predicted),
    shortened: test.filter((row) => labelling.places(row).includes(-1)).length,
    ...mistakesOf({ ...judged, labelling, test }),
  }
}

/** How often each label is among some rows' words. */
function labelCounts({ labels }: PreparedLabelling, count: number, rows: Uint32Array): number[] {
  const counts = Array<number>(count).fill(0)
  for (const row of rows) for (const label of labels[row]!) counts[label]!++
  return counts
}

/** Words by what they are and what they are taken for, wherever in an entity: actual by row, predicted by column. */
function confusionOf(
  labels: readonly string[],
  actual: Int32Array,
  predicted: Int32Array,
): LabellingEvaluation['confusion'] {
  const types = areTags(labels) ? [...new Set(labels.map(typeOfTag))] : [...labels]
  const ofLabel = labels.map((label) => types.indexOf(areTags(labels) ? typeOfTag(label) : label))
  const counts = types.map(() => Array<number>(types.length).fill(0))
  actual.forEach((label, at) => {
    if (label !== ignoredLabel) counts[ofLabel[label]!]![ofLabel[predicted[at]!]!]!++
  })
  return { labels: types, counts }
}

interface JudgedRows {
  readonly labels: readonly string[]
  readonly steps: number
  readonly actual: Int32Array
  readonly predicted: Int32Array
  readonly labelling: PreparedLabelling
  readonly test: Uint32Array
}

/** The rows with the most words wrong, and how many have one. */
function mistakesOf({ labels, steps, actual, predicted, labelling, test }: JudgedRows) {
  const wrongIn = Array.from(test, (row, at) => {
    const first = at * steps
    const own = actual.subarray(first, first + labelling.words[row]!.length)
    return own.reduce((wrong, label, word) => wrong + (label === predicted[first + word] ? 0 : 1), 0)
  })
  const wrong = wrongIn.flatMap((mistakes, at) => (mistakes > 0 ? [{ at, mistakes }] : []))
  wrong.sort((a, b) => b.mistakes - a.mistakes || a.at - b.at)
  return {
    wrongRows: wrong.length,
    mistakes: wrong.slice(0, mostListed).map(({ at, mistakes }) => {
      const row = test[at]!
      const words = labelling.words[row]!
      const names = (values: Int32Array) => words.map((_, word) => labels[values[at * steps + word]!]!)
      return { row: row + 1, words: [...words], actual: names(actual), predicted: names(predicted), mistakes }
    }),
  }
}
