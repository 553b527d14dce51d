/** The thread's side of the protocol: takes requests from a port, runs their handlers, answers. */
import type { MessagePort } from 'node:worker_threads'
import { StudioError, errorFromData, errorToData } from '../spec/errors.ts'
import type { FromThread, Protocol, RequestEnvelope, ToThread } from './thread-protocol.ts'

/** What a handler has besides its request. */
export interface JobContext<Event> {
  /** Aborted when the request is cancelled or the thread is to end. */
  readonly signal: AbortSignal
  /** Tells something and goes on. */
  readonly tell: (event: Event) => void
  /** Tells something and waits until the other side has dealt with it. @throws what went wrong there */
  readonly deliver: (event: Event) => Promise<void>
}

/** A handler for each kind of request. */
export type ThreadHandlers<P extends Protocol<P>> = {
  readonly [K in keyof P]: (
    request: P[K]['request'],
    context: JobContext<P[K]['event']>,
  ) => P[K]['response'] | Promise<P[K]['response']>
}

export interface ServeOptions {
  /** Whether requests are dealt with one after the other, in the order of their arrival. */
  readonly oneAtATime: boolean
  /** Called once all requests are dealt with and the thread is about to end. */
  readonly close: () => Promise<void> | void
}

/** Serves requests from `port` until it is asked to close. */
export function serveThread<P extends Protocol<P>>(
  port: MessagePort,
  handlers: ThreadHandlers<P>,
  options: ServeOptions,
): void {
  const jobs = new Map<number, { readonly abort: AbortController; readonly done: Promise<void> }>()
  const deliveries = new Map<number, { resolve: () => void; reject: (error: Error) => void }>()
  let lastDelivery = 0
  let lastJob: Promise<void> = Promise.resolve()
  let closing = false
  const send = (message: FromThread): void => port.postMessage(message)

  const contextOf = <Event>(seq: number, signal: AbortSignal): JobContext<Event> => ({
    signal,
    tell: (event) => send({ type: 'event', seq, event, delivery: null }),
    deliver: (event) => {
      const delivery = ++lastDelivery
      return new Promise((resolve, reject) => {
        deliveries.set(delivery, { resolve, reject })
        send({ type: 'event', seq, event, delivery })
      })
    },
  })

  async function run<K extends keyof P>({ seq, kind, request }: RequestEnvelope<P, K>, signal: AbortSignal) {
    try {
      if (signal.aborted) throw new StudioError('cancelled')
      const value = await handlers[kind](request, contextOf<P[K]['event']>(seq, signal))
      send({ type: 'answer', seq, value })
    } catch (error) {
      // Whatever breaks off because it was told to is a cancellation, and no other error.
      send({ type: 'failure', seq, error: errorToData(signal.aborted ? new StudioError('cancelled') : error) })
    }
  }

  function start(envelope: RequestEnvelope<P>): void {
    const abort = new AbortController()
    const begin = () => run(envelope, abort.signal)
    const done = (options.oneAtATime ? lastJob.then(begin) : begin()).finally(() => jobs.delete(envelope.seq))
    lastJob = done
    jobs.set(envelope.seq, { abort, done })
  }

  async function close(): Promise<void> {
    if (closing) return
    closing = true
    for (const { abort } of jobs.values()) abort.abort()
    // A handler may be waiting for an acknowledgement that still comes; so the port stays open until all are done.
    await Promise.all([...jobs.values()].map(({ done }) => done))
    await options.close()
    port.close()
  }

  port.on('message', (message: ToThread<P>) => {
    switch (message.type) {
      case 'request':
        if (closing) send({ type: 'failure', seq: message.seq, error: errorToData(new StudioError('cancelled')) })
        else start(message)
        break
      case 'cancel':
        jobs.get(message.seq)?.abort.abort()
        break
      case 'acknowledge': {
        const delivery = deliveries.get(message.delivery)
        deliveries.delete(message.delivery)
        if (message.error === null) delivery?.resolve()
        else delivery?.reject(errorFromData(message.error))
        break
      }
      case 'close':
        void close()
        break
      default:
        message satisfies never
    }
  })
}
