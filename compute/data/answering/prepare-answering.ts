/** From passages, questions and answers to what the trainer trains on: a row for each window of a passage, an answer's two ends. */
import type { Answering, AnswerScoring } from '../../spec/answering.ts'
import type { FittedPreprocessing } from '../../spec/preprocessing.ts'
import { inputWidth } from '../../spec/preprocessing.ts'
import type { RunSpec } from '../../spec/run.ts'
import type { Part } from '../../spec/split.ts'
import { preprocessingOf } from '../preprocess/fit-preprocessing.ts'
import type { PairFeature } from '../preprocess/input-layout.ts'
import type { ColumnSource, PreparedRun, PrepareOptions } from '../preprocess/prepare-run.ts'
import { encodeBlocks } from '../rows/encode-blocks.ts'
import { divideRows } from '../split/divide-rows.ts'
import type { SplitRows } from '../split/splitter.ts'
import type { PlacedTokens } from '../text/token-places.ts'
import type { Tokenizer } from '../text/tokenizer.ts'
import { countUnspaced } from '../text/words.ts'
import { answeredRows, type AnsweredRows } from './answered-rows.ts'
import { answerSteps, passageStart, type PassageWindow, passageWindows, writeWindow } from './passage-windows.ts'

/** Passages by which it is decided how answers are compared. */
const looked = 200

/** Rows of questions by part, and the windows that they were made into. */
export interface PreparedAnswering extends Pick<
  AnsweredRows,
  'passages' | 'passageOf' | 'questions' | 'answers' | 'others'
> {
  readonly feature: PairFeature
  readonly scoring: AnswerScoring
  /** Whether there may be no answer, as for some of the training rows. */
  readonly impossible: boolean
  /** The rows of each part; of windows the parts are in the table. */
  readonly rows: SplitRows
  /** The row of each window; those of a row stand one after the other. */
  readonly rowOfWindow: Uint32Array
  readonly windows: readonly PassageWindow[]
  /** Tokens of a passage by its number. */
  readonly passageTokens: (passage: number) => PlacedTokens
  /** Where in a window's row the passage begins. */
  readonly startOf: (window: number) => number
  /** Inputs of some windows, row after row. */
  readonly inputs: (windows: Uint32Array) => Float32Array
}

/** The model that looks for an answer's two ends in a pair of texts, whatever it is to do otherwise. */
export function answeringModel(model: RunSpec['model']): Extract<RunSpec['model'], { family: 'bert' }> {
  if (model.family !== 'bert' || model.pretrained === undefined)
    throw new Error(`a ${model.family} answers no questions`)
  return { ...model, head: 'span', pairs: true }
}

/** See the file's head. @throws StudioError as answeredRows and divideRows, model-folder-incomplete, disk-full, cancelled */
export async function prepareAnswering(
  source: ColumnSource,
  spec: RunSpec,
  answering: Answering,
  missing: readonly string[],
  options: PrepareOptions,
): Promise<PreparedRun> {
  const model = answeringModel(spec.model)
  const { pretrained } = model
  if (source.tokenizer === undefined || pretrained === undefined) throw new Error('answers without a tokeniser')
  const read = await answeredRows(source, spec.target, answering)
  const { target } = read
  const { split } = await divideRows(source, target, spec)
  const { question, context: column, overlap, longest } = answering
  const feature = {
    kind: 'pair' as const,
    ...{ column, question, overlap, longest, pretrained },
    length: model.tokens.length,
  }
  const fitted = preprocessingOf([feature], target, split.train, missing)
  const impossible = fitted.target.kind === 'spans' && fitted.target.impossible
  const prepared = { ...cutWindows(read, split, feature, await source.tokenizer(pretrained)), impossible }
  options.onProgress?.({ stage: 'preparing', fraction: 0.5, secondsLeft: null })
  const windows = windowsOfParts(prepared)
  return {
    table: {
      rows: prepared.windows.length,
      inputs: inputWidth(fitted),
      outputs: 2,
      features: await encodeWindows(source, spec, fitted, prepared, options),
      targets: { kind: 'spans', values: ends(prepared) },
      split: windows,
    },
    model,
    fitted,
    target,
    usedRows: split.train.length + split.validation.length + split.test.length,
    answering: prepared,
  }
}

function cutWindows(
  read: AnsweredRows,
  rows: SplitRows,
  feature: PairFeature,
  tokenizer: Tokenizer,
): Omit<PreparedAnswering, 'impossible'> {
  const { passages, passageOf, questions, answers, others } = read
  const tokens: (PlacedTokens | undefined)[] = []
  const passageTokens = (passage: number) => (tokens[passage] ??= tokenizer.encodePlaces(passages[passage]!))
  const asked = questions.map((question) =>
    question === '' ? new Int32Array(0) : tokenizer.encodePlaces(question.trim()).ids,
  )
  const [rowOfWindow, windows]: [number[], PassageWindow[]] = [[], []]
  passageOf.forEach((passage, row) => {
    if (passage < 0) return
    for (const window of passageWindows(passageTokens(passage).ids.length, asked[row]!.length, feature)) {
      rowOfWindow.push(row)
      windows.push(window)
    }
  })
  const [opening, closing] = [tokenizer.marks.opening[0] ?? 0, tokenizer.marks.closing[0] ?? 0]
  const width = 2 * feature.length
  return {
    ...{ passages, passageOf, questions, answers, others, feature, rows, windows, passageTokens },
    scoring: scoringOf(passages),
    rowOfWindow: Uint32Array.from(rowOfWindow),
    startOf: (window) => passageStart(asked[rowOfWindow[window]!]!.length, feature),
    inputs(some) {
      const inputs = new Float32Array(some.length * width)
      some.forEach((window, at) => {
        const row = rowOfWindow[window]!
        const texts = { question: asked[row]!, passage: passageTokens(passageOf[row]!), window: windows[window]! }
        writeWindow(inputs.subarray(at * width, (at + 1) * width), texts, feature, { opening, closing })
      })
      return inputs
    },
  }
}

/** Character by character where most of the passages have no spaces between words. */
function scoringOf(passages: readonly string[]): AnswerScoring {
  const some = passages.slice(0, looked).join('')
  return countUnspaced(some) > 0.5 * some.length ? 'characters' : 'words'
}

/** The windows of the rows of each part. */
function windowsOfParts({ rows, rowOfWindow }: PreparedAnswering): SplitRows {
  const of = (part: Part) => {
    const own = new Set(rows[part])
    return Uint32Array.from(Array.from(rowOfWindow.keys()).filter((window) => own.has(rowOfWindow[window]!)))
  }
  return { train: of('train'), validation: of('validation'), test: of('test') }
}

/** First and last step of the answer in each window. */
function ends({ windows, rowOfWindow, passageOf, answers, passageTokens, startOf }: PreparedAnswering): Int32Array {
  const values = new Int32Array(windows.length * 2)
  windows.forEach((window, at) => {
    const row = rowOfWindow[at]!
    values.set(answerSteps(answers[row]!, passageTokens(passageOf[row]!), window, startOf(at)), at * 2)
  })
  return values
}

/** All windows: in memory where there is room, else in a file. @throws StudioError cancelled; file errors */
function encodeWindows(
  source: ColumnSource,
  spec: RunSpec,
  fitted: FittedPreprocessing,
  { windows, inputs }: PreparedAnswering,
  options: PrepareOptions,
) {
  const rows = Uint32Array.from(windows, (_, window) => window)
  return encodeBlocks(
    { rows, width: inputWidth(fitted), inputs, file: () => source.encodedFile?.(spec, fitted) },
    options,
  )
}
