/**
 * How good class predictions are, beside always predicting the most frequent class.
 *
 * Definitions are scikit-learn's: accuracy_score, confusion_matrix, precision_recall_fscore_support with
 * zero_division=0 (macro averages over the classes that occur or are predicted), log_loss on 32-bit probabilities.
 */
import type { ClassificationReport } from '../spec/evaluation.ts'

/** What is to be judged: the rows' classes and what the model said of each. */
export interface ClassPredictions {
  readonly labels: readonly string[]
  /** Class index of each row. */
  readonly actual: Int32Array
  /** Row-major, rows × classes. */
  readonly probabilities: Float32Array
}

type Scores = ClassificationReport['model']

/** Machine epsilon of 32-bit floats: log_loss keeps probabilities this far from 0 and 1. */
const epsilon = 2 ** -23

/** Index of the largest of the row's probabilities; of equal ones the first, as numpy.argmax and ONNX's ArgMax have it. */
export function predictedClass(probabilities: Float32Array, row: number, classes: number): number {
  let best = 0
  for (let index = 1; index < classes; index++) {
    if (probabilities[row * classes + index]! > probabilities[row * classes + best]!) best = index
  }
  return best
}

/**
 * Makes the report.
 *
 * @param trainShares share of each class among the training rows: the baseline predicts the largest (of equal ones
 *   the first) and gives the shares as its probabilities
 */
export function classificationReport(
  predictions: ClassPredictions,
  trainShares: readonly number[],
): ClassificationReport {
  const { labels, actual, probabilities } = predictions
  const classes = labels.length
  const confusion = countPairs(actual, classes, (row) => predictedClass(probabilities, row, classes))
  const majority = predictedClass(Float32Array.from(trainShares), 0, classes)
  const baseline = countPairs(actual, classes, () => majority)
  return {
    task: 'classification',
    rows: actual.length,
    labels: [...labels],
    model: {
      ...averages(confusion),
      logLoss: logLoss(actual, (row) => probabilities[row * classes + actual[row]!]!),
    },
    baseline: {
      ...averages(baseline),
      logLoss: logLoss(actual, (row) => trainShares[actual[row]!]!),
      predicts: labels[majority]!,
    },
    perClass: labels.map((label, index) => {
      const { precision, recall, f1, support } = classScores(confusion, index)
      return { label, precision, recall, f1, support }
    }),
    confusion,
  }
}

/** Rows by actual class (first index) and predicted class. */
function countPairs(actual: Int32Array, classes: number, predicted: (row: number) => number): number[][] {
  const counts = Array.from({ length: classes }, () => Array<number>(classes).fill(0))
  actual.forEach((value, row) => counts[value]![predicted(row)]!++)
  return counts
}

function classScores(confusion: readonly number[][], index: number) {
  const hits = confusion[index]![index]!
  const support = sum(confusion[index]!)
  const predicted = sum(confusion.map((row) => row[index]!))
  return {
    precision: ratio(hits, predicted),
    recall: ratio(hits, support),
    f1: ratio(2 * hits, support + predicted),
    support,
    predicted,
  }
}

function averages(confusion: readonly number[][]): Omit<Scores, 'logLoss'> {
  const scores = confusion.map((_, index) => classScores(confusion, index))
  const seen = scores.filter(({ support, predicted }) => support > 0 || predicted > 0)
  const mean = (of: (score: (typeof scores)[number]) => number) => ratio(sum(seen.map(of)), seen.length)
  return {
    accuracy: ratio(sum(confusion.map((row, index) => row[index]!)), sum(confusion.map(sum))),
    macroPrecision: mean((score) => score.precision),
    macroRecall: mean((score) => score.recall),
    macroF1: mean((score) => score.f1),
  }
}

/** Mean negative logarithm of the probability of what was true. */
function logLoss(actual: Int32Array, probabilityOfActual: (row: number) => number): number {
  let total = 0
  actual.forEach((_, row) => {
    total -= Math.log(Math.min(Math.max(probabilityOfActual(row), epsilon), 1 - epsilon))
  })
  return ratio(total, actual.length)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** A quotient that is 0 where it is not defined. */
function ratio(numerator: number, denominator: number): number {
  return denominator === 0 ? 0 : numerator / denominator
}
