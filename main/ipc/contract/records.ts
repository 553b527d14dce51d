/**
 * Records as the interface sees them: projects, datasets, runs, exports, settings.
 *
 * Part of the IPC contract: pure schemas, imported by both sides.
 */
import { z } from 'zod'
import { editPlaceSchema, versionChangeSchema } from '../../../compute/spec/data-edit.ts'
import { cellSchema, importedTableSchema, taskSchema } from '../../../compute/spec/dataset.ts'
import { usedDeviceSchema } from '../../../compute/spec/device.ts'
import { errorDataSchema } from '../../../compute/spec/errors.ts'
import { exportCheckSchema } from '../../../compute/spec/evaluation.ts'
import { generationSpecSchema, runTaskSchema } from '../../../compute/spec/generation.ts'
import { epochMetricsSchema, runOutcomeSchema, runSpecSchema, runStatusSchema } from '../../../compute/spec/run.ts'

/** A point in time as milliseconds since 1970 (Date.now()). */
const timeSchema = z.number()

/** A project folder that was opened before. */
export const projectSummarySchema = z.object({
  path: z.string(),
  name: z.string(),
  lastOpenedAt: timeSchema,
  datasets: z.number(),
  runs: z.number(),
  /** False when the folder is not there any more (moved, or on a drive that is not connected). */
  exists: z.boolean(),
})
export type ProjectSummary = z.infer<typeof projectSummarySchema>

export const datasetRecordSchema = z.object({
  id: z.string(),
  createdAt: timeSchema,
  deletedAt: timeSchema.nullable(),
  /** That of its current version. */
  table: importedTableSchema,
  version: z.number(),
  /** The versions that undoing and redoing lead to; null where there is none. */
  undoTo: z.number().nullable(),
  redoTo: z.number().nullable(),
  /** Runs, not deleted, that learn from it. */
  runs: z.number(),
})
export type DatasetRecord = z.infer<typeof datasetRecordSchema>

/** A version of a dataset as its history tells it. */
export const versionRecordSchema = z.object({
  number: z.number(),
  /** The version that it was made of; null for the first. */
  parent: z.number().nullable(),
  /** Fingerprint of the imported table that its edits are made to. */
  base: z.string(),
  createdAt: timeSchema,
  /** The part of the app that it was made in. */
  place: editPlaceSchema,
  change: versionChangeSchema,
  /** Rows of its table; null while that was not made. */
  rows: z.number().nullable(),
  /** Runs, not deleted, that learned from it. */
  runs: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type VersionRecord = z.infer<typeof versionRecordSchema>

export const exportRecordSchema = z.object({
  id: z.string(),
  runId: z.string(),
  path: z.string(),
  createdAt: timeSchema,
  check: exportCheckSchema,
})
export type ExportRecord = z.infer<typeof exportRecordSchema>

/** The main figure of a run's test rows, as lists show it. */
export const headlineScoreSchema = z.object({
  metric: z.enum(['accuracy', 'rmse', 'negativeElbo', 'entityF1', 'wordAccuracy', 'answerF1']),
  value: z.number(),
  baseline: z.number(),
})

/** A run as lists show it: one row of a summary table, never a join with the metric history. */
export const runSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  status: runStatusSchema,
  outcome: runOutcomeSchema.nullable(),
  datasetId: z.string(),
  datasetName: z.string(),
  /** The version of the dataset that it learns from. */
  datasetVersion: z.number(),
  task: runTaskSchema,
  /** The column that it predicts; for a run that makes pictures, the column of those that it learns from. */
  target: z.string(),
  family: z.string(),
  /** For an MLP its hidden widths, as in "64 · 32". */
  architecture: z.string(),
  createdAt: timeSchema,
  endedAt: timeSchema.nullable(),
  /** Seconds of training, pauses left out. */
  seconds: z.number(),
  epoch: z.number(),
  totalEpochs: z.number(),
  bestEpoch: z.number().nullable(),
  bestValidationLoss: z.number().nullable(),
  score: headlineScoreSchema.nullable(),
  exports: z.number(),
  tags: z.array(z.string()),
  note: z.string(),
  archivedAt: timeSchema.nullable(),
  deletedAt: timeSchema.nullable(),
})
export type RunSummary = z.infer<typeof runSummarySchema>

const recordFields = {
  startedAt: timeSchema.nullable(),
  /** Versions of what computed it: modelwright, onnxruntime, platform. */
  versions: z.record(z.string(), z.string()),
  error: errorDataSchema.nullable(),
  /** Null before it has begun, and for runs of an app that knew the processor only. */
  device: usedDeviceSchema.nullable(),
  exportRecords: z.array(exportRecordSchema),
}

/** A run that predicts, with all that determines it. */
export const runRecordSchema = runSummarySchema.extend({ ...recordFields, task: taskSchema, spec: runSpecSchema })
export type RunRecord = z.infer<typeof runRecordSchema>

/** A run that makes pictures, with all that determines it. */
export const generationRecordSchema = runSummarySchema.extend({
  ...recordFields,
  task: z.literal('generation'),
  spec: generationSpecSchema,
})
export type GenerationRecord = z.infer<typeof generationRecordSchema>

export const anyRunRecordSchema = z.discriminatedUnion('task', [runRecordSchema, generationRecordSchema])
export type AnyRunRecord = z.infer<typeof anyRunRecordSchema>

/** Whether a run predicts. */
export const isPrediction = (run: AnyRunRecord): run is RunRecord => run.task !== 'generation'

export const runHistorySchema = z.array(epochMetricsSchema)

/** What the form for one's own row asks for, a field a column. */
export const formFieldSchema = z.object({
  column: z.string(),
  kind: z.enum(['number', 'category', 'date', 'text', 'words', 'tokens', 'image', 'audio']),
  /** For categories, the values the model knows, most frequent first. */
  values: z.array(z.string()),
  /** For numbers, the range of the data, to hint at what is usual. */
  min: z.number().nullable(),
  max: z.number().nullable(),
  /** A usual value: the median, or the most frequent value. */
  usual: cellSchema,
})
export type FormField = z.infer<typeof formFieldSchema>

export const themes = ['system', 'light', 'dark'] as const
export const languages = ['en', 'zh-CN'] as const
export const languageSchema = z.enum(languages)
export type Language = z.infer<typeof languageSchema>

/** Settings that are remembered, in the operating system's folder for the app. Every key has a default: a missing or broken one is mended on reading. */
export const settingsSchema = z.object({
  version: z.literal(1),
  language: z.union([z.literal('system'), languageSchema]),
  theme: z.enum(themes),
  /** Native threads of a run; null: as many as the machine has cores, but one, and at most 8. */
  threads: z.int().min(1).max(256).nullable(),
  /** Where new projects are made; null: Modelwright in the documents folder. */
  projectsFolder: z.string().nullable(),
  chart: z.object({ smoothing: z.number().min(0).max(0.99), logScale: z.boolean() }),
  runsTable: z.object({
    sortBy: z.string(),
    descending: z.boolean(),
    hiddenColumns: z.array(z.string()),
    /** Keys of all columns, hidden ones too, in the order a person gave them; empty: as the table has them. */
    columnOrder: z.array(z.string()),
    /** Widths in CSS pixels of the columns that a person has resized. */
    columnWidths: z.record(z.string(), z.number()),
    view: z.enum(['active', 'archived', 'trash']),
  }),
  window: z.object({ width: z.number(), height: z.number(), maximized: z.boolean() }),
})
export type Settings = z.infer<typeof settingsSchema>

/** A sample dataset that comes with the app; its words are in the locales under `samples.<id>`. */
export const sampleSummarySchema = z.object({
  id: z.string(),
  rows: z.number(),
  columns: z.number(),
  bytes: z.number(),
  task: taskSchema,
  target: z.string(),
  licence: z.string(),
  source: z.string(),
})
export type SampleSummary = z.infer<typeof sampleSummarySchema>
