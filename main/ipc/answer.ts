/** Answers one request: parses what came, calls the handler, puts whatever happens into the reply. Knows no Electron. */
import { z } from 'zod'
import { StudioError, errorToData } from '../../compute/spec/errors.ts'
import type { ErrorData } from '../../compute/spec/errors.ts'
import type { Channel, Reply } from './contract/channels.ts'
import { channels } from './contract/channels.ts'
import type { HandlerMap, ParsedRequest } from './handler-map.ts'

/** Told of every request that failed, for the log. */
export type FailureListener = (channel: Channel, error: ErrorData) => void

/** Parses a payload by the schema of its channel. @throws StudioError bad-request, naming what does not fit */
export function parseRequest<C extends Channel>(channel: C, payload: unknown): ParsedRequest<C> {
  const parsed = channels[channel].request.safeParse(payload)
  if (parsed.success) return parsed.data as ParsedRequest<C>
  throw new StudioError('bad-request', { channel }, { cause: new Error(z.prettifyError(parsed.error)) })
}

/** The reply to a request. Never rejects. */
export async function answer<C extends Channel>(
  handlers: HandlerMap<Channel>,
  channel: C,
  payload: unknown,
  onFailure: FailureListener,
): Promise<Reply<C>> {
  try {
    return { ok: true, value: await handlers[channel](parseRequest(channel, payload)) }
  } catch (error) {
    const data = errorToData(error)
    onFailure(channel, data)
    return { ok: false, error: data }
  }
}
