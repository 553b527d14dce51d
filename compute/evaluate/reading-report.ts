/** How well labels are read from sequences of steps that nobody has aligned with them (models that are trained by CTC). */
import type { ReadingReport } from '../spec/sequence-evaluation.ts'

type Labels = readonly number[]

/**
 * A row's labels by the best path: of each step the class with the largest logit, repeated ones taken as one, blanks (0) left
 * out (Graves et al. 2006, section 3.2).
 *
 * @param logits of the row's steps: steps × classes; those of steps that aren't there left out
 */
export function bestPath(logits: Float32Array, classes: number): Labels {
  const labels: number[] = []
  let before = 0
  for (let start = 0; start < logits.length; start += classes) {
    const own = logits.subarray(start, start + classes)
    const label = own.reduce((best, logit, index) => (logit > own[best]! ? index : best), 0)
    if (label !== 0 && label !== before) labels.push(label)
    before = label
  }
  return labels
}

/** How many labels have to be put in, left out or changed to make one sequence of the other (Levenshtein 1966). */
export function editDistance(a: Labels, b: Labels): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  a.forEach((label, index) => {
    const next = [index + 1]
    b.forEach((other, at) => next.push(Math.min(next[at]! + 1, row[at + 1]! + 1, row[at]! + (label === other ? 0 : 1))))
    row = next
  })
  return row[b.length]!
}

/** Makes the report. `usual`: what the training rows hold most often, which the baseline always reads. */
export function readingReport(right: readonly Labels[], read: readonly Labels[], usual: Labels): ReadingReport {
  const scoresOf = (said: (row: number) => Labels) => {
    const distances = right.map((own, row) => editDistance(own, said(row)))
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
    return {
      labelErrorRate: sum(distances) / Math.max(sum(right.map(({ length }) => length)), 1),
      exactRows: distances.filter((distance) => distance === 0).length / Math.max(right.length, 1),
    }
  }
  return { rows: right.length, model: scoresOf((row) => read[row]!), baseline: scoresOf(() => usual) }
}
