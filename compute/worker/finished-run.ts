/** A run that has weights, in memory: answers questions about its test rows and rows of one's own, and exports it. */
import { rawColumns } from '../data/raw-columns.ts'
import { answerPage, type AnswerPage, type AnswerQuery } from '../evaluate/answer-page.ts'
import { judgeAnswers } from '../evaluate/answering-evaluation.ts'
import { evaluateRun } from '../evaluate/evaluate-run.ts'
import { forecastNext } from '../evaluate/forecast.ts'
import { inspectNetwork } from '../evaluate/inspect-network.ts'
import { formFields } from '../evaluate/form.ts'
import type { FormField } from '../evaluate/form.ts'
import { labelSuggestions, unlabelledRows } from '../evaluate/label-suggestions.ts'
import { labelSuspects } from '../evaluate/label-suspects.ts'
import { predictForm, predictRows } from '../evaluate/predictions.ts'
import type { TestRowQuery } from '../evaluate/test-rows.ts'
import { testRowPage } from '../evaluate/test-rows.ts'
import { exportModel } from '../export/export-model.ts'
import { exportTrainingProgram } from '../export/training-program.ts'
import { exportWeights } from '../export/weights-file.ts'
import { buildModel } from '../models/families.ts'
import { layerTable } from '../models/layer-table.ts'
import { trainedLayers } from '../models/trained-layers.ts'
import type { JudgedAnswer } from '../spec/answering.ts'
import type { LabelSuggestion, LabelSuspect } from '../spec/data-edit.ts'
import type { Cell } from '../spec/dataset.ts'
import type { EvaluationReport, ExportCheck, Prediction, TestRow } from '../spec/evaluation.ts'
import type { JobProgress } from '../spec/job.ts'
import type { NetworkInspection, TrainedLayer } from '../spec/layer-row.ts'
import type { AheadValues, Forecast } from '../spec/sequence-evaluation.ts'
import type { WrittenProgram } from '../spec/training-program.ts'
import { createPredictor } from '../train/predict.ts'
import { readTrainedModel } from '../train/train-run.ts'
import { createTrainingSession } from '../train/training-session.ts'
import type { RunPlace } from './engine-protocol.ts'
import { filesBeside, writeBeside } from './files-beside.ts'
import { firstWeights } from './first-weights.ts'
import { prepareAt, tokenizerOf, withTable } from './prepare-at.ts'

export interface FinishedRun {
  report(): EvaluationReport
  predict(cells: Readonly<Record<string, Cell>>): Promise<Prediction>
  /** What comes after the end of its series, given what is known of the steps ahead. */
  forecast(given?: Readonly<Record<string, AheadValues>>): Promise<Forecast>
  /** Test rows with all cells of their table. */
  testRows(query: TestRowQuery): Promise<{ columns: string[]; total: number; rows: TestRow[] }>
  /** Test questions with its answers; none where it answers none. */
  answers(query: AnswerQuery): AnswerPage
  /** Test rows whose class it disputes, by their numbers in the imported table. */
  suspects(): Promise<LabelSuspect[]>
  /** What it says of the rows without a class, by their numbers in the imported table. */
  suggestions(): Promise<LabelSuggestion[]>
  form(): FormField[]
  /** The layers of its model. */
  layers(): readonly TrainedLayer[]
  /** What goes on in its layers while training rows go through it. */
  layersAtWork(): Promise<NetworkInspection>
  /** Writes the ONNX file and checks it on the test rows. */
  export(
    path: string,
    metadata: Readonly<Record<string, string>>,
    tell: (progress: JobProgress) => void,
  ): Promise<ExportCheck>
  /** Writes the weights alone, as safetensors. */
  exportWeights(path: string): void
  /** Writes the training itself as a program, into a new folder. */
  exportProgram(folder: string, name: string): Promise<WrittenProgram>
  /** Gives back the native memory. */
  release(): Promise<void>
}

/** Loads a run's data and best weights, and predicts its test rows. */
export async function loadFinishedRun(place: RunPlace): Promise<FinishedRun> {
  const { spec, table } = place
  const { threads } = spec.training
  const tokenizer = tokenizerOf(place)
  const prepared = await prepareAt(place, {}, tokenizer)
  const weighted = await readTrainedModel(place.checkpoint)
  const { fitted } = prepared
  const testRowNumbers = prepared.table.split.test
  const predictions = await predictRows(weighted, prepared, testRowNumbers, threads)
  const predictor = await createPredictor(weighted, 1)

  const isByRow = prepared.series === undefined && prepared.answering === undefined
  const { answering } = prepared
  let answers: readonly JudgedAnswer[] | null = null
  const judged = () =>
    (answers ??= answering === undefined ? [] : judgeAnswers({ answering, windows: testRowNumbers }, predictions))

  /** Rows by their numbers in the imported table. */
  async function asImported<Row extends { readonly row: number }>(rows: readonly Row[]): Promise<Row[]> {
    const order = await withTable(place, (reader) => reader.sourceRows())
    return rows.map((one) => ({ ...one, row: order?.[one.row] ?? one.row }))
  }

  return {
    report: () => evaluateRun(prepared, predictions),
    predict: (cells) => predictForm(predictor, fitted, cells, tokenizer),
    forecast: (given) => forecastNext(predictor, prepared, given),
    async testRows(query) {
      const columns = table.profile.columns.map(({ name }) => name)
      const { total, rows } = testRowPage(prepared, predictions, { rows: 0, columns: new Map() }, query)
      // Of the table only this page is read: it may be large.
      const cells = await withTable(place, (reader) => reader.rowsAt(rows.map(({ row }) => row - 1)))
      return { columns, total, rows: rows.map((row, index) => ({ ...row, cells: cells[index] ?? [] })) }
    },
    answers: (query) => answerPage(judged(), query),
    async suspects() {
      // Where rows are windows of series or of passages, no row has a class of its own.
      return isByRow ? asImported(labelSuspects(prepared, predictions)) : []
    },
    async suggestions() {
      const rows = isByRow ? unlabelledRows(prepared) : new Uint32Array(0)
      if (rows.length === 0) return []
      return asImported(labelSuggestions(prepared, rows, await predictRows(weighted, prepared, rows, threads)))
    },
    form: () => formFields(fitted, table.profile),
    layers: () =>
      trainedLayers(
        layerTable(weighted.model, weighted.inputs, weighted.outputs),
        buildModel(weighted.model, weighted.inputs, weighted.outputs),
        weighted.weights,
      ),
    layersAtWork: () => {
      const { table } = prepared
      return inspectNetwork({ weighted, loss: spec.training.loss, table, rows: table.split.train, threads })
    },
    async export(path, metadata, tell) {
      tell({ stage: 'writing', fraction: null, secondsLeft: null })
      const {
        projectFolder,
        table: { media },
      } = place
      const raw = await withTable(place, (reader) => rawColumns({ reader, projectFolder, media, tokenizer }, fitted))
      const { series } = prepared
      const check = { table: raw, rows: testRowNumbers, expected: predictions, series, answering }
      const beside = await filesBeside(projectFolder, path, fitted)
      return writeBeside(beside, () => exportModel({ path, model: { fitted, weighted }, metadata, check, threads }))
    },
    exportWeights: (path) => exportWeights(path, weighted),
    async exportProgram(folder, name) {
      const { model, outputs } = weighted
      const startFrom = await firstWeights(place.projectFolder, model, outputs)
      const session = await createTrainingSession(model, spec.training, spec.task, prepared.table, { startFrom })
      try {
        return await exportTrainingProgram({ folder, name, session })
      } finally {
        await session.release()
      }
    },
    release: () => predictor.release(),
  }
}
