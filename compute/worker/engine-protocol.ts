/**
 * What the engine's threads can be asked. Every thread serves all of it; the app uses one for tables and advice,
 * one for each run that is training, and one for questions to finished runs.
 */
import type { MachineSpeed } from '../advise/machine-speed.ts'
import type { SeriesQuestion } from '../data/series/find-series.ts'
import type { SeenSource } from '../data/source/source-state.ts'
import type { SettledVersion } from '../data/versions/settle-version.ts'
import type { AnswerPage, AnswerQuery } from '../evaluate/answer-page.ts'
import type { FormField } from '../evaluate/form.ts'
import type { Answers, Cost, Recommendation, SuggestedAnswers } from '../spec/advice.ts'
import type { CarriedEdits } from '../data/versions/carry-edits.ts'
import type { Association } from '../spec/association.ts'
import type { AskedEdit, DataEdit, LabelSuggestion, LabelSuspect, LabelView } from '../spec/data-edit.ts'
import type { Cell, ImportedTable, TableProfile } from '../spec/dataset.ts'
import type { Device, UsedDevice } from '../spec/device.ts'
import type { ExportCheck, Prediction, TestRow } from '../spec/evaluation.ts'
import type { GenerationAnswers, GenerationCost, GenerationRecommendation } from '../spec/generation-advice.ts'
import type { GenerationSpec, RunReport } from '../spec/generation.ts'
import type { Finding } from '../spec/health.ts'
import type { FileImport, SourceKind } from '../spec/file-source.ts'
import type { ImageInspection, ImagePage } from '../spec/image-source.ts'
import type { JobProgress } from '../spec/job.ts'
import type { LearningRateRange } from '../spec/learning-rate-range.ts'
import type { InspectedNetwork, NetworkLayers, PlannedLayers } from '../spec/layer-row.ts'
import type { DrawnRequest, MadePictures, Reconstructions, SampleSheet, WalkRequest } from '../spec/made-pictures.ts'
import type { PretrainedModel } from '../spec/pretrained-model.ts'
import type { AudioInspection, HeardRecording, RecordingPage } from '../spec/recording.ts'
import type { ChosenRows, FoundRows } from '../spec/row-filter.ts'
import type { Division, EpochMetrics, RunOutcome, RunProgress, RunSpec } from '../spec/run.ts'
import type { AheadValues, Forecast } from '../spec/sequence-evaluation.ts'
import type { AugmentationPreview } from '../spec/augmentation.ts'
import type { RecipePreview } from '../spec/recipe.ts'
import type { SeriesCurve, SeriesFacts } from '../spec/series-facts.ts'
import type { SplitSummary } from '../spec/split.ts'
import type { WrittenProgram } from '../spec/training-program.ts'
import type { ColumnKind, DialectOverrides, ImportRequest, TableInspection } from '../spec/table-dialect.ts'
import type { SourceChoice } from '../spec/table-format.ts'
import type { SeriesAugmentationPreview } from '../spec/series-augmentation.ts'
import type { TextAugmentationPreview } from '../spec/text-augmentation.ts'
import type { HealthAsked } from './inspect-health.ts'
import type { AugmentationQuestion } from './preview-augmentation.ts'
import type { RecipeQuestion } from './preview-recipe.ts'
import type { SeriesAugmentationQuestion } from './preview-series-augmentation.ts'
import type { TextAugmentationQuestion } from './preview-text-augmentation.ts'

interface Call<Request, Response, Event = never> {
  request: Request
  response: Response
  event: Event
}

/** Where the parts of a run are that predicts. */
export type RunPlace = PlaceOf<RunSpec>

/** Where the parts of a run are that makes pictures. */
export interface GenerationPlace extends PlaceOf<GenerationSpec> {
  /** A folder for the sheets of samples that its epochs make. */
  readonly samples: string
}

export type AnyRunPlace = RunPlace | GenerationPlace

/** Where the data of a run is that is still planned. */
export type PlannedPlace<Place extends AnyRunPlace = AnyRunPlace> = Place extends unknown
  ? Pick<Place, 'projectFolder' | 'table' | 'spec'>
  : never

export const isGenerationPlace = (place: AnyRunPlace): place is GenerationPlace => place.spec.task === 'generation'

export const plansGeneration = (place: PlannedPlace): place is PlannedPlace<GenerationPlace> =>
  place.spec.task === 'generation'

interface PlaceOf<Spec> {
  readonly projectFolder: string
  readonly table: ImportedTable
  readonly spec: Spec
  /** The checkpoint's path. */
  readonly checkpoint: string
  /** `spec.training.epochs`, or more once the run was extended. */
  readonly totalEpochs: number
}

/** An imported table and the edits that make a version of it. */
export interface EditedPlace {
  readonly projectFolder: string
  readonly base: ImportedTable
  readonly edits: readonly DataEdit[]
}

/** Edits as they are on another import, what came of that, and the table that they make. */
export interface CarriedVersion extends CarriedEdits {
  readonly table: ImportedTable
}

/** What a training run tells on its way. */
export type TrainingEvent =
  /** How far its data is prepared, before it begins; a few times a second. */
  | { readonly kind: 'preparing'; readonly progress: JobProgress }
  /** The data is ready and training begins, after `epoch` epochs that an earlier session finished. Acknowledged. */
  | { readonly kind: 'begin'; readonly epoch: number; readonly used: UsedDevice }
  | { readonly kind: 'progress'; readonly progress: RunProgress }
  /** Epochs that were finished, each told once. Acknowledged. */
  | { readonly kind: 'epochs'; readonly epochs: readonly EpochMetrics[] }
  /** A checkpoint was written; all its epochs were told before. Acknowledged. */
  | { readonly kind: 'checkpoint'; readonly epoch: number; readonly step: number; readonly bytes: number }

/** Series as they are shown. */
export interface SeriesView {
  readonly facts: SeriesFacts | null
  readonly curves: SeriesCurve[]
}

/** How a training run ended. */
export type TrainingEnd =
  /** Without a report where it was stopped before there was anything to judge. */
  | { readonly kind: 'finished'; readonly outcome: RunOutcome; readonly report: RunReport | null }
  /** It was told to leave off: the checkpoint holds all that it needs to go on. */
  | { readonly kind: 'interrupted' }

/** What a run that is training can be told. */
export const trainingCommands = ['pause', 'resume', 'stop', 'interrupt'] as const
export type TrainingCommand = (typeof trainingCommands)[number]

/** Where a table is. */
export type TablePlace = Pick<RunPlace, 'projectFolder' | 'table'>

/** Some of a dataset's files: of one class or of all, or of some rows. */
type FilePageRequest = TablePlace & {
  readonly label: string | null
  readonly chosen: ChosenRows
  readonly offset: number
  readonly limit: number
}
type FileRowsRequest = TablePlace & { readonly rows: readonly number[] }

/** Requests by kind. */
export interface EngineProtocol {
  // tables
  inspect: Call<
    {
      readonly path: string
      readonly dialect: DialectOverrides
      readonly kinds: Record<string, ColumnKind>
      readonly choice: SourceChoice
    },
    TableInspection
  >
  import: Call<{ readonly projectFolder: string; readonly request: ImportRequest }, ImportedTable, JobProgress>
  /** What a path holds. */
  sourceKind: Call<{ readonly path: string }, SourceKind>
  inspectImages: Call<{ readonly path: string }, ImageInspection>
  importImages: Call<{ readonly projectFolder: string; readonly request: FileImport }, ImportedTable, JobProgress>
  /** Some pictures of a dataset, of one class or of all. */
  imagePage: Call<FilePageRequest, ImagePage>
  /** The pictures of some rows of a dataset. */
  imagesOfRows: Call<FileRowsRequest, ImagePage>
  inspectRecordings: Call<{ readonly path: string }, AudioInspection>
  importRecordings: Call<{ readonly projectFolder: string; readonly request: FileImport }, ImportedTable, JobProgress>
  recordingPage: Call<FilePageRequest, RecordingPage>
  recordingsOfRows: Call<FileRowsRequest, RecordingPage>
  /** A recording of a dataset, or of a file, folder or zip that may be imported, with its sound. */
  hearRow: Call<TablePlace & { readonly row: number }, HeardRecording>
  hearFile: Call<{ readonly path: string; readonly file: string | null }, HeardRecording>
  /** A file's picture, small enough to be looked at. */
  previewPicture: Call<{ readonly path: string }, Pick<ImagePage['images'][number], 'picture'>>
  /** Adds edits to those that make a version of an imported table, and settles all. */
  editTable: Call<
    EditedPlace & {
      readonly asked: readonly AskedEdit[]
      /** The version that is edited, where its columns are to keep their kinds. */
      readonly current?: ImportedTable
    },
    SettledVersion,
    JobProgress
  >
  /** Carries edits over to another import of the same source, and settles them there. */
  carryEdits: Call<EditedPlace & { readonly to: ImportedTable }, CarriedVersion, JobProgress>
  /** Whether what a dataset came from is as it was. */
  sourceState: Call<{ readonly projectFolder: string; readonly table: ImportedTable }, SeenSource>
  /** Copies into the project what a table has left where it was. */
  copyLeft: Call<TablePlace, ImportedTable, JobProgress>
  /** Takes another place for the one where that is now. */
  findLeft: Call<TablePlace & { readonly path: string }, ImportedTable, JobProgress>
  /** The classes of a column, imported and after edits. */
  labels: Call<EditedPlace & { readonly column: string }, LabelView>
  /** Rows by their numbers. */
  rowsAt: Call<Pick<RunPlace, 'projectFolder' | 'table'> & { readonly rows: readonly number[] }, Cell[][]>
  /** A page of rows, with their numbers in the imported table. */
  rows: Call<
    {
      readonly projectFolder: string
      readonly table: ImportedTable
      readonly offset: number
      readonly limit: number
      readonly sortBy: string | null
      readonly descending: boolean
    },
    { rows: Cell[][]; numbers: number[] }
  >

  /** How strongly each column goes along with one of them. */
  associations: Call<TablePlace & { readonly target: string }, Association[]>
  /** Some of the rows that a filter finds, with their numbers. */
  foundRows: Call<
    TablePlace & { readonly chosen: ChosenRows; readonly offset: number; readonly limit: number },
    FoundRows
  >

  // pretrained models
  importPretrained: Call<{ readonly projectFolder: string; readonly path: string }, PretrainedModel, JobProgress>
  pretrainedModels: Call<{ readonly projectFolder: string }, PretrainedModel[]>

  // advice
  /** With a target, what is suggested for predicting that column. */
  suggest: Call<
    Pick<RunPlace, 'projectFolder' | 'table'> & { readonly target: string | null; readonly cores: number },
    SuggestedAnswers
  >
  recommend: Call<
    Pick<RunPlace, 'projectFolder' | 'table'> & { readonly answers: Answers; readonly speed: MachineSpeed },
    Recommendation
  >
  cost: Call<
    { readonly profile: TableProfile; readonly spec: RunSpec; readonly speed: MachineSpeed },
    { cost: Cost; checks: Finding[] }
  >
  planLayers: Call<{ readonly profile: TableProfile; readonly spec: RunSpec }, PlannedLayers>
  /** The same for who wants more pictures like those of a dataset. */
  recommendGeneration: Call<
    { readonly table: ImportedTable; readonly answers: GenerationAnswers; readonly speed: MachineSpeed },
    GenerationRecommendation
  >
  generationCost: Call<
    { readonly profile: TableProfile; readonly spec: GenerationSpec; readonly speed: MachineSpeed },
    GenerationCost
  >
  /** How the rows of a plan would be divided. */
  split: Call<Pick<RunPlace, 'projectFolder' | 'table'> & { readonly division: Division }, SplitSummary>
  /** What augmentation makes of some of a dataset's pictures. */
  augmentation: Call<Pick<RunPlace, 'projectFolder' | 'table'> & AugmentationQuestion, AugmentationPreview>
  /** The same of texts that are read word by word. */
  textAugmentation: Call<Pick<RunPlace, 'projectFolder' | 'table'> & TextAugmentationQuestion, TextAugmentationPreview>
  /** The same of windows of series. */
  seriesAugmentation: Call<
    Pick<RunPlace, 'projectFolder' | 'table'> & SeriesAugmentationQuestion,
    SeriesAugmentationPreview
  >
  /** What a column's recipe makes of its values. */
  recipe: Call<Pick<RunPlace, 'projectFolder' | 'table'> & RecipeQuestion, RecipePreview>
  /** What is to be known of a plan's rows. */
  health: Call<Pick<RunPlace, 'projectFolder' | 'table'> & HealthAsked, Finding[]>
  /** The series of a number column, and what they look like. Null facts where there are none. */
  series: Call<Pick<RunPlace, 'projectFolder' | 'table'> & SeriesQuestion, SeriesView>
  /** The devices that the runtime carries. */
  devices: Call<Record<never, never>, Device[]>
  /** Measures how fast this machine trains. */
  calibrate: Call<{ readonly cores: number }, MachineSpeed>

  /** Finds out by a short sweep which learning rate suits a run that is still planned. */
  learningRates: Call<PlannedPlace, LearningRateRange, JobProgress>

  // training
  /** Trains a run to its end, from its checkpoint if it has one, and evaluates it. */
  train: Call<AnyRunPlace, TrainingEnd, TrainingEvent>
  /**
   * Tells the run that this thread trains what to do. Answers when that has come to pass: with true, or with false
   * where the run had come to its end before.
   */
  command: Call<{ readonly command: TrainingCommand }, boolean>
  /** Evaluates the best weights of a run that is not training. Null where it has no checkpoint. */
  evaluate: Call<AnyRunPlace, RunReport | null>

  // results
  predict: Call<RunPlace & { readonly cells: Readonly<Record<string, Cell>> }, Prediction>
  /** What comes after the end of a run's series. */
  forecast: Call<RunPlace & { readonly given?: Readonly<Record<string, AheadValues>> | undefined }, Forecast>
  testRows: Call<
    RunPlace & {
      readonly actual: string | null
      readonly predicted: string | null
      readonly offset: number
      readonly limit: number
    },
    { columns: string[]; total: number; rows: TestRow[] }
  >
  /** Test questions with what was answered, the least right first. */
  answers: Call<RunPlace & AnswerQuery, AnswerPage>
  /** Test rows whose class the model disputes, by their numbers in the imported table. */
  suspects: Call<RunPlace, LabelSuspect[]>
  suggestions: Call<RunPlace, LabelSuggestion[]>
  form: Call<RunPlace, FormField[]>
  /** The layers of its model, of each way through it where it has several. */
  layers: Call<AnyRunPlace, readonly NetworkLayers[]>
  /** What goes on in them while training rows go through the model. */
  layersAtWork: Call<AnyRunPlace, readonly InspectedNetwork[]>
  /** Writes the ONNX file and checks it. `metadata` is what it is to say about where it comes from. */
  /** Writes the weights alone, as safetensors. */
  exportWeights: Call<AnyRunPlace & { readonly path: string }, null>
  /** Writes the training itself as a program, into a new folder. */
  exportProgram: Call<AnyRunPlace & { readonly folder: string; readonly name: string }, WrittenProgram>
  export: Call<
    RunPlace & { readonly path: string; readonly metadata: Readonly<Record<string, string>> },
    ExportCheck,
    JobProgress
  >

  // what makes pictures
  /** The samples of an epoch, or of the newest that has some. */
  sampleSheet: Call<{ readonly folder: string; readonly epoch: number | null }, SampleSheet>
  /** Pictures out of noise. */
  drawPictures: Call<GenerationPlace & { readonly request: DrawnRequest }, MadePictures>
  /** Pictures on the way from one to another. */
  walkPictures: Call<GenerationPlace & { readonly request: WalkRequest }, MadePictures>
  /** Test pictures, each beside what is left of it. */
  reconstructPictures: Call<GenerationPlace & { readonly count: number }, Reconstructions>
  /** Writes what is drawn as one PNG. */
  savePictures: Call<GenerationPlace & { readonly path: string; readonly request: DrawnRequest }, null>
  /** Writes the ONNX file, for some families two, and checks it. */
  exportGenerator: Call<
    GenerationPlace & { readonly path: string; readonly metadata: Readonly<Record<string, string>> },
    ExportCheck,
    JobProgress
  >
}
