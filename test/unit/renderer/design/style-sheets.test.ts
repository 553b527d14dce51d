/** The style sheets' house rules: a class belongs to one sheet, colours come from the tokens, sheets stand in layers. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const root = new URL('../../../../renderer/', import.meta.url).pathname
const sheets = findSheets()

/** Custom properties of all sheets, and the one that react-aria sets on popovers. */
const defined = new Set([
  ...sheets.flatMap(({ css }) => [...css.matchAll(/--([\w-]+):/g)].map(([, name = '']) => name)),
  'trigger-width',
])

function findSheets(): { name: string; css: string }[] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.css'))
    .sort()
  return names.map((name) => ({ name, css: readFileSync(root + name, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '') }))
}

/** Classes that a sheet lays down by themselves (`.name {`), as opposed to those it only refers to. */
function ownClasses(css: string): string[] {
  return [...css.matchAll(/^\s*\.([a-z][\w-]*)\s*[,{]/gm)].map(([, name = '']) => name)
}

describe('style sheets', () => {
  it('lay down each class in one of them only', () => {
    const owners = new Map<string, Set<string>>()
    for (const { name, css } of sheets) {
      for (const each of ownClasses(css)) owners.set(each, (owners.get(each) ?? new Set()).add(name))
    }
    const shared = [...owners].filter(([, names]) => names.size > 1).map(([each, names]) => [each, ...names].join(' '))
    expect(shared).toEqual([])
  })

  it.each(sheets.filter(({ name }) => !name.startsWith('design/')))('$name stands in a layer', ({ css }) => {
    expect(css.trim()).toMatch(/^(@import[^;]*;\s*)*@layer (components|screens) \{/)
  })

  it.each(sheets.filter(({ name }) => name !== 'design/tokens.css'))(
    '$name takes its colours from the tokens',
    ({ css }) => {
      expect(css.match(/#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch)\(/gi) ?? []).toEqual([])
    },
  )

  it.each(sheets)('$name uses only properties that are defined', ({ css }) => {
    const used = [...css.matchAll(/var\(--([\w-]+)/g)].map(([, name = '']) => name)
    expect(used.filter((name) => !defined.has(name))).toEqual([])
  })
})
