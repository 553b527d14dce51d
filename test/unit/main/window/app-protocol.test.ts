import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentSecurityPolicy, fileOfUrl, serveFile, startPage } from '../../../../main/window/app-protocol.ts'

describe('the address of a file of the interface', () => {
  it('is a file in its folder', () => {
    expect(fileOfUrl(startPage, '/app/out')).toBe('/app/out/index.html')
    expect(fileOfUrl('app://studio/assets/main.js?x=1#/runs', '/app/out')).toBe('/app/out/assets/main.js')
    expect(fileOfUrl('app://studio/%E4%BC%81%E9%B9%85.svg', '/app/out')).toBe('/app/out/企鹅.svg')
  })

  it.each([
    'app://studio/../secret.html',
    'app://studio/%2e%2e/secret.html',
    'app://studio/%2e%2e%2fsecret.html',
    'app://studio/a/..%5c..%5csecret.html',
    'app://studio/..\\secret.html',
    'app://studio/index.html%00.html',
    'app://studio/%E0%A4%A.html',
  ])('never leads out of it: %s', (url) => {
    const file = fileOfUrl(url, '/app/out')
    expect(file === null || file.startsWith('/app/out/')).toBe(true)
  })

  it.each([
    'app://other/index.html',
    'https://studio/index.html',
    'file:///app/out/index.html',
    'app://studio/project.sqlite',
    'app://studio/',
    'not an address',
  ])('is of our own origin and has a known ending: %s is none', (url) => {
    expect(fileOfUrl(url, '/app/out')).toBeNull()
  })
})

describe('a file of the interface', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'modelwright-pages-'))
    mkdirSync(join(folder, 'out'))
    writeFileSync(join(folder, 'out', 'index.html'), '<p>Hello')
    writeFileSync(join(folder, 'secret.html'), 'secret')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('comes with its type and the policy that holds its page to its own files', async () => {
    const response = await serveFile('app://studio/index.html', join(folder, 'out'))
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('<p>Hello')
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each(['app://studio/missing.html', 'app://studio/%2e%2e%2fsecret.html'])('is not found: %s', async (url) => {
    const response = await serveFile(url, join(folder, 'out'))
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('secret')
  })

  it('may run no script and load nothing but its own: no inline, no eval, no network', () => {
    expect(contentSecurityPolicy).toContain(`default-src 'none'`)
    expect(contentSecurityPolicy).toContain(`script-src 'self';`)
    expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:/)
  })
})
