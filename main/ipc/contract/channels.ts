/**
 * The IPC contract: every request the interface can make, with the schemas of its payload and its reply.
 *
 * One row a channel. The preload exposes them, `main/ipc` parses each payload and answers with an
 * envelope; a new channel does not compile until it has a handler.
 */
import { z } from 'zod'
import {
  answersSchema,
  costSchema,
  recommendationSchema,
  suggestedAnswersSchema,
} from '../../../compute/spec/advice.ts'
import { associationSchema } from '../../../compute/spec/association.ts'
import { chosenRowsSchema, foundRowsSchema } from '../../../compute/spec/row-filter.ts'
import { cellSchema } from '../../../compute/spec/dataset.ts'
import { deviceSchema } from '../../../compute/spec/device.ts'
import type { ErrorData } from '../../../compute/spec/errors.ts'
import { predictionSchema } from '../../../compute/spec/evaluation.ts'
import {
  generationAnswersSchema,
  generationCostSchema,
  generationRecommendationSchema,
} from '../../../compute/spec/generation-advice.ts'
import { anyRunSpecSchema, generationReportSchema, generationSpecSchema } from '../../../compute/spec/generation.ts'
import { findingSchema } from '../../../compute/spec/health.ts'
import { fileImportSchema, sourceKinds } from '../../../compute/spec/file-source.ts'
import { imageInspectionSchema, imagePageSchema } from '../../../compute/spec/image-source.ts'
import { learningRateRangeSchema } from '../../../compute/spec/learning-rate-range.ts'
import { inspectedNetworkSchema, networkLayersSchema, plannedLayersSchema } from '../../../compute/spec/layer-row.ts'
import {
  drawnRequestSchema,
  madePicturesSchema,
  mostMade,
  reconstructionsSchema,
  sampleSheetSchema,
  walkRequestSchema,
} from '../../../compute/spec/made-pictures.ts'
import {
  audioInspectionSchema,
  heardRecordingSchema,
  recordingPageSchema,
  recordingPlaceSchema,
} from '../../../compute/spec/recording.ts'
import { pretrainedModelSchema } from '../../../compute/spec/pretrained-model.ts'
import { recipePreviewSchema } from '../../../compute/spec/recipe.ts'
import { aheadValuesSchema, forecastSchema } from '../../../compute/spec/sequence-evaluation.ts'
import { seriesCurveSchema, seriesFactsSchema } from '../../../compute/spec/series-facts.ts'
import { divisionSchema, runFeatureSchema, runSpecSchema } from '../../../compute/spec/run.ts'
import { splitSummarySchema } from '../../../compute/spec/split.ts'
import { writtenProgramSchema } from '../../../compute/spec/training-program.ts'
import {
  columnKindSchema,
  dialectOverridesSchema,
  importRequestSchema,
  tableInspectionSchema,
} from '../../../compute/spec/table-dialect.ts'
import { sourceChoiceSchema } from '../../../compute/spec/table-format.ts'
import {
  datasetRecordSchema,
  exportRecordSchema,
  formFieldSchema,
  languageSchema,
  projectSummarySchema,
  runHistorySchema,
  anyRunRecordSchema,
  runSummarySchema,
  sampleSummarySchema,
  settingsSchema,
} from './records.ts'
import { augmentationChannels } from './augmentation-channels.ts'
import { resultChannels } from './result-channels.ts'
import { versionChannels } from './version-channels.ts'

const nothing = z.object({})
const id = z.object({ id: z.string() })
const ids = z.object({ ids: z.array(z.string()).min(1) })
/** Made by the caller, so that it can follow and cancel what it started. */
const jobId = z.string().min(1).max(64)
/** Some of a dataset's pictures or recordings. */
const filePageQuery = z.object({
  id: z.string(),
  label: z.string().nullable(),
  ...chosenRowsSchema.shape,
  offset: z.int().min(0),
  limit: z.int().min(1).max(200),
})
const fileRowsQuery = z.object({
  id: z.string(),
  rows: z.array(z.int().min(0)).max(200),
  fingerprint: z.string().optional(),
})

export const channels = {
  // the app
  'app.info': {
    request: nothing,
    response: z.object({
      version: z.string(),
      platform: z.string(),
      language: languageSchema,
      dark: z.boolean(),
      cores: z.number(),
      versions: z.record(z.string(), z.string()),
      projectsFolder: z.string(),
      logFile: z.string(),
    }),
  },
  'settings.get': { request: nothing, response: settingsSchema },
  /** What a training may be computed on here, the processor first. */
  'devices.list': { request: nothing, response: z.array(deviceSchema) },
  /** Changes the given keys and answers with all. */
  'settings.change': {
    request: settingsSchema.omit({ version: true, window: true }).partial(),
    response: settingsSchema,
  },
  /** Shows a file or folder of this app's in the system's file manager. */
  'shell.reveal': { request: z.object({ path: z.string() }), response: nothing },
  'jobs.cancel': { request: z.object({ jobId }), response: nothing },

  // projects
  'projects.recent': { request: nothing, response: z.array(projectSummarySchema) },
  /** Makes a project folder (in the projects folder unless a parent is given; a number is added to the name if it is taken) and opens it. */
  'projects.create': {
    request: z.object({ name: z.string().min(1).max(120), parent: z.string().optional() }),
    response: projectSummarySchema,
  },
  'projects.open': { request: z.object({ path: z.string() }), response: projectSummarySchema },
  /** Asks for a folder with the system's dialog and opens it; null when that was dismissed. */
  'projects.choose': { request: nothing, response: projectSummarySchema.nullable() },
  'projects.current': { request: nothing, response: projectSummarySchema.nullable() },
  'projects.close': { request: nothing, response: nothing },
  /** Takes back the open project, folder and all, if nothing was ever put into it; `discarded` says whether it did. */
  'projects.discard': { request: nothing, response: z.object({ discarded: z.boolean() }) },
  /** Bytes that still fit on the disk of the open project, or of the projects folder; null where that isn't known. */
  'projects.room': { request: nothing, response: z.object({ bytes: z.number().nullable() }) },
  /** Takes a project off the list; its folder stays. */
  'projects.forget': { request: z.object({ path: z.string() }), response: nothing },

  // import
  'samples.list': { request: nothing, response: z.array(sampleSummarySchema) },
  /** The path of a sample's file, to be inspected and imported like any other. */
  'samples.path': { request: id, response: z.object({ path: z.string() }) },
  /** Files that are to be one table. */
  'files.choose': { request: nothing, response: z.object({ paths: z.array(z.string()).min(1) }).nullable() },
  'folders.choose': { request: nothing, response: z.object({ path: z.string() }).nullable() },
  'pictures.choose': { request: nothing, response: z.object({ path: z.string() }).nullable() },
  'recordings.choose': { request: nothing, response: z.object({ path: z.string() }).nullable() },
  /** What a path that was chosen or dropped is taken for. */
  'sources.kind': {
    request: z.object({ path: z.string() }),
    response: z.object({ kind: z.enum(sourceKinds) }),
  },
  'images.inspect': { request: z.object({ path: z.string() }), response: imageInspectionSchema },
  'recordings.inspect': { request: z.object({ path: z.string() }), response: audioInspectionSchema },
  'tables.inspect': {
    request: z.object({
      path: z.string(),
      dialect: dialectOverridesSchema,
      kinds: z.record(z.string(), columnKindSchema),
      choice: sourceChoiceSchema.optional(),
    }),
    response: tableInspectionSchema,
  },

  // datasets of the open project
  /** Imports a file into the open project. The same content imported twice answers with the dataset that is there. */
  'datasets.import': {
    request: z.object({ jobId, request: importRequestSchema }),
    response: datasetRecordSchema,
  },
  /** Imports pictures or recordings into the open project; otherwise as datasets.import. */
  'datasets.importImages': {
    request: z.object({ jobId, request: fileImportSchema }),
    response: datasetRecordSchema,
  },
  'datasets.importRecordings': {
    request: z.object({ jobId, request: fileImportSchema }),
    response: datasetRecordSchema,
  },
  ...versionChannels,
  /** Some pictures of a dataset, of one class or of all. */
  'datasets.images': { request: filePageQuery, response: imagePageSchema },
  /** The pictures of some rows of the current table or, with a fingerprint, of another one of the dataset's. */
  'datasets.pictures': { request: fileRowsQuery, response: imagePageSchema },
  'datasets.recordings': { request: filePageQuery, response: recordingPageSchema },
  'datasets.recordingsOfRows': { request: fileRowsQuery, response: recordingPageSchema },
  /** A recording with its sound. */
  'recordings.hear': { request: recordingPlaceSchema, response: heardRecordingSchema },
  /** A file's picture, small enough to be looked at. */
  'pictures.preview': {
    request: z.object({ path: z.string() }),
    response: imagePageSchema.shape.images.element.pick({ picture: true }),
  },
  'datasets.list': { request: nothing, response: z.array(datasetRecordSchema) },
  'datasets.get': { request: id, response: datasetRecordSchema },
  'datasets.rename': {
    request: z.object({ id: z.string(), name: z.string().min(1).max(120) }),
    response: datasetRecordSchema,
  },
  /** Changes the kind of columns: profiles them again. */
  'datasets.setKinds': {
    request: z.object({ jobId, id: z.string(), kinds: z.record(z.string(), columnKindSchema) }),
    response: datasetRecordSchema,
  },
  'datasets.rows': {
    request: z.object({
      id: z.string(),
      offset: z.int().min(0),
      limit: z.int().min(1).max(500),
      sortBy: z.string().optional(),
      descending: z.boolean().optional(),
    }),
    /** `numbers`: those of the rows in the imported table, by which edits name them. */
    response: z.object({ rows: z.array(z.array(cellSchema)), numbers: z.array(z.number()) }),
  },
  /** How strongly each column goes along with one of them. */
  'datasets.associations': {
    request: z.object({ id: z.string(), target: z.string() }),
    response: z.array(associationSchema),
  },
  /** Rows that a filter finds, with their numbers. */
  'datasets.foundRows': {
    request: chosenRowsSchema.extend({ id: z.string(), offset: z.int().min(0), limit: z.int().min(1).max(500) }),
    response: foundRowsSchema,
  },
  /** The series of a number column, by the columns that are named or that are found; no facts where it has none. */
  'datasets.series': {
    request: z.object({
      id: z.string(),
      target: z.string(),
      time: z.string().optional(),
      series: z.string().nullable().optional(),
    }),
    response: z.object({ facts: seriesFactsSchema.nullable(), curves: z.array(seriesCurveSchema) }),
  },
  'datasets.delete': { request: id, response: nothing },
  'datasets.restore': { request: id, response: datasetRecordSchema },

  // the wizard
  /** What the profile suggests; with a `target`, what it suggests for predicting that column. */
  'advice.suggest': {
    request: z.object({ datasetId: z.string(), target: z.string().optional() }),
    response: suggestedAnswersSchema,
  },
  'pretrained.list': { request: nothing, response: z.array(pretrainedModelSchema) },
  /** Brings a published model into the project. */
  'pretrained.import': { request: z.object({ jobId, path: z.string() }), response: pretrainedModelSchema },
  'advice.recommend': {
    request: z.object({ datasetId: z.string(), answers: answersSchema }),
    response: recommendationSchema,
  },
  /** What a changed configuration costs, and what is to be said about it. */
  'advice.cost': {
    request: z.object({ datasetId: z.string(), spec: runSpecSchema }),
    response: z.object({ cost: costSchema, checks: z.array(findingSchema) }),
  },
  /** The layers of a plan's model, and what training it needs of memory. */
  'advice.layers': { request: z.object({ datasetId: z.string(), spec: runSpecSchema }), response: plannedLayersSchema },
  /** The same for who wants more pictures like those of a dataset. */
  'advice.recommendGeneration': {
    request: z.object({ datasetId: z.string(), answers: generationAnswersSchema }),
    response: generationRecommendationSchema,
  },
  'advice.generationCost': {
    request: z.object({ datasetId: z.string(), spec: generationSpecSchema }),
    response: generationCostSchema,
  },

  /** How the rows of a plan would be divided. */
  'advice.split': {
    request: z.object({ datasetId: z.string(), division: divisionSchema }),
    response: splitSummarySchema,
  },

  ...augmentationChannels,

  /** What a column's recipe makes of its values. */
  'advice.recipe': {
    request: z.object({ datasetId: z.string(), division: divisionSchema, feature: runFeatureSchema }),
    response: recipePreviewSchema,
  },

  /** What is to be known of a plan's rows: leakage, repeated rows, small classes, suspicious labels. */
  'advice.health': {
    request: z.object({ datasetId: z.string(), division: divisionSchema, features: z.array(runFeatureSchema) }),
    response: z.array(findingSchema),
  },

  /** Sweeps over learning rates for what is planned, and suggests one. */
  'advice.learningRates': {
    request: z.object({ jobId, datasetId: z.string(), spec: anyRunSpecSchema }),
    response: learningRateRangeSchema,
  },

  // runs
  'runs.list': { request: nothing, response: z.array(runSummarySchema) },
  'runs.get': { request: id, response: anyRunRecordSchema },
  'runs.start': {
    request: z.object({ datasetId: z.string(), spec: anyRunSpecSchema, name: z.string().max(120).optional() }),
    response: anyRunRecordSchema,
  },
  /** Starts a run for each fold of the spec's split, one after the other; in the order of the folds. */
  'runs.startFolds': {
    request: z.object({ datasetId: z.string(), spec: runSpecSchema }),
    response: z.array(anyRunRecordSchema),
  },
  'runs.pause': { request: id, response: nothing },
  /** Goes on with a paused or interrupted run from its last checkpoint. */
  'runs.resume': { request: id, response: nothing },
  /** Ends a run and keeps its best weights. */
  'runs.stop': { request: id, response: nothing },
  /** Goes on with a finished or stopped run for more epochs. */
  'runs.extend': { request: z.object({ id: z.string(), epochs: z.int().min(1).max(100_000) }), response: nothing },
  'runs.history': { request: id, response: runHistorySchema },
  'runs.change': {
    request: z.object({
      ids: z.array(z.string()).min(1),
      name: z.string().min(1).max(120).optional(),
      note: z.string().max(20_000).optional(),
      tags: z.array(z.string().min(1).max(40)).max(50).optional(),
      archived: z.boolean().optional(),
    }),
    response: z.array(runSummarySchema),
  },
  /** Moves runs to the trash (refused for one that is training); `runs.restore` takes them out. */
  'runs.delete': { request: ids, response: nothing },
  'runs.restore': { request: ids, response: nothing },
  /** Removes runs in the trash for good and answers with the bytes that were freed. */
  'runs.purge': { request: ids, response: z.object({ freedBytes: z.number() }) },

  // results
  ...resultChannels,
  'runs.form': { request: id, response: z.object({ fields: z.array(formFieldSchema) }) },
  /** The layers of a run's model, of each way through it where it has several. */
  'runs.layers': { request: id, response: z.object({ networks: z.array(networkLayersSchema) }) },
  /** What goes on in them while training rows go through the model. */
  'runs.layersAtWork': { request: id, response: z.object({ networks: z.array(inspectedNetworkSchema) }) },
  'runs.predict': {
    request: z.object({ id: z.string(), cells: z.record(z.string(), cellSchema) }),
    response: predictionSchema,
  },
  /** What comes after the end of a run's series. */
  /** `given`: what is known of the steps ahead, by series. */
  'runs.forecast': {
    request: id.extend({ given: z.record(z.string(), aheadValuesSchema).optional() }),
    response: forecastSchema,
  },
  /** Asks where to save, and writes the weights alone; null when the dialog was dismissed. */
  'runs.exportWeights': {
    request: z.object({ jobId, id: z.string() }),
    response: z.object({ path: z.string() }).nullable(),
  },
  /** Asks where, and writes the training itself as a program into a new folder; null when the dialog was dismissed. */
  'runs.exportProgram': {
    request: z.object({ jobId, id: z.string() }),
    response: writtenProgramSchema.nullable(),
  },
  /** Asks where to save, writes the ONNX file and checks it; null when the dialog was dismissed. */
  'runs.export': { request: z.object({ jobId, id: z.string() }), response: exportRecordSchema.nullable() },

  // runs that make pictures
  'runs.generationReport': { request: id, response: generationReportSchema },
  /** The samples that an epoch made of the run's noise; null: the newest that has some. */
  'runs.sampleSheet': {
    request: z.object({ id: z.string(), epoch: z.int().min(1).nullable() }),
    response: sampleSheetSchema,
  },
  'runs.draw': { request: drawnRequestSchema.extend({ id: z.string() }), response: madePicturesSchema },
  'runs.walk': { request: walkRequestSchema.extend({ id: z.string() }), response: madePicturesSchema },
  /** Test pictures beside what is left of them; none for a family without a way back. */
  'runs.reconstructions': {
    request: z.object({ id: z.string(), count: z.int().min(1).max(mostMade) }),
    response: reconstructionsSchema,
  },
  /** Asks where to save, and writes what is drawn as one picture; null when the dialog was dismissed. */
  'runs.saveDrawn': {
    request: drawnRequestSchema.extend({ id: z.string() }),
    response: z.object({ path: z.string() }).nullable(),
  },
} as const satisfies Record<string, { request: z.ZodType; response: z.ZodType }>

export type Channels = typeof channels
export type Channel = keyof Channels
export type RequestOf<C extends Channel> = z.input<Channels[C]['request']>
export type ResponseOf<C extends Channel> = z.infer<Channels[C]['response']>

/** How a reply crosses the process boundary. */
export type Reply<C extends Channel> = { ok: true; value: ResponseOf<C> } | { ok: false; error: ErrorData }
