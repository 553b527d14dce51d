/** The build, run on a small app laid out like the real one. */
import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, nodeBundles } from '../../../main/tooling/bundles.ts'
import { repositoryRoot } from '../../../main/tooling/repository.ts'

const root = mkdtempSync(join(tmpdir(), 'modelwright-build-'))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const builtAt = (path: string): number => statSync(join(root, path)).mtimeMs

beforeAll(async () => {
  write('package.json', '{ "type": "module", "main": "out/main/index.js" }')
  for (const { entry } of nodeBundles) write(entry, 'export {}')
  write('main/preload/preload.ts', "import { contextBridge } from 'electron'\ncontextBridge.exposeInMainWorld('a', 1)")
  write('compute/spec/answer.ts', 'export const answer: number = 42')
  write(
    'main/cli/cli.ts',
    `import { answer } from '../../compute/spec/answer.ts'
     import Database from 'better-sqlite3'
     import { z } from 'zod'
     console.log(z.number().parse(answer), typeof require('node:fs').readFileSync, Database.name, import.meta.dirname)`,
  )
  write('renderer/index.html', '<!doctype html><div id="app"></div><script type="module" src="./index.tsx"></script>')
  write(
    'renderer/index.tsx',
    `import { createRoot } from 'react-dom/client'
     import { answer } from '../compute/spec/answer.ts'
     import './index.css'
     createRoot(document.getElementById('app')!).render(<p>{answer}</p>)`,
  )
  write('renderer/index.css', 'p { background: url("./dot.svg") }')
  write('renderer/dot.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
  symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'), 'dir')
  await buildApp({ root })
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('the build', () => {
  it('writes every file that the app starts from', () => {
    for (const { output } of nodeBundles) expect(read(output).length).toBeGreaterThan(0)
    expect(read('out/renderer/index.html')).toContain('<script')
  })

  it('makes files that run in plain Node, with bundled packages inside and native ones outside', () => {
    const printed = execFileSync(process.execPath, [join(root, 'out/main/cli.js')], { encoding: 'utf8' })
    expect(printed.trim()).toBe(`42 function Database ${join(root, 'out/main')}`)
    expect(read('out/main/cli.js')).toMatch(/from ["']better-sqlite3["']/)
    expect(read('out/main/cli.js')).not.toMatch(/from ["']zod["']/)
  })

  it('writes the preload as CommonJS, the only form that a sandboxed window loads', () => {
    expect(read('out/main/preload.cjs')).toContain('require("electron")')
    expect(read('out/main/preload.cjs')).not.toMatch(/^import /m)
  })

  it('writes a page that a strict content security policy lets run', () => {
    const page = read('out/renderer/index.html')
    for (const [, attributes, body] of page.matchAll(/<script([^>]*)>([^<]*)<\/script>/g)) {
      expect(attributes).toMatch(/src="\.\//)
      expect(body).toBe('')
    }
    expect(page).not.toMatch(/<style|style=|on[a-z]+="/)
    const files = readdirSync(join(root, 'out/renderer/assets'))
    const style = files.find((file) => file.endsWith('.css'))
    expect(read(`out/renderer/assets/${style ?? ''}`)).not.toContain('data:')
  })

  it('builds again only what has changed', async () => {
    const before = [builtAt('out/main/cli.js'), builtAt('out/renderer/index.html')]
    await buildApp({ root })
    expect([builtAt('out/main/cli.js'), builtAt('out/renderer/index.html')]).toEqual(before)

    write('renderer/index.css', 'p { color: green }')
    await buildApp({ root })
    expect(builtAt('out/main/cli.js')).toBe(before[0])
    expect(builtAt('out/renderer/index.html')).toBeGreaterThan(before[1] ?? 0)

    write('compute/spec/answer.ts', 'export const answer: number = 43')
    await buildApp({ root, parts: ['node'] })
    expect(execFileSync(process.execPath, [join(root, 'out/main/cli.js')], { encoding: 'utf8' })).toMatch(/^43 /)
  })

  it('tells which file does not compile', async () => {
    write('main/index.ts', 'export const = 1')
    await expect(buildApp({ root })).rejects.toThrow(/main\/index\.ts:1/)
  })
})
