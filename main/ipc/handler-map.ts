/** What a handler of a channel is: from a parsed request to what the reply carries. */
import type { z } from 'zod'
import type { Channel, Channels, ResponseOf } from './contract/channels.ts'

/** A request as its schema gives it out. */
export type ParsedRequest<C extends Channel> = z.output<Channels[C]['request']>

/** A handler for each of the channels named; `HandlerMap<Channel>` is total. */
export type HandlerMap<Names extends Channel> = {
  readonly [C in Names]: (request: ParsedRequest<C>) => ResponseOf<C> | Promise<ResponseOf<C>>
}
