/** The app's settings: read once, changed in memory, written behind. */
import { copyFile, readFile } from 'node:fs/promises'
import { writeAtomically } from '../files/atomic-write.ts'
import type { Settings } from '../ipc/contract/records.ts'
import { defaultSettings, restoreSettings } from './restore-settings.ts'

/** Keys with their new values; a key without one stays. */
export type SettingsChange = { readonly [K in Exclude<keyof Settings, 'version'>]?: Settings[K] | undefined }

export interface SettingsStore {
  get(): Settings
  /** Changes the given keys, tells the listeners, and writes. */
  change(changes: SettingsChange): Settings
  /** Calls the listener after each change, until the returned function is called. */
  onChange(listener: (settings: Settings, before: Settings) => void): () => void
  /** Resolves when the newest settings are on the disk (or could not be written there). */
  flushed(): Promise<void>
}

/**
 * Opens the settings of a file. One that is missing or broken gives the defaults; one of another version is
 * copied aside before it is written over.
 * @param onFault called when the settings can't be written: they then last until the app ends.
 */
export async function openSettings(file: string, onFault: (error: unknown) => void): Promise<SettingsStore> {
  const found = await readJson(file)
  if (found !== undefined && versionOf(found) !== defaultSettings.version) {
    await copyFile(file, `${file}.version-${String(versionOf(found))}`).catch(onFault)
  }
  let settings = restoreSettings(found)
  let writing = Promise.resolve()
  const listeners = new Set<(settings: Settings, before: Settings) => void>()
  return {
    get: () => settings,
    change(changes) {
      const before = settings
      const given = Object.entries(changes).filter(([, value]) => value !== undefined)
      settings = restoreSettings({ ...settings, ...Object.fromEntries(given) })
      const text = `${JSON.stringify(settings, null, 2)}\n`
      writing = writing.then(() => writeAtomically(file, text)).catch(onFault)
      for (const listener of listeners) listener(settings, before)
      return settings
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    flushed: () => writing,
  }
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown
  } catch {
    return undefined
  }
}

function versionOf(found: unknown): unknown {
  return typeof found === 'object' && found !== null && 'version' in found ? found.version : 'none'
}
