/** What is asked of the cost model for a run as a person has configured it: its rows, inputs and outputs, as the profile lets expect them. */
import { embedsCategories } from '../data/preprocess/fit-preprocessing.ts'
import { withColumns } from '../data/preprocess/row-sequence.ts'
import type { Answering } from '../spec/answering.ts'
import type { ColumnProfile, TableProfile } from '../spec/dataset.ts'
import { imageNumbers } from '../spec/image-model.ts'
import type { ModelSpec } from '../spec/model.ts'
import type { RunSpec } from '../spec/run.ts'
import { withSequence } from '../spec/sequence-model.ts'
import { readSteps, type SeriesWindow, withKnown } from '../spec/series-window.ts'
import { sampledSize } from '../train/class-sampling.ts'
import { classCounts } from './checks.ts'
import { windowsOfPassage } from './choose-answerer.ts'
import { estimateInputs } from './choose-features.ts'
import type { CostQuestion } from './cost.ts'
import { withExpected } from './embedded-categories.ts'
import { targetColumn } from './target-column.ts'

/** See the file's head. @throws StudioError `target-not-found` */
export function costQuestion(profile: TableProfile, spec: RunSpec): CostQuestion {
  const { training, features, window, answering } = spec
  const target = targetColumn(profile, spec.target)
  if (window !== undefined) return ofWindows(profile, spec, window)
  const model = withColumns(spec.model, features.length)
  return {
    model: withExpected(model, profile, features),
    training,
    rows: answering === undefined ? profile.rows - target.missing : passageRows(profile, spec, answering),
    columns: features.length,
    inputs: inputsOf(model, estimateInputs(profile, features, embedsCategories(model))),
    outputs: outputsOf(spec, target),
    rowsTaken: rowsTaken(target, spec),
  }
}

/** Classes, or values; of an answer its two ends. */
function outputsOf({ task, labelling, answering }: RunSpec, { distinct }: ColumnProfile): number {
  if (answering !== undefined) return 2
  return labelling?.labels ?? (task === 'classification' ? Math.max(2, distinct) : 1)
}

/** How many windows the passages of a plan become, by their usual length. */
function passageRows(
  { columns, rows }: TableProfile,
  { model }: RunSpec,
  { question, context, overlap }: Answering,
): number {
  const textsOf = (name: string) => columns.find((column) => column.name === name)?.texts
  const [passage, asked] = [textsOf(context), textsOf(question)]
  const words = {
    passage: passage?.words.median ?? 0,
    question: asked?.words.high ?? 0,
    unspaced: passage?.unspaced ?? 0,
  }
  const length = model.family === 'bert' ? model.tokens.length : 0
  return rows * windowsOfPassage(words, { length, overlap })
}

/** Of windows. Their number is taken from that of the rows. */
function ofWindows(
  profile: Pick<TableProfile, 'columns' | 'rows'>,
  { model, training, features }: RunSpec,
  asked: SeriesWindow,
): CostQuestion {
  const window = withKnown(
    asked,
    features.map(({ column }) => column),
  )
  const tellsAhead = window.known === undefined ? 0 : 1
  const stepInputs = estimateInputs(profile, features) + 2 * window.calendar.length + tellsAhead
  const steps = readSteps(window)
  const sequence = { steps, features: stepInputs, lengths: 'fixed' as const }
  return {
    model: 'sequence' in model ? withSequence(model, sequence) : model,
    ...{ training, rows: Math.max(1, Math.floor(profile.rows / window.stride)) },
    ...{ columns: features.length, inputs: stepInputs * steps, stepInputs, outputs: window.horizon },
  }
}

/** How many times the training rows an epoch takes: more where rows of rare classes are repeated. */
function rowsTaken(target: ColumnProfile, { task, training: { classSampling } }: RunSpec): number {
  const counts = (classCounts(target) ?? []).map(({ count }) => count)
  if (task !== 'classification' || classSampling === 'none' || counts.length === 0) return 1
  const all = counts.reduce((sum, count) => sum + count, 0)
  return (counts.length * sampledSize(counts, classSampling)) / all
}

/** The inputs of a model: many say themselves how many they read of a row. @param columns what columns but pictures become */
function inputsOf(model: ModelSpec, columns: number): number {
  if (model.family === 'cnn') return imageNumbers(model.image)
  if (model.family === 'fusion') return imageNumbers(model.image) + columns
  if (model.family === 'mlp') return Math.max(1, columns)
  if ('sequence' in model && model.sequence !== null) return model.sequence.steps * model.sequence.features
  // Of two texts, the text that each token is of is read as well.
  if (model.family === 'bert') return (model.pairs ? 2 : 1) * model.tokens.length
  return model.tokens?.length ?? Math.max(1, columns)
}
