/** What a trained model says of rows that have no class yet, for a person to accept, or to begin with where it wavers. */
import type { LabelSuggestion } from '../spec/data-edit.ts'
import type { JudgedRun } from './evaluate-run.ts'

/** Rows that a model is asked about: more are not looked through in one go. */
const mostRows = 5000

/** The rows without a class, evenly thinned out where they are very many; none where amounts are predicted. */
export function unlabelledRows({ target }: Pick<JudgedRun, 'target'>): Uint32Array {
  if (target.kind !== 'classes') return new Uint32Array(0)
  const rows = Uint32Array.from(target.values.keys()).filter((row) => target.values[row]! < 0)
  if (rows.length <= mostRows) return rows
  return Uint32Array.from({ length: mostRows }, (_, at) => rows[Math.floor((at * rows.length) / mostRows)]!)
}

/**
 * See the file's head; in the order of the rows.
 * @param predictions as for `evaluateRun`, of the rows
 */
export function labelSuggestions(
  { target }: Pick<JudgedRun, 'target'>,
  rows: Uint32Array,
  predictions: Float32Array,
): LabelSuggestion[] {
  if (target.kind !== 'classes') return []
  const { labels } = target
  return Array.from(rows, (row, position) => {
    const own = predictions.subarray(position * labels.length, (position + 1) * labels.length)
    const [first = 0, second = first] = Array.from(own.keys()).sort((a, b) => own[b]! - own[a]! || a - b)
    return { row, predicted: labels[first]!, confidence: own[first]!, margin: own[first]! - own[second]! }
  })
}
