/**
 * A sentence the engine wants a person to read, as a key and its values.
 *
 * The engine knows no language: it says what and with which numbers, and the
 * locales in `assets/locales` hold the words. So one reason can be shown in
 * English, in Chinese, or switched while the app runs.
 */
import { z } from 'zod'

/** Values that a sentence may carry. Numbers stay numbers, so that each locale formats them its own way. */
export const messageParamsSchema = z.record(z.string(), z.union([z.string(), z.number()]))
export type MessageParams = z.infer<typeof messageParamsSchema>

/** A locale key (for example `advice.model.mlpForTables`) and the values of its placeholders. */
export const messageSchema = z.object({ key: z.string(), params: messageParamsSchema })
export type Message = z.infer<typeof messageSchema>

/** Makes a message. */
export function message(key: string, params: MessageParams = {}): Message {
  return { key, params }
}
