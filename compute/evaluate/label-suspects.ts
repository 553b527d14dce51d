/**
 * Test rows whose class a trained model disputes: it predicts another one, and gives the row's own class little probability.
 * The least probable class first, as confident learning ranks label errors by self-confidence (Northcutt, Jiang and Chuang
 * 2021): each row is judged by a model that has not learned from it.
 */
import type { LabelSuspect } from '../spec/data-edit.ts'
import { predictedClass } from './classification-report.ts'
import type { JudgedRun } from './evaluate-run.ts'

/**
 * See the file's head; none where amounts are predicted.
 * @param predictions as for `evaluateRun`
 */
export function labelSuspects({ target, table }: JudgedRun, predictions: Float32Array): LabelSuspect[] {
  if (target.kind !== 'classes') return []
  const { labels, values } = target
  const suspects: LabelSuspect[] = []
  table.split.test.forEach((row, position) => {
    const actual = values[row]!
    const predicted = predictedClass(predictions, position, labels.length)
    if (predicted === actual) return
    const probability = (label: number) => predictions[position * labels.length + label]!
    suspects.push({
      row,
      actual: labels[actual]!,
      predicted: labels[predicted]!,
      confidence: probability(predicted),
      ofActual: probability(actual),
    })
  })
  return suspects.sort((a, b) => a.ofActual - b.ofActual || a.row - b.row)
}
