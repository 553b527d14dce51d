/** How the app ends: asks while runs are training, saves, and only then lets go. */
import { app } from 'electron'
import type { BrowserWindow } from 'electron'
import type { Log } from '../files/log.ts'
import type { Translator } from '../i18n/translator.ts'
import { mayQuit } from './quit-dialog.ts'

export interface EndingOptions {
  readonly window: () => BrowserWindow | null
  readonly translator: () => Translator
  /** Names of the runs that are training or waiting. */
  readonly activeRuns: () => Promise<readonly string[]>
  /** Leaves off all work and closes everything. */
  readonly close: () => Promise<void>
  readonly log: Log
}

export interface Ending {
  /** True once all is saved. Before that, begins to ask and to save; the app quits by itself when that is done. */
  mayEnd(): boolean
  /** Saves and quits without asking, as when the system shuts down. */
  endNow(): void
}

/** The ending of one app. */
export function createEnding({ window, translator, activeRuns, close, log }: EndingOptions): Ending {
  let phase: 'open' | 'asking' | 'closing' | 'closed' = 'open'

  async function ask(): Promise<void> {
    phase = 'asking'
    const names = await activeRuns().catch(() => [])
    const wanted = names.length === 0 || (await mayQuit(window(), translator(), names))
    phase = 'open'
    if (wanted) await end()
  }

  async function end(): Promise<void> {
    if (phase === 'closing' || phase === 'closed') return
    phase = 'closing'
    window()?.hide()
    try {
      await close()
    } catch (error) {
      log.write('error', 'closing', error)
    }
    await log.flushed()
    phase = 'closed'
    app.quit()
  }

  return {
    mayEnd() {
      if (phase === 'open') void ask()
      return phase === 'closed'
    },
    endNow: () => void end(),
  }
}
