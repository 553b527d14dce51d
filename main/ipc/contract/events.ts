/**
 * The IPC contract's other half: what the main process tells the interface without being asked.
 */
import { z } from 'zod'
import { jobProgressSchema } from '../../../compute/spec/job.ts'
import { epochMetricsSchema, runProgressSchema } from '../../../compute/spec/run.ts'
import {
  datasetRecordSchema,
  projectSummarySchema,
  runSummarySchema,
  settingsSchema,
  languageSchema,
} from './records.ts'

/** Commands of the menus and their shortcuts that act on the interface. */
export const menuCommands = [
  'import-file',
  'go-start',
  'go-dataset',
  'go-runs',
  'open-settings',
  'find',
  'undo',
  'redo',
  'shortcuts',
] as const

export const events = {
  'job.progress': z.object({ jobId: z.string(), progress: jobProgressSchema }),
  /** How far the data of a run is prepared that is about to train. */
  'run.preparing': z.object({ id: z.string(), progress: jobProgressSchema }),
  'run.progress': z.object({ id: z.string(), progress: runProgressSchema }),
  /** Epochs that were finished since the last such event. */
  'run.epochs': z.object({ id: z.string(), epochs: z.array(epochMetricsSchema) }),
  /** A run was made, changed its state, or was edited. */
  'run.changed': z.object({ run: runSummarySchema }),
  'dataset.changed': z.object({ dataset: datasetRecordSchema }),
  'project.changed': z.object({ project: projectSummarySchema.nullable() }),
  'settings.changed': z.object({ settings: settingsSchema, language: languageSchema, dark: z.boolean() }),
  'menu.command': z.object({ command: z.enum(menuCommands) }),
  /** The system asked to open a file with this app. */
  'file.opened': z.object({ path: z.string() }),
} as const satisfies Record<string, z.ZodType>

export type Events = typeof events
export type EventName = keyof Events
export type EventPayload<E extends EventName> = z.infer<Events[E]>
