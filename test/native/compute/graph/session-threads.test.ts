/** Sessions in several threads of one process: none may compute otherwise than another. */
import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'

async function shareInThread(threads: number): Promise<number> {
  const worker = new Worker(join(import.meta.dirname, 'denormal-thread.js'), { workerData: threads })
  const [[share]] = (await Promise.all([once(worker, 'message'), once(worker, 'exit')])) as [[number], unknown]
  return share
}

describe('numbers that have all but vanished', () => {
  it.each([1, 2])('count alike in the first thread and in the next, with %i native threads', async (threads) => {
    expect([await shareInThread(threads), await shareInThread(threads), await shareInThread(threads)]).toEqual([
      0, 0, 0,
    ])
  })
})
