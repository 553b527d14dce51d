/** The part of the IPC contract that is about versions of datasets and the labelling that makes them. */
import { z } from 'zod'
import {
  askedEditSchema,
  editPlaceSchema,
  labelSuggestionSchema,
  labelSuspectSchema,
  labelViewSchema,
  sourceStateSchema,
} from '../../../compute/spec/data-edit.ts'
import { cellSchema } from '../../../compute/spec/dataset.ts'
import { datasetRecordSchema, versionRecordSchema } from './records.ts'

const id = z.object({ id: z.string() })
/** Made by the caller, so that it can follow and cancel what it started. */
const jobId = z.string().min(1).max(64)

export const versionChannels = {
  /** Makes a version of a dataset for each edit of its current one. */
  'datasets.edit': {
    request: z.object({ jobId, id: z.string(), edits: z.array(askedEditSchema).min(1), place: editPlaceSchema }),
    response: datasetRecordSchema,
  },
  /** Makes another version the current one. */
  'datasets.goToVersion': {
    request: z.object({ jobId, id: z.string(), number: z.int().min(1) }),
    response: datasetRecordSchema,
  },
  /** The versions of a dataset, the first one first. */
  'datasets.versions': { request: id, response: z.array(versionRecordSchema) },
  /** Whether the files that a dataset came from are as they were at its import. */
  'datasets.sourceState': { request: id, response: z.object({ state: sourceStateSchema }) },
  /** Imports the source again, as it was read before, and carries all edits over: a version, unless nothing has changed. */
  'datasets.reimport': { request: z.object({ jobId, id: z.string() }), response: datasetRecordSchema },
  /** Copies into the project what a dataset has left where it was. */
  'datasets.copyIn': { request: z.object({ jobId, id: z.string() }), response: datasetRecordSchema },
  /** Takes another place for the one where what was left is now, once all of it is found there. */
  'datasets.findSource': {
    request: z.object({ jobId, id: z.string(), path: z.string() }),
    response: datasetRecordSchema,
  },
  /** The classes of a column for all imported rows, those that are left out too. */
  'datasets.labels': { request: z.object({ id: z.string(), column: z.string() }), response: labelViewSchema },
  /** Imported rows by their numbers, without edits. */
  'datasets.importedRows': {
    request: z.object({ id: z.string(), rows: z.array(z.int().min(0)).max(500) }),
    response: z.object({ rows: z.array(z.array(cellSchema)) }),
  },
  /**
   * Rows whose class a run disputes, by their numbers in the imported table, which is named by its fingerprint. A run of a
   * cross-validation speaks for all of its runs.
   */
  'runs.suspects': {
    request: id,
    response: z.object({ base: z.string(), runs: z.number(), suspects: z.array(labelSuspectSchema) }),
  },
  /** What a run says of the rows of its table that had no class, by their numbers in the imported table. */
  'runs.suggestions': {
    request: id,
    response: z.object({ base: z.string(), suggestions: z.array(labelSuggestionSchema) }),
  },
} as const satisfies Record<string, { request: z.ZodType; response: z.ZodType }>
