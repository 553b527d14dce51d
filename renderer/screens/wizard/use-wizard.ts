/** The wizard of each dataset, kept while the app runs: whoever leaves it finds it again as it was. */
import { useCallback } from 'react'
import { create } from 'zustand'
import { usePageUndo } from '../../app/undo.ts'
import { beginHistory, record, undo, type WizardHistory } from './state/history.ts'
import type { WizardEvent, WizardState } from './state/wizard.ts'

interface WizardsState {
  /** By dataset, and by run where the wizard was opened with one. */
  readonly wizards: ReadonlyMap<string, WizardHistory>
}

const useWizards = create<WizardsState>(() => ({ wizards: new Map() }))

function setHistory(key: string, history: WizardHistory): void {
  useWizards.setState(({ wizards }) => ({ wizards: new Map(wizards).set(key, history) }))
}

/** Starts a wizard, unless there is one under that key already. */
export function startWizard(key: string, state: WizardState): void {
  if (!useWizards.getState().wizards.has(key)) setHistory(key, beginHistory(state))
}

/** Forgets a wizard, for example since its plan is being trained. */
export function forgetWizard(key: string): void {
  useWizards.setState(({ wizards }) => ({ wizards: new Map([...wizards].filter(([each]) => each !== key)) }))
}

export interface Wizard {
  readonly state: WizardState
  readonly send: (event: WizardEvent) => void
  readonly canUndo: boolean
  readonly undo: () => void
}

/** The wizard under a key, or null before it was started. Takes part in the Undo command. */
export function useWizard(key: string): Wizard | null {
  const history = useWizards(({ wizards }) => wizards.get(key))
  const send = useCallback(
    (event: WizardEvent) => {
      const now = useWizards.getState().wizards.get(key)
      if (now !== undefined) setHistory(key, record(now, event))
    },
    [key],
  )
  const takeBack = useCallback(() => {
    const now = useWizards.getState().wizards.get(key)
    if (now === undefined || now.past.length === 0) return false
    setHistory(key, undo(now))
    return true
  }, [key])
  usePageUndo(takeBack)
  if (history === undefined) return null
  return { state: history.present, send, canUndo: history.past.length > 0, undo: () => void takeBack() }
}
