/** How good labels of steps are, beside always predicting the most frequent one. */
import { ignoredLabel } from '../spec/target-form.ts'
import type { LabellingReport } from '../spec/sequence-evaluation.ts'
import { predictedClass } from './classification-report.ts'
import { areTags, entitiesOf, type Entity } from '../spec/entities.ts'

/** What is to be judged, row-major, rows × steps. */
export interface LabelledSequences {
  readonly labels: readonly string[]
  readonly steps: number
  /** Label indices, `ignoredLabel` where a step has none. */
  readonly actual: Int32Array
  /** Label indices that the model gives. */
  readonly predicted: Int32Array
}

type Scores = LabellingReport['model']

/** The label of each step, of logits rows × steps × labels: of equal ones the first. */
export function predictedLabels(logits: Float32Array, labels: number): Int32Array {
  return Int32Array.from({ length: logits.length / labels }, (_, step) => predictedClass(logits, step, labels))
}

/** Makes the report. `trainCounts`: how often each label is among the training rows' steps. */
export function labellingReport(judged: LabelledSequences, trainCounts: readonly number[]): LabellingReport {
  const { labels, steps, actual } = judged
  const usual = trainCounts.indexOf(Math.max(...trainCounts))
  const always = new Int32Array(actual.length).fill(usual)
  const counts = areTags(labels) ? entityCounts(judged) : new Map<string, EntityCount>()
  return {
    rows: actual.length / steps,
    steps: actual.filter((label) => label !== ignoredLabel).length,
    labels: [...labels],
    model: scoresOf(judged),
    baseline: { ...scoresOf({ ...judged, predicted: always }), predicts: labels[usual]! },
    perEntity: [...counts]
      .map(([type, count]) => ({ type, ...ratiosOf(count), support: count.actual }))
      .toSorted((a, b) => (a.type < b.type ? -1 : 1)),
  }
}

function scoresOf(judged: LabelledSequences): Scores {
  const { labels, actual, predicted } = judged
  const asked = actual.filter((label) => label !== ignoredLabel).length
  const right = actual.filter((label, step) => label === predicted[step]).length
  const stepAccuracy = right / Math.max(asked, 1)
  if (!areTags(labels)) return { stepAccuracy, entities: null }
  const all = { hits: 0, actual: 0, predicted: 0 }
  for (const count of entityCounts(judged).values()) {
    all.hits += count.hits
    all.actual += count.actual
    all.predicted += count.predicted
  }
  return { stepAccuracy, entities: ratiosOf(all) }
}

interface EntityCount {
  hits: number
  actual: number
  predicted: number
}

/** Entities of each type: those that are there, those that are predicted, and those that are both with the same first and last step. */
function entityCounts({ labels, steps, actual, predicted }: LabelledSequences): Map<string, EntityCount> {
  const counts = new Map<string, EntityCount>()
  const countOf = (type: string) => {
    const count = counts.get(type) ?? { hits: 0, actual: 0, predicted: 0 }
    counts.set(type, count)
    return count
  }
  const key = ({ type, first, last }: Entity) => `${first} ${last} ${type}`
  for (let start = 0; start < actual.length; start += steps) {
    const places = Array.from({ length: steps }, (_, step) => start + step)
    const asked = places.filter((place) => actual[place] !== ignoredLabel)
    const [there, said] = [actual, predicted].map((own) => entitiesOf(asked.map((place) => labels[own[place]!]!)))
    const known = new Set(there!.map(key))
    there!.forEach(({ type }) => countOf(type).actual++)
    for (const entity of said!) {
      const count = countOf(entity.type)
      count.predicted++
      if (known.has(key(entity))) count.hits++
    }
  }
  return counts
}

/** Precision, recall and their harmonic mean; 0 where one is not defined. */
function ratiosOf({ hits, actual, predicted }: EntityCount) {
  const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)
  return { precision: ratio(hits, predicted), recall: ratio(hits, actual), f1: ratio(2 * hits, actual + predicted) }
}
