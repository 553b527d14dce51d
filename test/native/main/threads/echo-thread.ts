/** A thread with one handler for each thing that a thread can do, for the tests of the protocol. */
import { setTimeout as delay } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { StudioError } from '../../../../compute/spec/errors.ts'
import { serveThread } from '../../../../compute/worker/serve-thread.ts'

interface Call<Request, Response, Event = never> {
  request: Request
  response: Response
  event: Event
}

export interface EchoProtocol {
  echo: Call<string, string>
  /** Answers after some milliseconds. */
  wait: Call<number, string>
  fail: Call<'known' | 'unknown', null>
  /** Tells numbers from 1 on, then answers with how many it told. */
  count: Call<number, number, number>
  /** Tells each number and waits until it was dealt with; answers with the numbers in the order of that. */
  deliver: Call<number, number[], number>
  /** Works until it is cancelled. */
  work: Call<null, never>
  die: Call<'throw' | 'exit', never>
}

if (parentPort === null) throw new Error('This is a thread.')
const { oneAtATime = false } = workerData as { oneAtATime?: boolean }

serveThread<EchoProtocol>(
  parentPort,
  {
    echo: (text) => text,
    wait: async (milliseconds) => {
      await delay(milliseconds)
      return `waited ${milliseconds}`
    },
    fail: (kind) => {
      if (kind === 'known') throw new StudioError('file-empty', { file: 'a.csv' })
      throw new TypeError('unforeseen')
    },
    count: async (upTo, { tell }) => {
      for (let number = 1; number <= upTo; number++) tell(number)
      return upTo
    },
    deliver: async (upTo, { deliver }) => {
      const order: number[] = []
      for (let number = 1; number <= upTo; number++) {
        await deliver(number)
        order.push(number)
      }
      return order
    },
    work: async (_request, { signal }) => {
      await delay(60_000, undefined, { signal })
      throw new Error('nobody cancelled')
    },
    die: (kind) => {
      if (kind === 'exit') process.exit(3)
      setImmediate(() => {
        throw new Error('the thread broke')
      })
      return new Promise<never>(() => undefined)
    },
  },
  { oneAtATime, close: () => undefined },
)
