/**
 * The main job from end to end: a file in, a trained, tested and exported model out. It says what it is at; how that is
 * shown is its caller's business.
 */
import { join, resolve } from 'node:path'
import { valuesOfParts } from '../../compute/advise/choose-split.ts'
import { measureMachine } from '../../compute/advise/machine-speed.ts'
import { recommend } from '../../compute/advise/recommend.ts'
import { recommendForecast } from '../../compute/advise/recommend-forecast.ts'
import { recommendAnswering } from '../../compute/advise/recommend-answering.ts'
import { recommendLabelling } from '../../compute/advise/recommend-labelling.ts'
import { suggestAnswers } from '../../compute/advise/suggest-answers.ts'
import { findAnswers } from '../../compute/data/answering/find-answers.ts'
import { importRecordings } from '../../compute/data/audio/import-recordings.ts'
import { sourceKindOf } from '../../compute/data/files/find-files.ts'
import { importImages } from '../../compute/data/images/import-images.ts'
import { importTable } from '../../compute/data/import-table.ts'
import { findLabelledWords } from '../../compute/data/labelling/find-labelled-words.ts'
import { columnSource, rawColumns } from '../../compute/data/raw-columns.ts'
import { findSeries } from '../../compute/data/series/find-series.ts'
import { openTable } from '../../compute/data/table-reader.ts'
import { type ColumnSource, type PreparedRun, prepareRun } from '../../compute/data/preprocess/prepare-run.ts'
import { requireColumn } from '../../compute/data/preprocess/require-column.ts'
import { evaluateRun } from '../../compute/evaluate/evaluate-run.ts'
import { predictRows } from '../../compute/evaluate/predictions.ts'
import type { NamedTensors } from '../../compute/models/weights.ts'
import { exportModel } from '../../compute/export/export-model.ts'
import { importedSpec, importedTokenizer, importModel } from '../../compute/pretrained/imported-models.ts'
import {
  type Answers,
  type DataKind,
  isForecast,
  type Recommendation,
  type SuggestedAnswers,
} from '../../compute/spec/advice.ts'
import type { AnsweredFacts } from '../../compute/spec/answering.ts'
import type { ImportedTable, TableProfile } from '../../compute/spec/dataset.ts'
import type { UsedDevice } from '../../compute/spec/device.ts'
import { StudioError } from '../../compute/spec/errors.ts'
import type { EvaluationReport, ExportCheck } from '../../compute/spec/evaluation.ts'
import type { JobProgress } from '../../compute/spec/job.ts'
import type { EpochMetrics, RunProgress, RunSpec } from '../../compute/spec/run.ts'
import type { LabelledFacts } from '../../compute/spec/labelling.ts'
import type { SeriesFacts } from '../../compute/spec/series-facts.ts'
import { type SplitMethod, withMethod } from '../../compute/spec/split.ts'
import type { SourceChoice } from '../../compute/spec/table-format.ts'
import type { TrainControl } from '../../compute/train/train-control.ts'
import { filesBeside, writeBeside } from '../../compute/worker/files-beside.ts'
import { firstWeights } from '../../compute/worker/first-weights.ts'
import { type TrainedModel, trainRun } from '../../compute/train/train-run.ts'
import type { TrainSettings } from './arguments.ts'

/** What is told on the way, in this order. */
export interface TrainWatcher {
  onImport(progress: JobProgress): void
  onTable(table: ImportedTable, suggested: SuggestedAnswers, answers: Answers): void
  onRecommendation(recommendation: Recommendation): void
  onPreparing(progress: JobProgress): void
  onPrepared(prepared: PreparedRun, spec: RunSpec): void
  /** What the training is computed on. */
  onDevice(used: UsedDevice): void
  onProgress(progress: RunProgress): void
  onEpochs(epochs: readonly EpochMetrics[]): void
  onTrained(model: TrainedModel, seconds: number): void
  onReport(report: EvaluationReport): void
}

export interface TrainJob {
  /** Several are one table. */
  readonly files: readonly [string, ...string[]]
  readonly settings: TrainSettings
  /** Where the model goes. */
  readonly out: string
  /** A folder for what is needed meanwhile; whoever made it takes it away. */
  readonly workFolder: string
  readonly cores: number
  /** Versions to put into the exported file. */
  readonly versions: Readonly<Record<string, string>>
  /** Ends the import and the preparing; once training has begun, `control` ends that. */
  readonly signal: AbortSignal
  readonly control: TrainControl
}

export interface TrainResult {
  readonly table: ImportedTable
  readonly recommendation: Recommendation
  readonly spec: RunSpec
  readonly prepared: PreparedRun
  readonly model: TrainedModel
  readonly report: EvaluationReport
  readonly check: ExportCheck
}

/** A column to learn from that isn't there: the command line was wrong, not the data. */
export class UnknownFeature extends Error {
  readonly column: string
  readonly columns: readonly string[]
  constructor(column: string, columns: readonly string[]) {
    super(`no column ${column}`)
    this.column = column
    this.columns = columns
  }
}

/** A column that is to say which rows are in which part, and doesn't. */
export class UndividedColumn extends Error {
  readonly column: string
  constructor(column: string) {
    super(`${column} names no parts`)
    this.column = column
  }
}

/** Data that can't be taken as what the command line says. */
export class ImpossibleData extends Error {
  readonly params: { readonly data: string; readonly target: string; readonly allowed: string }
  constructor(data: DataKind, target: string, possible: readonly DataKind[]) {
    super(`no ${data}`)
    this.params = { data, target, allowed: possible.join(', ') }
  }
}

/**
 * Does it all. When it is told to stop while it trains, the best model so far is evaluated and exported.
 *
 * @throws StudioError, UnknownFeature, UndividedColumn, ImpossibleData; `cancelled` when it is stopped before there is a model
 */
export async function trainTable(job: TrainJob, watcher: TrainWatcher): Promise<TrainResult> {
  const { settings, control } = job
  const table = await importFiles(job, watcher)
  const { media } = table
  const reader = await openTable(join(job.workFolder, table.file))
  try {
    const tokenizer = (id: string) => importedTokenizer(job.workFolder, id)
    const dataset = { reader, projectFolder: job.workFolder, media, tokenizer }
    const { answers, facts, labelled, answered } = await chooseAnswers(
      table.profile,
      job,
      watcher,
      table,
      columnSource(dataset),
    )
    const speed = await measureMachine(job.cores)
    const pretrained =
      answers.reader?.kind === 'pretrained' ? await importedSpec(job.workFolder, answers.reader.model) : null
    const recommendation = isForecast(answers)
      ? recommendForecast(table.profile, answers, speed, facts)
      : answers.answering !== undefined
        ? recommendAnswering(table.profile, answers, speed, answered, pretrained)
        : answers.labelling !== undefined
          ? recommendLabelling(table.profile, answers, speed, labelled, pretrained)
          : recommend(table.profile, answers, speed, media ?? null, pretrained)
    watcher.onRecommendation(recommendation)
    const spec = applySettings(recommendation, answers, table, settings)
    const prepared = await prepareRun(columnSource(dataset), spec, table.dialect.missing, {
      signal: job.signal,
      onProgress: (progress) => watcher.onPreparing(progress),
    })
    watcher.onPrepared(prepared, spec)
    if (control.request !== 'run') throw new StudioError('cancelled')
    const startFrom = await firstWeights(job.workFolder, prepared.model, prepared.table.outputs)
    const model = await train(spec, prepared, { control, watcher, startFrom })
    const { test } = prepared.table.split
    const predictions = await predictRows(model, prepared, test, spec.training.threads)
    const report = evaluateRun(prepared, predictions)
    watcher.onReport(report)
    const raw = await rawColumns(dataset, prepared.fitted)
    const { series, answering } = prepared
    const check = await writeBeside(await filesBeside(job.workFolder, job.out, prepared.fitted), () =>
      exportModel({
        path: job.out,
        model: { fitted: prepared.fitted, weighted: model },
        metadata: exportMetadata(table, spec, job.versions),
        check: { table: raw, rows: test, expected: predictions, series, answering },
        threads: spec.training.threads,
      }),
    )
    return { table, recommendation, spec, prepared, model, report, check }
  } finally {
    await reader.close()
  }
}

async function importFiles(job: TrainJob, watcher: TrainWatcher): Promise<ImportedTable> {
  const { files, settings, workFolder, signal } = job
  const [path, ...furtherPaths] = files
  const options = { signal, onProgress: (progress: JobProgress) => watcher.onImport(progress) }
  const kind = furtherPaths.length === 0 ? await sourceKindOf(path) : 'table'
  if (kind !== 'table') {
    return (kind === 'images' ? importImages : importRecordings)({ path }, workFolder, options)
  }
  const choice: SourceChoice = {
    part: settings.sheet ?? undefined,
    fileColumn: settings.fileColumn ?? undefined,
    ...(furtherPaths.length === 0 ? {} : { furtherPaths }),
  }
  return importTable({ path, dialect: {}, kinds: {}, skipBadRows: false, ...choice }, workFolder, options)
}

/** The answers to the wizard's questions, with what was found out of the data for them. */
interface FoundAnswers {
  readonly answers: Answers
  readonly facts: SeriesFacts | null
  readonly labelled: LabelledFacts | null
  readonly answered: AnsweredFacts | null
}

/** The suggested answers, with what was set on the command line in their place. */
async function chooseAnswers(
  profile: TableProfile,
  job: TrainJob,
  watcher: TrainWatcher,
  table: ImportedTable,
  source: ColumnSource,
): Promise<FoundAnswers> {
  const { settings, cores } = job
  const names = profile.columns.map(({ name }) => name)
  if (settings.target !== null) requireColumn(names, settings.target)
  const unknown = [...(settings.features ?? []), ...(settings.known ?? [])].find((column) => !names.includes(column))
  if (unknown !== undefined) throw new UnknownFeature(unknown, names)
  const { media = null } = table
  const answered = await findAnswers(source, profile, settings.target)
  const { target } = suggestAnswers(profile, { cores }, settings.target, { media, answered }).answers
  const labelled = answered === null ? await findLabelledWords(source, profile, target) : null
  const facts = answered === null && labelled === null ? await findSeries(source, profile, { target }) : null
  const suggested = suggestAnswers(profile, { cores }, settings.target, { facts, labelled, answered, media })
  const { limits } = suggested.answers
  const data = dataOf(settings, suggested)
  const columnReader = suggested.possible.reader
  const answers: Answers = {
    ...suggested.answers,
    ...(await readerOf(job)),
    data,
    ...(data === 'sequences' && columnReader !== undefined ? { reader: columnReader } : {}),
    task: isForecast({ data, reader: columnReader }) ? 'regression' : (settings.task ?? suggested.answers.task),
    features: settings.features === null ? null : [...settings.features],
    limits: { ...limits, budget: settings.budget ?? limits.budget, threads: settings.threads ?? limits.threads },
  }
  watcher.onTable(table, suggested, answers)
  return { answers, facts, labelled, answered }
}

/** The published model that is to read the texts, brought in. @throws StudioError as importModel */
async function readerOf({ settings, workFolder, signal }: TrainJob): Promise<Pick<Answers, 'reader'>> {
  if (settings.pretrained === null) return {}
  const { id } = await importModel(resolve(settings.pretrained), workFolder, signal)
  return { reader: { kind: 'pretrained', model: id } }
}

/** What the data is taken as. Who asks for classes, or for another way to divide rows than by time, wants no forecast. */
function dataOf({ data, task, split, pretrained }: TrainSettings, { answers, possible }: SuggestedAnswers): DataKind {
  // What was published reads texts.
  const asked = data ?? (pretrained === null ? null : 'text')
  if (asked !== null) {
    if (!possible.data.includes(asked)) throw new ImpossibleData(asked, answers.target, possible.data)
    return asked
  }
  const isTable =
    possible.reader === undefined && (task === 'classification' || (split !== null && split.way !== 'time'))
  return answers.data === 'sequences' && isTable ? 'table' : answers.data
}

function applySettings(
  { model, training, features, window, labelling, answering }: Recommendation,
  answers: Answers,
  table: ImportedTable,
  { seed, epochs, device, stratify, split, features: chosen, ahead, history, known }: TrainSettings,
): RunSpec {
  const method = split === null ? training.split.method : splitMethodOf(split, table.profile)
  const divider = method?.kind === 'group' || method?.kind === 'given' ? method.column : null
  const used = chosen === null ? features.filter(({ column }) => column !== divider) : features
  if (used.length === 0) throw new StudioError('no-usable-features', { columns: table.profile.columns.length - 1 })
  return {
    datasetFingerprint: table.fingerprint,
    task: answers.task,
    target: answers.target,
    features: used,
    model,
    ...(labelling === undefined ? {} : { labelling }),
    ...(answering === undefined ? {} : { answering }),
    ...(window === undefined
      ? {}
      : {
          window: {
            ...{ ...window, horizon: ahead ?? window.horizon, history: history ?? window.history },
            ...(known === null ? {} : { known: [...known] }),
          },
        }),
    training: {
      ...training,
      seed: seed ?? training.seed,
      epochs: epochs ?? training.epochs,
      device: device ?? training.device,
      split: {
        ...withMethod(training.split, method ?? { kind: 'random' }),
        stratify: training.split.stratify && stratify,
      },
    },
  }
}

/** The way that was asked for. @throws StudioError `split-column-unfit`; UndividedColumn */
function splitMethodOf({ way, by }: NonNullable<TrainSettings['split']>, { columns }: TableProfile): SplitMethod {
  if (way === 'random' || by === null) return { kind: 'random' }
  const column = columns.find(({ name }) => name === by)
  if (column === undefined) throw new StudioError('split-column-unfit', { column: by })
  if (way !== 'given') return { kind: way, column: by }
  const values = valuesOfParts(column.distribution.map(({ label }) => label))
  if (values.train.length === 0 || values.test.length === 0) throw new UndividedColumn(by)
  return { kind: 'given', column: by, values }
}

interface Training {
  readonly control: TrainControl
  readonly watcher: TrainWatcher
  /** Weights of a published model to begin with. */
  readonly startFrom: NamedTensors
}

async function train(
  spec: RunSpec,
  prepared: PreparedRun,
  { control, watcher, startFrom }: Training,
): Promise<TrainedModel> {
  let seconds = 0
  const model = await trainRun({
    model: prepared.model,
    training: spec.training,
    task: spec.task,
    data: prepared.table,
    startFrom,
    checkpointPath: null,
    resume: false,
    totalEpochs: spec.training.epochs,
    control,
    onBegin: ({ used }) => watcher.onDevice(used),
    onProgress: (progress) => watcher.onProgress(progress),
    onEpoch: (epochs) => {
      seconds = epochs.at(-1)?.seconds ?? seconds
      watcher.onEpochs(epochs)
    },
    onCheckpoint: () => undefined,
  })
  if (model.bestEpoch === 0) throw new StudioError('cancelled')
  watcher.onTrained(model, seconds)
  return model
}

/** What an exported file says about where it comes from. */
export function exportMetadata(
  table: ImportedTable,
  {
    training,
    datasetFingerprint,
  }: Pick<RunSpec, 'datasetFingerprint'> & { readonly training: { readonly seed: number } },
  versions: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    'modelwright.dataset': table.name,
    'modelwright.datasetFingerprint': datasetFingerprint,
    'modelwright.seed': String(training.seed),
    'modelwright.versions': JSON.stringify(versions),
  }
}
