/** What no tracked file may hold: the address of a package registry, or a path of somebody's machine. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '../../../main/tooling/repository.ts'

// Put together from pieces, so that this file passes its own test.
const registryHosts = [
  ['registry', 'npmjs', 'org'],
  ['registry', 'npmmirror', 'com'],
  ['registry', 'yarnpkg', 'com'],
  ['pypi', 'org'],
  ['files', 'pythonhosted', 'org'],
  ['deb', 'debian', 'org'],
  ['static', 'crates', 'io'],
].map((parts) => parts.join('.'))
const machinePaths = [
  ['', 'work', 'main'],
  ['', 'work', 'shared'],
  ['', 'tmp', 'setup'],
  ['', 'root', ''],
].map((parts) => parts.join('/'))

/** Names of all tracked text files. */
function trackedFiles(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: repositoryRoot, encoding: 'utf8' })
  return listed.split('\0').filter((name) => name !== '' && existsSync(join(repositoryRoot, name)))
}

// A copy of the source without its history has no list of tracked files.
describe.skipIf(!existsSync(join(repositoryRoot, '.git')))('tracked files', () => {
  it('hold no address of a package registry and no path of a machine', () => {
    const found = trackedFiles().flatMap((name) => {
      const text = readFileSync(join(repositoryRoot, name), 'latin1')
      return [...registryHosts, ...machinePaths].filter((word) => text.includes(word)).map((word) => `${name}: ${word}`)
    })
    expect(found).toEqual([])
  })
})
