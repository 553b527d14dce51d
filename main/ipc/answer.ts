/** Answers one request: parses what came, calls the handler, puts whatever happens into the reply. Knows no Electron. */
import { z } from 'zod'
import { StudioError, errorToData } from '../../compute/spec/errors.ts'
import type { ErrorData } from '../../compute/spec/errors.ts'
import type { Channel, Reply } from './contract/channels.ts'
import { channels } from './contract/channels.ts'
import type { HandlerMap, ParsedRequest } from './handler-map.ts'

/** Who answers, and what becomes of what goes wrong. */
export interface Answering {
  readonly handlers: HandlerMap<Channel>
  /** Adds to an error what only the app as a whole knows. */
  readonly explain: (error: ErrorData) => ErrorData
  /** Told of every request that failed, for the log. */
  readonly onFailure: (channel: Channel, error: ErrorData) => void
}

/** Parses a payload by the schema of its channel. @throws StudioError bad-request, naming what does not fit */
export function parseRequest<C extends Channel>(channel: C, payload: unknown): ParsedRequest<C> {
  const parsed = channels[channel].request.safeParse(payload)
  if (parsed.success) return parsed.data as ParsedRequest<C>
  throw new StudioError('bad-request', { channel }, { cause: new Error(z.prettifyError(parsed.error)) })
}

/** The reply to a request. Never rejects. */
export async function answer<C extends Channel>(answering: Answering, channel: C, payload: unknown): Promise<Reply<C>> {
  try {
    return { ok: true, value: await answering.handlers[channel](parseRequest(channel, payload)) }
  } catch (error) {
    return refuse(answering, channel, error)
  }
}

/** The reply that says what went wrong. */
export function refuse(
  { explain, onFailure }: Answering,
  channel: Channel,
  error: unknown,
): { ok: false; error: ErrorData } {
  const data = explain(errorToData(error))
  onFailure(channel, data)
  return { ok: false, error: data }
}
