/** Makes valid settings of whatever a settings file holds: each key by itself, what is broken or missing by its default. */
import { z } from 'zod'
import type { Settings } from '../ipc/contract/records.ts'
import { settingsSchema } from '../ipc/contract/records.ts'

/** The settings of an app that starts for the first time. */
export const defaultSettings: Settings = {
  version: 1,
  language: 'system',
  theme: 'system',
  threads: null,
  projectsFolder: null,
  chart: { smoothing: 0, logScale: false },
  runsTable: {
    sortBy: 'createdAt',
    descending: true,
    hiddenColumns: [],
    columnOrder: [],
    columnWidths: {},
    view: 'active',
  },
  window: { width: 1280, height: 820, maximized: false },
}

type Shape = Readonly<Record<string, z.ZodType>>

/** Takes each key of `found` that its schema accepts, and the others from `defaults`; objects are mended key by key. */
function mend<T extends object>(shape: Shape, found: unknown, defaults: T): T {
  const given: Readonly<Record<string, unknown>> = typeof found === 'object' && found !== null ? { ...found } : {}
  const entries = Object.entries(defaults as Readonly<Record<string, unknown>>).map(([key, fallback]) => {
    const schema = shape[key]
    const parsed = schema?.safeParse(given[key])
    if (parsed?.success === true) return [key, parsed.data]
    return [key, schema instanceof z.ZodObject ? mend(schema.shape, given[key], fallback as object) : fallback]
  })
  return Object.fromEntries(entries) as T
}

/** Valid settings, with as much of `found` as is valid. */
export function restoreSettings(found: unknown): Settings {
  return mend(settingsSchema.shape, found, defaultSettings)
}
