/** The main process's side of the threads' protocol: asks a worker thread, and never leaves an asker waiting. */
import { Worker } from 'node:worker_threads'
import { StudioError, errorFromData, errorToData } from '../../compute/spec/errors.ts'
import type { ErrorCode } from '../../compute/spec/errors.ts'
import type { FromThread, Protocol, RequestEnvelope, ToThread } from '../../compute/worker/thread-protocol.ts'

/** How a request is followed. */
export interface RequestOptions<Event> {
  /** Cancels the request when aborted; it then fails with `cancelled`. */
  readonly signal?: AbortSignal | undefined
  /** Called with what the thread tells on the way. Where the thread waits for it, a rejection is passed on to it. */
  readonly onEvent?: (event: Event) => void | Promise<void>
}

/** A running thread. */
export interface ThreadClient<P extends Protocol<P>> {
  /** Asks the thread. @throws StudioError: what the handler threw, or the code for a dead thread. */
  readonly ask: <K extends keyof P & string>(
    kind: K,
    request: P[K]['request'],
    options?: RequestOptions<P[K]['event']>,
  ) => Promise<P[K]['response']>
  /** Asks the thread to end and waits until it has. Requests that are under way are cancelled. */
  readonly close: () => Promise<void>
  /** Resolves when the thread has ended; with the error that ended it, or null where it was asked to. */
  readonly ended: Promise<Error | null>
}

export interface ThreadOptions {
  /** The entry's built file. */
  readonly entry: string
  readonly name: string
  readonly workerData: unknown
  /** The error that pending requests fail with when the thread dies. */
  readonly deathCode: ErrorCode
  /** Called when the thread dies, and with what an `onEvent` threw where the thread does not wait for it. */
  readonly onFault: (error: unknown) => void
}

interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
  readonly onEvent: ((event: never) => void | Promise<void>) | undefined
}

/** Starts a thread. */
export function startThread<P extends Protocol<P>>(options: ThreadOptions): ThreadClient<P> {
  const worker = new Worker(options.entry, { name: options.name, workerData: options.workerData })
  const pending = new Map<number, Pending>()
  let lastSeq = 0
  let death: Error | null = null
  let askedToEnd = false
  let cause: Error | null = null
  const send = (message: ToThread<P>): void => worker.postMessage(message)

  const ended = new Promise<Error | null>((resolve) => {
    worker.once('exit', (code) => {
      death = new StudioError(options.deathCode, {}, { cause: cause ?? new Error(`Thread ended with code ${code}.`) })
      for (const { reject } of pending.values()) reject(askedToEnd ? new StudioError('cancelled') : death)
      pending.clear()
      if (!askedToEnd || cause !== null) options.onFault(death)
      resolve(askedToEnd && cause === null ? null : death)
    })
  })
  worker.on('error', (error) => {
    cause = error instanceof Error ? error : new Error(String(error))
  })
  // A message that can't be read might have been anyone's answer: so the thread's work is over.
  worker.on('messageerror', (error) => {
    cause = error
    send({ type: 'close' })
  })
  worker.on('message', (message: FromThread) => {
    const request = pending.get(message.seq)
    switch (message.type) {
      case 'answer':
        pending.delete(message.seq)
        request?.resolve(message.value)
        break
      case 'failure':
        pending.delete(message.seq)
        request?.reject(errorFromData(message.error))
        break
      case 'event':
        void dealWith(message, request, send).catch(options.onFault)
        break
      default:
        message satisfies never
    }
  })

  return {
    ended,
    ask(kind, request, { signal, onEvent } = {}) {
      if (askedToEnd || signal?.aborted === true) return Promise.reject(new StudioError('cancelled'))
      if (death !== null) return Promise.reject(death)
      const seq = ++lastSeq
      const cancel = (): void => send({ type: 'cancel', seq })
      signal?.addEventListener('abort', cancel, { once: true })
      return new Promise<never>((resolve, reject) => {
        pending.set(seq, { resolve: resolve as (value: unknown) => void, reject, onEvent })
        // TypeScript does not see that kind and request belong together; the signature of `ask` has made sure.
        send({ type: 'request', seq, kind, request } as RequestEnvelope<P> & { type: 'request' })
      }).finally(() => signal?.removeEventListener('abort', cancel))
    },
    async close() {
      if (!askedToEnd && death === null) {
        askedToEnd = true
        send({ type: 'close' })
      }
      await ended
    },
  }
}

type EventMessage = Extract<FromThread, { type: 'event' }>

async function dealWith(message: EventMessage, request: Pending | undefined, send: SendAcknowledgement): Promise<void> {
  const { delivery, event } = message
  try {
    await request?.onEvent?.(event as never)
    if (delivery !== null) send({ type: 'acknowledge', delivery, error: null })
  } catch (error) {
    if (delivery === null) throw error
    send({ type: 'acknowledge', delivery, error: errorToData(error) })
  }
}

type SendAcknowledgement = (message: Extract<ToThread<never>, { type: 'acknowledge' }>) => void
