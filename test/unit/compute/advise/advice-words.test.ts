import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadSentences, type Sentences } from '../../../../main/i18n/translator.ts'
import { languages } from '../../../../main/ipc/contract/records.ts'

const root = join(import.meta.dirname, '../../../..')
const source = readdirSync(join(root, 'compute/advise'))
  .map((file) => readFileSync(join(root, 'compute/advise', file), 'utf8'))
  .join('\n')

/** All keys of a tree of sentences, without plural endings, with the placeholders of each. */
function flatten(tree: Sentences, prefix = ''): Map<string, string[]> {
  const all = new Map<string, string[]>()
  for (const [key, value] of Object.entries(tree)) {
    const path = prefix + key.replace(/_(one|other)$/, '')
    if (typeof value !== 'string') flatten(value, `${path}.`).forEach((names, inner) => all.set(inner, names))
    else all.set(path, [...new Set([...value.matchAll(/\{\{(\w+)/g)].map((match) => match[1]!))].sort())
  }
  return all
}

describe('the words of the advice', () => {
  it.each(languages)('are there for every message that the advice can give, in %s', (language) => {
    const keys = flatten((loadSentences(language)['advice'] ?? {}) as Sentences, 'advice.')
    const used = [...source.matchAll(/'(advice\.\w+\.\w+)'/g)].map((match) => match[1]!)
    const checks = [...source.matchAll(/notice\('[\w-]+', '(\w+)'/g)].map((match) => `advice.checks.${match[1]!}`)
    const impossible = ['advice.limits.fileImpossible', 'advice.limits.predictionImpossible']
    const sizes = ['advice.reasons.size.classification', 'advice.reasons.size.regression']
    const wanted = new Set([...used, ...checks, ...impossible, ...sizes])
    expect([...wanted].filter((key) => !keys.has(key))).toEqual([])
    expect([...keys.keys()].filter((key) => !wanted.has(key))).toEqual([])
  })

  it('say the same with the same values in both languages', () => {
    const [english, chinese] = languages.map((language) => {
      const { advice = {}, cli = {}, evaluation = {} } = loadSentences(language)
      return flatten({ advice, cli, evaluation })
    })
    expect(chinese).toEqual(english)
  })
})
