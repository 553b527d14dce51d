/**
 * The typed API that the preload puts on `window.modelwright`: the interface's only way to the rest of the world.
 */
import type { Channel, Reply, RequestOf } from './channels.ts'
import type { EventName, EventPayload } from './events.ts'

export interface Bridge {
  /** Sends a request; never rejects: failures are in the reply. */
  invoke<C extends Channel>(channel: C, request: RequestOf<C>): Promise<Reply<C>>
  /** Listens to an event; the returned function ends that. */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void
  /** The path of a file that was dropped on the window, or '' for one that has none. */
  pathForFile(file: File): string
}

declare global {
  interface Window {
    readonly modelwright: Bridge
  }
}
