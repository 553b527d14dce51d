import { describe, expect, it } from 'vitest'
import { StudioError } from '../../../../compute/spec/errors.ts'
import type { Answering } from '../../../../main/ipc/answer.ts'
import { answer, parseRequest } from '../../../../main/ipc/answer.ts'
import { channels } from '../../../../main/ipc/contract/channels.ts'
import type { Channel } from '../../../../main/ipc/contract/channels.ts'
import { events } from '../../../../main/ipc/contract/events.ts'
import { channelNames, eventNames } from '../../../../main/ipc/contract/names.ts'
import { createJobs } from '../../../../main/ipc/jobs.ts'

/** An answering where one channel is handled and all others must not be reached. */
function answering(handlers: Partial<Answering['handlers']>): { readonly it: Answering; readonly failures: string[] } {
  const failures: string[] = []
  return {
    failures,
    it: {
      handlers: handlers as Answering['handlers'],
      explain: (error) => error,
      onFailure: (channel, error) => failures.push(`${channel} ${error.code}`),
    },
  }
}

describe('an answer', () => {
  it('carries what the handler gives', async () => {
    const { it: all } = answering({ 'samples.path': ({ id }) => ({ path: `/samples/${id}` }) })
    expect(await answer(all, 'samples.path', { id: 'iris' })).toEqual({ ok: true, value: { path: '/samples/iris' } })
  })

  it.each([undefined, null, 7, [], {}, { id: 7 }, { id: null }])(
    'refuses the payload %j, and says why in the log',
    async (payload) => {
      const reached: unknown[] = []
      const { it: all, failures } = answering({
        'samples.path': (request) => {
          reached.push(request)
          return { path: '' }
        },
      })
      const reply = await answer(all, 'samples.path', payload)
      expect(reply).toMatchObject({ ok: false, error: { code: 'bad-request', params: { channel: 'samples.path' } } })
      expect(reached).toEqual([])
      expect(failures).toEqual(['samples.path bad-request'])
    },
  )

  it('drops keys that nobody asked for', () => {
    expect(parseRequest('samples.path', { id: 'iris', ['__proto__x']: 1, extra: true })).toEqual({ id: 'iris' })
  })

  it('carries a known error with its values, and an unknown one as internal', async () => {
    const { it: all } = answering({
      'datasets.list': () => Promise.reject(new StudioError('database-corrupt', { path: '/p' })),
      'runs.list': () => {
        throw new TypeError('unforeseen')
      },
    })
    expect(await answer(all, 'datasets.list', {})).toMatchObject({
      ok: false,
      error: { code: 'database-corrupt', params: { path: '/p' } },
    })
    expect(await answer(all, 'runs.list', {})).toMatchObject({ ok: false, error: { code: 'internal' } })
  })
})

describe('the names of the contract', () => {
  it('are its channels and events, no more and no less', () => {
    expect(Object.keys(channelNames).toSorted()).toEqual(Object.keys(channels).toSorted())
    expect(Object.keys(eventNames).toSorted()).toEqual(Object.keys(events).toSorted())
  })

  it('each refuse a payload that is no object', () => {
    for (const channel of Object.keys(channels) as Channel[]) {
      expect(() => parseRequest(channel, 'text'), channel).toThrow(StudioError)
    }
  })
})

describe('jobs', () => {
  it('are followed and cancelled by their ids', async () => {
    const told: unknown[] = []
    const jobs = createJobs((event, payload) => told.push([event, payload]))
    const progress = { stage: 'reading' as const, fraction: 0.5, secondsLeft: 2 }
    const job = jobs.run('a', ({ signal, onEvent }) => {
      onEvent(progress)
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new StudioError('cancelled'))))
    })
    await expect(jobs.run('a', () => Promise.resolve())).rejects.toMatchObject({ code: 'bad-request' })
    jobs.cancel('b')
    jobs.cancel('a')
    await expect(job).rejects.toMatchObject({ code: 'cancelled' })
    expect(told).toEqual([['job.progress', { jobId: 'a', progress }]])
    expect(await jobs.run('a', () => Promise.resolve('again'))).toBe('again')
  })
})
