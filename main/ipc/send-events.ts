/** Tells the interface what happened, by the events of the contract. */
import type { WebContents } from 'electron'
import type { EventName, EventPayload } from './contract/events.ts'
import { eventMessageName } from './contract/names.ts'

/** Sends an event to wherever the interface is. */
export type Emit = <E extends EventName>(event: E, payload: EventPayload<E>) => void

/** An emitter to the page that `page` gives, or to nobody while there is none. */
export function createEmitter(page: () => WebContents | null): Emit {
  return (event, payload) => {
    const target = page()
    if (target !== null && !target.isDestroyed()) target.send(eventMessageName(event), payload)
  }
}
