/** Typed access to the preload's bridge: failures become StudioErrors, so that callers handle one kind of error. */
import { errorFromData } from '../../compute/spec/errors.ts'
import type { Channel, Reply, RequestOf, ResponseOf } from '../../main/ipc/contract/channels.ts'
import type { EventName, EventPayload } from '../../main/ipc/contract/events.ts'

/**
 * Sends a request and gives its answer.
 * @throws StudioError when the main process answered with an error.
 */
export async function invoke<C extends Channel>(channel: C, request: RequestOf<C>): Promise<ResponseOf<C>> {
  const reply: Reply<C> = await window.modelwright.invoke(channel, request)
  if (reply.ok) return reply.value
  throw errorFromData(reply.error)
}

/** Listens to an event of the main process; the returned function ends that. */
export function listen<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void {
  return window.modelwright.on(event, listener)
}
