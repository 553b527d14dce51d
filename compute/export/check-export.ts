/**
 * Checks an exported file by using it: in a fresh session, on rows as they stand in the data, against the app's predictions.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { softmaxRows } from '../evaluate/read-outputs.ts'
import { createSession, type Session } from '../graph/session.ts'
import type { ExportCheck } from '../spec/evaluation.ts'
import { type FittedPreprocessing, inputWidth } from '../spec/preprocessing.ts'
import { rowsAtOnceFor } from '../train/rows-at-once.ts'
import { outputNames } from './export-graph.ts'
import { type RawRows, rawTensors } from './raw-rows.ts'

/** Most that an exported file may differ from the app: of a probability, or of a value in the target's standard deviations. */
export const largestAllowedDifference = 1e-5
/**
 * Of a forecast, values are compared with the target's standard deviation or, where that is more, with this share of the value
 * itself: finer differences 32-bit numbers don't tell.
 */
const finestShare = 0.02
/** Rows that are predicted in one call. */
const rowsPerCall = 4096

/** Rows, and what the app predicts for them: probabilities (rows × classes) or values in the target's own units. */
export interface ExpectedPredictions extends RawRows {
  readonly expected: Float32Array
}

/** Compares the file's predictions with the app's. Doesn't judge: see `largestAllowedDifference`. */
export async function checkExport(
  path: string,
  fitted: FittedPreprocessing,
  expected: ExpectedPredictions,
  threads: number,
): Promise<ExportCheck> {
  const file = await readFile(path)
  const session = await createSession(path, { threads })
  try {
    const differences =
      fitted.target.kind === 'value'
        ? await compareValues(session, fitted, expected, fitted.target.scale)
        : fitted.target.kind === 'spans'
          ? await compareEnds(session, fitted, expected)
          : await compareClasses(session, fitted, expected, fitted.target.labels)
    return {
      rows: expected.rows.length,
      ...differences,
      bytes: file.byteLength,
      sha256: createHash('sha256').update(file).digest('hex'),
    }
  } finally {
    await session.release()
  }
}

type Differences = Pick<ExportCheck, 'largestDifference' | 'labelsDiffer'>

async function compareClasses(
  session: Session,
  fitted: FittedPreprocessing,
  expected: ExpectedPredictions,
  labels: readonly string[],
): Promise<Differences> {
  const names = outputNames(fitted)
  if (names.task !== 'classification' && names.task !== 'labelling') throw new Error('no classes')
  const labelName = names.task === 'labelling' ? names.labels : names.label
  const classes = labels.length
  /** Labels a row: those of all its steps where each word has one. */
  const perRow = names.task === 'labelling' ? inputWidth(fitted) : 1
  let largestDifference = 0
  let labelsDiffer = 0
  for await (const { first, rows, outputs } of predictions(session, fitted, expected)) {
    const found = outputs[names.probabilities]!.data as Float32Array
    const foundLabels = outputs[labelName]!.data as readonly string[]
    const own = expected.expected.subarray(first * perRow * classes, (first + rows) * perRow * classes)
    largestDifference = Math.max(largestDifference, largestGap(found, own))
    for (let row = 0; row < rows * perRow; row++) {
      const probabilities = own.subarray(row * classes, (row + 1) * classes)
      if (foundLabels[row] !== labels[probabilities.indexOf(Math.max(...probabilities))]) labelsDiffer++
    }
  }
  return { largestDifference, labelsDiffer }
}

/** Where answers begin and end: the probabilities of all steps, and the likeliest ones. */
async function compareEnds(
  session: Session,
  fitted: FittedPreprocessing,
  expected: ExpectedPredictions,
): Promise<Differences> {
  const names = outputNames(fitted)
  if (names.task !== 'answering') throw new Error('no answers')
  const steps = inputWidth(fitted) / 2
  let largestDifference = 0
  let labelsDiffer = 0
  for await (const { first, rows, outputs } of predictions(session, fitted, expected)) {
    const own = expected.expected.subarray(first * steps * 2, (first + rows) * steps * 2)
    for (const [end, name] of [names.start, names.end].entries()) {
      const found = softmaxRows(outputs[name]!.data as Float32Array, steps)
      const theirs = softmaxRows(
        Float32Array.from({ length: rows * steps }, (_, at) => own[2 * at + end]!),
        steps,
      )
      largestDifference = Math.max(largestDifference, largestGap(found, theirs))
      for (let row = 0; row < rows; row++) {
        const likeliest = found.subarray(row * steps, (row + 1) * steps)
        const wanted = theirs.subarray(row * steps, (row + 1) * steps)
        if (likeliest.indexOf(Math.max(...likeliest)) !== wanted.indexOf(Math.max(...wanted))) labelsDiffer++
      }
    }
  }
  return { largestDifference, labelsDiffer }
}

async function compareValues(
  session: Session,
  fitted: FittedPreprocessing,
  expected: ExpectedPredictions,
  scale: number,
): Promise<Differences> {
  const names = outputNames(fitted)
  if (names.task !== 'regression' && names.task !== 'forecast') throw new Error('no values')
  const name = names.task === 'forecast' ? names.forecast : names.value
  const perRow = fitted.window?.horizon ?? 1
  let largestDifference = 0
  for await (const { first, rows, outputs } of predictions(session, fitted, expected)) {
    const found = outputs[name]!.data as Float32Array
    const own = expected.expected.subarray(first * perRow, (first + rows) * perRow)
    const finest = names.task === 'forecast' ? finestShare * largestSize(own) : 0
    largestDifference = Math.max(largestDifference, largestGap(found, own) / Math.max(1 / scale, finest))
  }
  return { largestDifference, labelsDiffer: 0 }
}

const largestSize = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

async function* predictions(session: Session, fitted: FittedPreprocessing, { rows, ...source }: RawRows) {
  const step = Math.min(rowsPerCall, rowsAtOnceFor(inputWidth(fitted)))
  for (let first = 0; first < rows.length; first += step) {
    const some = rows.subarray(first, first + step)
    yield {
      first,
      rows: some.length,
      outputs: await session.run(await rawTensors({ ...source, rows: some }, fitted)),
    }
  }
}

/** Largest absolute difference; infinite where one of the two is not a number or their counts differ. */
function largestGap(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Infinity
  let largest = 0
  a.forEach((value, at) => {
    const gap = Math.abs(value - b[at]!)
    if (!(gap <= largest)) largest = Number.isNaN(gap) ? Infinity : gap
  })
  return largest
}
