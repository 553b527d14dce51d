/**
 * How threads talk: envelopes around typed requests, answers and events.
 *
 * Used for every worker thread of the app, the engine's and the database's alike. Errors cross as data.
 */
import type { ErrorData } from '../spec/errors.ts'

/** What a thread can be asked: for each kind the request, the answer, and what is told on the way. */
export type Protocol<P> = { [K in keyof P]: { request: unknown; response: unknown; event: unknown } }

/** A request of one of the kinds; `seq` names it in all that follows. */
export type RequestEnvelope<P extends Protocol<P>, K extends keyof P = keyof P> = {
  [Q in K]: { readonly type: 'request'; readonly seq: number; readonly kind: Q; readonly request: P[Q]['request'] }
}[K]

/** What a thread receives. */
export type ToThread<P extends Protocol<P>> =
  | RequestEnvelope<P>
  | { readonly type: 'cancel'; readonly seq: number }
  /** Answers an event that was to be acknowledged; with an error where dealing with it failed. */
  | { readonly type: 'acknowledge'; readonly delivery: number; readonly error: ErrorData | null }
  /** Asks the thread to end: it cancels what it does, waits for that, and ends by itself. It is never torn down. */
  | { readonly type: 'close' }

/** What a thread sends. */
export type FromThread =
  | { readonly type: 'answer'; readonly seq: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly seq: number; readonly error: ErrorData }
  /** `delivery` is a number where the thread waits until the event was dealt with. */
  | { readonly type: 'event'; readonly seq: number; readonly event: unknown; readonly delivery: number | null }
