/** What the operating system's error codes mean where a person's file is read, and elsewhere. */
import { describe, expect, it } from 'vitest'
import { readError } from '../../../../compute/data/source/read-error.ts'
import { errorToData, StudioError } from '../../../../compute/spec/errors.ts'

const failure = (code: string) => Object.assign(new Error(`${code}: it failed`), { code })

describe('the error codes of the operating system', () => {
  it.each([
    // Windows has EBUSY for a file that another program opened for itself alone.
    ['EBUSY', 'file-in-use'],
    ['ETXTBSY', 'file-in-use'],
    ['EACCES', 'file-not-permitted'],
    ['EPERM', 'file-not-permitted'],
    ['ENOENT', 'file-not-found'],
    ['ENOTDIR', 'file-not-found'],
    ['EISDIR', 'file-is-a-folder'],
    ['EIO', 'drive-failed'],
    ['ESTALE', 'drive-failed'],
    ['EHOSTDOWN', 'drive-failed'],
    ['ELOOP', 'file-not-readable'],
    ['ENOSPC', 'file-not-readable'],
    ['toString', 'file-not-readable'],
  ])('%s where a file is read is %s', (code, own) => {
    expect(readError(failure(code), '/data/表 1.csv')).toMatchObject({
      code: own,
      params: { file: '表 1.csv', path: '/data/表 1.csv' },
    })
  })

  it('are left as they are where they have words already', () => {
    const told = new StudioError('source-not-answering')
    expect(readError(told, '/x')).toBe(told)
  })

  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EACCES', 'folder-read-only'],
    ['EPERM', 'folder-read-only'],
    ['EROFS', 'folder-read-only'],
    ['EBUSY', 'internal'],
    ['ENOENT', 'internal'],
  ])('%s anywhere else is %s', (code, own) => {
    expect(errorToData(failure(code)).code).toBe(own)
  })
})
