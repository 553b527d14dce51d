/** The lint configuration itself, run on short texts that each break one rule. */
import { ESLint } from 'eslint'
import { beforeAll, describe, expect, it } from 'vitest'

const root = new URL('../../../', import.meta.url).pathname
// Type-checked rules need files on disk; the texts here have none, so those rules stay out of these runs.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false } },
    rules: await untypedRules(),
  },
})

/** Turns off every rule that asks for types in the configuration of an ordinary source file. */
async function untypedRules(): Promise<Record<string, 'off'>> {
  const tseslint = await import('typescript-eslint')
  const typed = Object.keys(tseslint.configs.strictTypeChecked.at(-1)?.rules ?? {})
  const untyped = new Set(Object.keys(tseslint.configs.strict.at(-1)?.rules ?? {}))
  const off = [...typed.filter((rule) => !untyped.has(rule)), '@typescript-eslint/switch-exhaustiveness-check']
  return Object.fromEntries(off.map((rule) => [rule, 'off']))
}

async function brokenRules(filePath: string, text: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(text, { filePath })
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message)
}

/** [what it is about, file, text, the rule that must speak] */
const cases: readonly (readonly [string, string, string, string])[] = [
  ['an import', 'compute/train/a.ts', "import '../worker/entry.ts'", 'house/layers'],
  ['a type import', 'compute/spec/a.ts', "import type { A } from '../data/a.ts'\nexport type B = A", 'house/layers'],
  ['a re-export', 'renderer/a.ts', "export { a } from '../compute/data/a.ts'", 'house/layers'],
  ['an export of everything', 'renderer/a.ts', "export * from '../compute/data/a.ts'", 'house/layers'],
  ['an import()', 'renderer/a.ts', "export const a = () => import('../compute/data/a.ts')", 'house/layers'],
  ['an import type query', 'renderer/a.ts', "export type A = import('../compute/data/a.ts').A", 'house/layers'],
  ['raw ipc', 'main/index.ts', "import { ipcMain } from 'electron'\nipcMain.on('a', () => undefined)", 'house/layers'],
  ['a default export', 'main/a.ts', 'export default 1', 'no-restricted-exports'],
  ['a named default', 'main/a.ts', 'const a = 1\nexport { a as default }', 'no-restricted-exports'],
  ['a file in camel case', 'main/readFile.ts', 'export const a = 1', 'house/file-name'],
  ['a file of helpers', 'main/file-helpers.ts', 'export const a = 1', 'house/file-name'],
  ['a second version', 'main/reader-v2.ts', 'export const a = 1', 'house/file-name'],
  ['a long file', 'main/a.ts', 'export {}\n'.repeat(401), 'max-lines'],
  ['unseeded chance', 'compute/nn/a.ts', 'export const a = Math.random()', 'no-restricted-properties'],
  ['an any', 'main/a.ts', 'export const a: any = 1', '@typescript-eslint/no-explicit-any'],
  ['a silenced type error', 'main/a.ts', '// @ts-ignore\nexport const a = 1', '@typescript-eslint/ban-ts-comment'],
  ['a focused test', 'test/unit/a.test.ts', "it.only('a', () => undefined)", 'house/test-focus'],
  ['a focused table', 'test/unit/a.test.ts', "describe.only.each([1])('a', () => undefined)", 'house/test-focus'],
  ['a skipped test', 'test/unit/a.test.ts', "it.skip('a', () => undefined)", 'house/test-focus'],
  ['a test skipped at times', 'test/unit/a.test.ts', "it.skipIf(true)('a', () => undefined)", 'house/test-focus'],
  ['a hook in a branch', 'renderer/a.tsx', hookInBranch(), 'react-hooks/rules-of-hooks'],
]

function hookInBranch(): string {
  return "import { useState } from 'react'\nexport function A(on: boolean) {\n  if (on) useState(1)\n  return null\n}"
}

describe('the lint configuration', () => {
  // The first text loads the configuration and all its rules, which takes long on a busy machine.
  beforeAll(() => brokenRules('main/a.ts', ''), 120_000)

  it.each(cases)('catches %s in %s', async (_what, file, text, rule) => {
    expect(await brokenRules(file, text)).toContain(rule)
  })

  it('is content with what keeps to the rules', async () => {
    const text = "// Needs a display, which this machine may lack.\nit.skip('a', () => undefined)\n"
    expect(await brokenRules('test/unit/a.test.ts', text)).toEqual([])
    expect(
      await brokenRules('renderer/app.tsx', "import { useState } from 'react'\nexport const a = useState\n"),
    ).toEqual([])
    expect(await brokenRules('main/a.ts', 'export const a = Math.random()\n')).toEqual([])
  })
})
