/**
 * From an imported table and a run's spec to what the trainer trains on, with every reason why that may not be possible.
 */
import { StudioError } from '../../spec/errors.ts'
import type { ImageShape } from '../../spec/image-model.ts'
import type { JobProgress } from '../../spec/job.ts'
import { type FittedFeature, type FittedPreprocessing, inputWidth } from '../../spec/preprocessing.ts'
import { seesFiles } from '../../spec/model.ts'
import type { Division, RunSpec } from '../../spec/run.ts'
import type { Sound } from '../../spec/sound.ts'
import type { Pixels, Spectra, TableColumns } from '../column-values.ts'
import type { DerivingOptions } from '../files/derived-records.ts'
import { answeredRows } from '../answering/answered-rows.ts'
import { type PreparedAnswering, prepareAnswering } from '../answering/prepare-answering.ts'
import { labelledRows } from '../labelling/labelled-rows.ts'
import { type PreparedLabelling, prepareLabelling } from '../labelling/prepare-labelling.ts'
import { memoryBudget } from '../rows/memory-budget.ts'
import { type PreparedSeries, prepareSeries } from '../series/prepare-series.ts'
import { divideRows, type SplitSource } from '../split/divide-rows.ts'
import type { RowRange } from '../storage/read-table.ts'
import type { TrainingData } from '../training-table.ts'
import { encodeTable } from './encode-table.ts'
import type { FindTokenizer } from '../text/token-column.ts'
import { encodeTarget } from './encode-target.ts'
import { fitFiles } from './fit-files.ts'
import { fitColumn, preprocessingOf } from './fit-preprocessing.ts'
import { fittedModel } from './fitted-model.ts'
import { requireColumn } from './require-column.ts'
import { fitRowSequence, readsColumns } from './row-sequence.ts'
import { readTarget, type TargetValues } from './target.ts'

export interface PreparedRun {
  readonly table: TrainingData
  /** The spec's model, as the columns make it. */
  readonly model: RunSpec['model']
  readonly fitted: FittedPreprocessing
  readonly target: TargetValues
  /** Rows that have a target. The others are in no part of the split. */
  readonly usedRows: number
  /** Where the rows are windows of series: what they were made of. */
  readonly series?: PreparedSeries
  /** Where each word of a row is labelled: the words, and where their labels stand. */
  readonly labelling?: PreparedLabelling
  /** Where the rows are windows of passages: what they were made of. */
  readonly answering?: PreparedAnswering
}

/** Where columns come from: a stored table, or columns in memory. */
export interface ColumnSource extends SplitSource {
  /** Columns whole or, where a range is asked for and the source is a file, of its rows. */
  columns(names: readonly string[], range?: RowRange): Promise<TableColumns>
  /** Cuts texts into the tokens of a pretrained model of the project. */
  readonly tokenizer?: FindTokenizer
  /** The pictures of an image column at a size; a plain table has none. */
  pixels?(column: string, image: ImageShape, options: DerivingOptions): Promise<Pixels>
  /** The recordings of an audio column as a model sees them; a plain table has none. */
  spectra?(column: string, sound: Sound, options: DerivingOptions): Promise<Spectra>
  /** Where a file of the rows may be made that is encoded this way. Without, all is kept in memory. */
  encodedFile?(spec: RunSpec, fitted: FittedPreprocessing): Promise<string>
}

export interface PrepareOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: JobProgress) => void
  /** Bytes that the table may take in memory, columns and features each; by the memory that is free unless given. */
  readonly budget?: number
}

/** Shares of the work, where all of it has to be done. */
const shares = { decoding: 0.9, fitting: 0.95, encoding: 1 }

/**
 * Reads the columns of a run, splits, fits and encodes them.
 *
 * @param missing cell texts that mean a missing value, besides the empty one
 * @throws StudioError `target-not-found`, `target-missing-everywhere`, `target-one-class`, `target-class-too-small`,
 *   `target-too-many-classes`, `target-not-numeric`, `no-usable-features`, `image-unreadable`, `recording-unreadable`, `file-not-readable`,
 *   `disk-full`, `cancelled`, and what `divideRows`, `prepareSeries`, `prepareLabelling` and `prepareAnswering` throw.
 */
export async function prepareRun(
  source: ColumnSource,
  spec: RunSpec,
  missing: readonly string[],
  options: PrepareOptions = {},
): Promise<PreparedRun> {
  const { signal, budget = memoryBudget() } = options
  const within = stepProgress(options.onProgress)
  if (spec.labelling !== undefined) return prepareLabelling(source, spec, spec.labelling, missing, options)
  if (spec.answering !== undefined) return prepareAnswering(source, spec, spec.answering, missing, options)
  requireColumn(source.columnNames, spec.target)
  const features = spec.features.filter((feature) => feature.column !== spec.target)
  const first = await source.columns([spec.target])
  const target = readTarget(spec.target, first.columns.get(spec.target)!, spec.task, missing)
  const { window } = spec
  if (window !== undefined) return prepareSeries(source, { ...spec, window }, target, missing, options)
  const { split } = await divideRows(source, target, spec, missing)
  const { rows } = first
  const files = await filesOf(source, spec, { signal, onProgress: within(0, shares.decoding) })
  const names = features.map(({ column }) => column).filter((column) => !files.has(column))
  const held = rows * names.length * 8 <= budget ? await source.columns(names) : null
  const columnsOf = async (column: string) => held ?? source.columns([column])
  const fitEach = async () => {
    const fitted: (FittedFeature | null)[] = []
    for (const feature of features) {
      const own = files.get(feature.column)
      const fitting = { signal, onProgress: within(shares.decoding, shares.fitting) }
      if (own !== undefined) fitted.push(await fitFiles(feature.column, own, split.train, fitting))
      else {
        const tokens = tokensFeature(feature, spec)
        fitted.push(tokens ?? fitColumn(await columnsOf(feature.column), feature, split.train, missing, spec.model))
      }
      if (signal?.aborted === true) throw new StudioError('cancelled')
    }
    return fitted
  }
  const fitted = readsColumns(spec) ? await fitRowSequence(features, columnsOf, split.train) : await fitEach()
  const preprocessing = preprocessingOf(fitted, target, split.train, missing)
  const encoded = await encodeTable(
    {
      ...{ rows, fitted: preprocessing, files, budget },
      columns: async (range) => held ?? source.columns(names, range),
      ...(source.tokenizer === undefined ? {} : { tokenizer: source.tokenizer }),
      file: (await source.encodedFile?.(spec, preprocessing)) ?? null,
    },
    { signal, onProgress: within(shares.fitting, shares.encoding) },
  )
  return {
    table: {
      rows,
      inputs: inputWidth(preprocessing),
      outputs: target.kind === 'classes' ? target.labels.length : 1,
      features: encoded,
      targets: encodeTarget(target, preprocessing.target),
      split,
    },
    model: fittedModel(spec.model, preprocessing),
    fitted: preprocessing,
    target,
    usedRows: split.train.length + split.validation.length + split.test.length,
  }
}

/**
 * The target of a run, and how its rows would be divided: all that can be told before anything is fitted.
 * @throws StudioError as `prepareRun`
 */
export async function divideRun(source: ColumnSource, spec: Division, missing: readonly string[]) {
  if (spec.labelling !== undefined) {
    const { target } = await labelledRows(source, spec.target, spec.labelling)
    return { target, divided: await divideRows(source, target, spec, missing) }
  }
  if (spec.answering !== undefined) {
    const { target } = await answeredRows(source, spec.target, spec.answering)
    return { target, divided: await divideRows(source, target, spec) }
  }
  requireColumn(source.columnNames, spec.target)
  const { columns } = await source.columns([spec.target])
  const target = readTarget(spec.target, columns.get(spec.target)!, spec.task, missing)
  return { target, divided: await divideRows(source, target, spec, missing) }
}

/** The pictures or recordings that the model looks at. */
async function filesOf(
  source: ColumnSource,
  { features, model, target }: RunSpec,
  options: DerivingOptions,
): Promise<ReadonlyMap<string, Pixels | Spectra>> {
  if (!seesFiles(model)) return new Map()
  const { image, sound } = model
  const wanted = sound === undefined ? 'image' : 'audio'
  const column = features.find(({ kind, column: name }) => kind === wanted && name !== target)?.column
  if (column === undefined) return new Map()
  const files =
    sound === undefined ? await source.pixels?.(column, image, options) : await source.spectra?.(column, sound, options)
  return new Map(files === undefined ? [] : [[column, files]])
}

/** Tells the progress of steps as that of the whole. Steps that have nothing to do are passed over. */
function stepProgress(tell: PrepareOptions['onProgress']) {
  let begun: { readonly fraction: number; readonly at: number } | null = null
  return (from: number, to: number) => (done: number) => {
    const fraction = from + done * (to - from)
    begun ??= { fraction: from, at: performance.now() }
    const seconds = (performance.now() - begun.at) / 1000
    const secondsLeft = seconds > 1 ? (seconds * (1 - fraction)) / (fraction - begun.fraction) : null
    tell?.({ stage: 'preparing', fraction, secondsLeft })
  }
}

/** How a column of texts is read by a pretrained model; null for other columns and models. */
function tokensFeature({ column, kind }: RunSpec['features'][number], { model }: RunSpec): FittedFeature | null {
  if (kind !== 'text' || model.family !== 'bert' || model.pretrained === undefined) return null
  return { kind: 'tokens', column, length: model.tokens.length, pretrained: model.pretrained }
}
