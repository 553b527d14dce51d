import { afterEach, describe, expect, it } from 'vitest'
import { StudioError } from '../../../../compute/spec/errors.ts'
import type { ThreadClient } from '../../../../main/threads/thread-client.ts'
import type { EchoProtocol } from './echo-thread.ts'
import { startTypescriptThread } from './start-typescript-thread.ts'

describe('a thread', () => {
  let thread: ThreadClient<EchoProtocol> | null = null
  const start = (workerData: object = {}): ThreadClient<EchoProtocol> => {
    thread = startTypescriptThread<EchoProtocol>('test/native/main/threads/echo-thread.ts', {
      workerData,
      deathCode: 'training-thread-died',
    })
    return thread
  }
  afterEach(() => thread?.close())

  const codeOf = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'no error',
      (error: unknown) => (error instanceof StudioError ? error.code : String(error)),
    )

  it('answers each request with its own answer, in whatever order they are done', async () => {
    const { ask } = start()
    const slow = ask('wait', 200)
    const quick = ask('echo', 'first done')
    const first = await Promise.race([slow, quick])
    expect(first).toBe('first done')
    expect(await slow).toBe('waited 200')
  })

  it('deals with requests one at a time where that was asked for', async () => {
    const { ask } = start({ oneAtATime: true })
    const slow = ask('wait', 200)
    const quick = ask('echo', 'second')
    expect(await Promise.race([slow, quick])).toBe('waited 200')
    expect(await quick).toBe('second')
  })

  it('hands on a known error as it is, and an unknown one as internal', async () => {
    const { ask } = start()
    const known = await ask('fail', 'known').catch((error: unknown) => error)
    expect(known).toBeInstanceOf(StudioError)
    expect(known).toMatchObject({ code: 'file-empty', params: { file: 'a.csv' } })
    expect(await codeOf(ask('fail', 'unknown'))).toBe('internal')
  })

  it('tells on the way, before it answers', async () => {
    const told: number[] = []
    const answer = await start().ask('count', 3, { onEvent: (number) => void told.push(number) })
    expect(answer).toBe(3)
    expect(told).toEqual([1, 2, 3])
  })

  it('waits until what it delivered was dealt with, and hears when that failed', async () => {
    const { ask } = start()
    const dealtWith: number[] = []
    const onEvent = async (number: number): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      if (number === 4) throw new StudioError('disk-full')
      dealtWith.push(number)
    }
    expect(await ask('deliver', 3, { onEvent })).toEqual([1, 2, 3])
    expect(dealtWith).toEqual([1, 2, 3])
    expect(await codeOf(ask('deliver', 5, { onEvent }))).toBe('disk-full')
  })

  it('stops what is cancelled, and goes on with the rest', async () => {
    const { ask } = start()
    const cancelling = new AbortController()
    const working = ask('work', null, { signal: cancelling.signal })
    await ask('echo', 'it has begun')
    cancelling.abort()
    expect(await codeOf(working)).toBe('cancelled')
    expect(await codeOf(ask('echo', 'late', { signal: cancelling.signal }))).toBe('cancelled')
    expect(await ask('echo', 'still here')).toBe('still here')
  })

  it('leaves nobody waiting when it dies of an error', async () => {
    const { ask, ended } = start()
    const working = ask('work', null)
    const dying = ask('die', 'throw')
    expect(await Promise.all([codeOf(working), codeOf(dying)])).toEqual([
      'training-thread-died',
      'training-thread-died',
    ])
    expect((await ended)?.cause).toMatchObject({ message: 'the thread broke' })
    expect(await codeOf(ask('echo', 'after'))).toBe('training-thread-died')
  })

  it('leaves nobody waiting when it ends without a word', async () => {
    const { ask, ended } = start()
    expect(await codeOf(ask('die', 'exit'))).toBe('training-thread-died')
    expect(await ended).toBeInstanceOf(StudioError)
  })

  it('ends when asked to, once what it was doing has stopped', async () => {
    const client = start()
    const working = client.ask('work', null)
    await client.ask('echo', 'it has begun')
    await Promise.all([client.close(), expect(codeOf(working)).resolves.toBe('cancelled')])
    expect(await client.ended).toBeNull()
    expect(await codeOf(client.ask('echo', 'after'))).toBe('cancelled')
  })
})
