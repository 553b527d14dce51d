/** What the arguments of `npm test` mean. */
import { describe, expect, it } from 'vitest'
import { readTestRequest } from '../../../main/tooling/test-request.ts'

describe('npm test', () => {
  it('checks and runs everything but the long tests when nothing is named', () => {
    expect(readTestRequest([])).toEqual({ check: true, projects: ['unit', 'native', 'electron', 'quiet'], filters: [] })
  })

  it('adds the long tests when asked to', () => {
    expect(readTestRequest(['--long'])?.projects).toEqual(['unit', 'native', 'electron', 'quiet', 'long'])
  })

  it('runs the named projects alone, without the check', () => {
    expect(readTestRequest(['electron', 'native'])).toEqual({
      check: false,
      projects: ['native', 'electron'],
      filters: [],
    })
  })

  it('finds the project of a path', () => {
    const path = 'test/native/database/queries.test.ts'
    expect(readTestRequest([path])).toEqual({ check: false, projects: ['native'], filters: [path] })
  })

  it('looks for a text in the files of a named project', () => {
    expect(readTestRequest(['unit', 'profile'])).toEqual({ check: false, projects: ['unit'], filters: ['profile'] })
  })

  it('knows no other flags', () => {
    expect(readTestRequest(['--watch'])).toBeNull()
    expect(readTestRequest(['--help'])).toBeNull()
  })
})
