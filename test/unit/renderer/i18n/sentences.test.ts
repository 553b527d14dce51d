/** Every sentence that the interface asks for is there, in both languages, with the same placeholders. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mergeSentences, type Sentences } from '../../../../renderer/i18n/merge-sentences.ts'

const root = new URL('../../../../', import.meta.url).pathname
const languages = ['en', 'zh-CN'] as const

function filesIn(folder: string, ending: RegExp): string[] {
  return readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => `${root}${folder}/${name}`)
}

/** Keys with their sentences, a plural's forms each under a key of its own. */
function flatten(tree: Sentences, prefix = ''): [key: string, sentence: string][] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`${prefix}${name}`, value] as [string, string]] : flatten(value, `${prefix}${name}.`),
  )
}

const sentences = Object.fromEntries(
  languages.map((language) => {
    const files = filesIn(`assets/locales/${language}`, /\.json$/)
    const trees = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Sentences)
    return [language, flatten(trees.reduce(mergeSentences, {}))]
  }),
) as Record<(typeof languages)[number], [string, string][]>

/** A plural's forms are one sentence. */
const withoutForm = (key: string) => key.replace(/_(one|other)$/, '')
const keysOf = (language: (typeof languages)[number]) => new Set(sentences[language].map(([key]) => withoutForm(key)))
const english = keysOf('en')

/** Keys written out in the sources, as arguments of `text`, `message` and `t`. */
const asked = filesIn('renderer', /\.tsx?$/).flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/\b(?:text|message)\(\s*'([\w-]+\.[\w.-]+)'/g)].map(([, key = '']) => key),
)

describe('the sentences of the interface', () => {
  it('are found by this test', () => {
    expect(asked.length).toBeGreaterThan(200)
  })

  it.each(languages)('are all there in %s', (language) => {
    const known = keysOf(language)
    expect([...new Set(asked)].filter((key) => !known.has(key))).toEqual([])
  })

  it('have the same keys in both languages', () => {
    const chinese = keysOf('zh-CN')
    expect([...english].filter((key) => !chinese.has(key))).toEqual([])
    expect([...chinese].filter((key) => !english.has(key))).toEqual([])
  })

  it('have the same placeholders in both languages', () => {
    // The form for one may say it without its number, or with a name; only English has it.
    const placeholders = (language: (typeof languages)[number]) =>
      new Map(
        sentences[language]
          .filter(([key]) => !key.endsWith('_one'))
          .map(([key, sentence]) => [
            withoutForm(key),
            [...new Set([...sentence.matchAll(/\{\{\s*(\w+)/g)].map(([, name = '']) => name))].sort().join(' '),
          ]),
      )
    const chinese = placeholders('zh-CN')
    const differing = [...placeholders('en')].filter(([key, names]) => chinese.get(key) !== names)
    expect(differing.map(([key]) => key)).toEqual([])
  })
})

describe('Chinese sentences', () => {
  const han = String.raw`[\u4e00-\u9fff]`

  it.each(sentences['zh-CN'].filter(([, sentence]) => new RegExp(han).test(sentence)))(
    '%s parts Chinese from Latin and writes punctuation full width',
    (_, sentence) => {
      const plain = sentence.replace(/\{\{[^}]*\}\}/g, '□')
      expect(plain).not.toMatch(new RegExp(`${han}[A-Za-z0-9]|[A-Za-z0-9%]${han}`))
      expect(plain).not.toMatch(new RegExp(`${han}\\s*[,;:?!]|${han}\\.(\\s|$)|${han}\\(|\\)${han}`))
      expect(plain).not.toMatch(new RegExp(`["']${han}|${han}["']`))
    },
  )
})
