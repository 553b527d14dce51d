/** The wizard's states so far, so that any change of an answer or of the plan can be taken back. */
import { next, type WizardEvent, type WizardState } from './wizard.ts'

export interface WizardHistory {
  readonly present: WizardState
  /** Earlier states, oldest first. */
  readonly past: readonly WizardState[]
  /** What the newest change was made to: further changes of the same are undone together. */
  readonly touched: string | null
}

/** So many changes can be taken back. */
const longest = 200

/** A history that begins with a state. */
export function beginHistory(present: WizardState): WizardHistory {
  return { present, past: [], touched: null }
}

/** The history after an event. Moving between steps is no change: undo goes back to the step where one was made. */
export function record(history: WizardHistory, event: WizardEvent): WizardHistory {
  const present = next(history.present, event)
  if (present === history.present) return history
  const touched = touchedBy(event)
  if (touched === null) return { ...history, present, touched: null }
  if (touched === history.touched) return { ...history, present }
  return { present, past: [...history.past, history.present].slice(-longest), touched }
}

/** The history without its newest change. */
export function undo(history: WizardHistory): WizardHistory {
  const present = history.past.at(-1)
  return present === undefined ? history : { present, past: history.past.slice(0, -1), touched: null }
}

function touchedBy(event: WizardEvent): string | null {
  switch (event.type) {
    case 'answered':
      return `answer ${event.field}`
    case 'planned':
      return `plan ${event.field}`
    case 'retargeted':
      // Each is a decision of its own.
      return `target ${event.suggested.answers.target}`
    case 'reset':
      return `reset ${event.field}`
    case 'reread':
      return `reader ${JSON.stringify(event.reader)}`
    case 'reseries':
      return `series ${JSON.stringify(event.series)}`
    case 'chose':
      return `choice ${event.choice}`
    case 'structured':
      return `structure ${event.structure}`
    case 'generation-planned':
      return `generation ${event.field}`
    case 'generation-chose':
      return `generation choice ${event.choice}`
    case 'forward':
    case 'back':
    case 'asked':
    case 'settled':
    case 'recommended':
    case 'generation-recommended':
      return null
  }
}
